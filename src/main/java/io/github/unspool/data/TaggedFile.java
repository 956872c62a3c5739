package io.github.unspool.data;

import io.github.unspool.network.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.tribuo.Feature;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.sequence.SequenceDataset;

/**
 * Tagged text as the shared tasks of CoNLL have it: a line for each token, its columns between tabs, or else between white
 * space, and a blank line after each sentence.
 *
 * @param file the text
 * @param word the column of the tokens, 1 for the first
 * @param tag the column of what is told, 1 for the first
 */
record TaggedFile(TextFile file, int word, int tag) {
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");
    private static final Pattern TAB = Pattern.compile("\t");
    /** In CoNLL-U several tokens as one word, such as 1-2, and words that were left out, such as 1.1. */
    private static final Pattern NO_TOKEN = Pattern.compile("\\d+[-.]\\d+");

    private static final String DOCUMENT = "-DOCSTART-";
    /** What a step takes while it is made, as {@link TextCut} says. */
    private static final long BYTES_PER_STEP = 110;

    Samples<SequenceDataset<Label>> samples() {
        Memory.check(
                file.source().name() + " in sequences",
                BYTES_PER_STEP * file.text().lines().count());
        String made = "tagged(%d, %d)".formatted(word, tag);
        return new Samples<>(new SampleSet<>(
                sentences(),
                SampleMaker.sequences(new LabelFactory()),
                file.source(),
                made,
                TaggedFile::noGroups,
                Rare::token));
    }

    private static List<String> noGroups(String column) {
        throw new IllegalArgumentException(
                "by(\"%s\"): a tagged file has no groups; read it as a table to keep sentences together"
                        .formatted(column));
    }

    private List<Sample<Label>> sentences() {
        List<Sample<Label>> sentences = new ArrayList<>();
        Sample<Label> sentence = empty();
        int columns = 0;
        int number = 0;
        for (String line : (Iterable<String>) file.text().lines()::iterator) {
            number++;
            if (line.isBlank() || line.startsWith(DOCUMENT)) {
                sentence = ended(sentence, sentences);
            } else if (!isComment(line, sentence)) {
                String[] cells = cells(line);
                columns = columns == 0 ? cells.length : columns;
                check(number, cells.length, columns);
                add(cells, sentence);
            }
        }
        ended(sentence, sentences);
        if (sentences.isEmpty()) {
            throw new IllegalArgumentException(
                    file.source().name() + " has no sentence; give it a line for each token, with its tag");
        }
        return sentences;
    }

    private static Sample<Label> empty() {
        return new Sample<>(new ArrayList<>(), new ArrayList<>());
    }

    private static Sample<Label> ended(Sample<Label> sentence, List<Sample<Label>> sentences) {
        if (sentence.steps().isEmpty()) {
            return sentence;
        }
        sentences.add(sentence);
        return empty();
    }

    /** A token may be # too, so that comments are only expected before a sentence's first. */
    private static boolean isComment(String line, Sample<Label> sentence) {
        return line.startsWith("#")
                && line.indexOf('\t') < 0
                && sentence.steps().isEmpty();
    }

    private static String[] cells(String line) {
        return line.indexOf('\t') < 0 ? WHITE_SPACE.split(line.strip()) : TAB.split(line, -1);
    }

    private void check(int line, int count, int columns) {
        if (count != columns) {
            throw new IllegalArgumentException(
                    "line %d of %s has %d columns, but the first token has %d; give it as many"
                            .formatted(line, file.source().name(), count, columns));
        }
        if (Math.min(word, tag) < 1 || Math.max(word, tag) > columns) {
            throw new IllegalArgumentException(
                    "tagged(…, %d, %d): line %d of %s has the columns 1 to %d; choose two of them"
                            .formatted(word, tag, line, file.source().name(), columns));
        }
    }

    private void add(String[] cells, Sample<Label> sentence) {
        if (word == 1 || !NO_TOKEN.matcher(cells[0]).matches()) {
            sentence.steps().add(List.of(new Feature(cells[word - 1], 1)));
            sentence.outputs().add(new Label(cells[tag - 1]));
        }
    }
}
