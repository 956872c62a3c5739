package io.github.unspool.data;

import io.github.unspool.data.sample.Rare;
import io.github.unspool.data.sample.Sample;
import io.github.unspool.data.sample.SampleMaker;
import io.github.unspool.data.sample.SampleSet;
import io.github.unspool.data.split.Parts;
import io.github.unspool.data.text.TextCut;
import io.github.unspool.data.text.TextFile;
import io.github.unspool.runtime.Memory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tribuo.Feature;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.sequence.SequenceDataset;

/**
 * Tagged text in the format of the CoNLL shared tasks: a line for each token, with columns separated by tabs or by white
 * space, and a blank line after each sentence.
 *
 * @param file the text
 * @param word the column of the tokens, 1 for the first
 * @param tag the column of the labels, 1 for the first
 */
record TaggedFile(TextFile file, int word, int tag) {
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");
    private static final Pattern TAB = Pattern.compile("\t");
    /** In CoNLL-U several tokens as one word, such as 1-2, and words that were left out, such as 1.1. */
    private static final Pattern NO_TOKEN = Pattern.compile("(\\d+)([-.])(\\d+)");

    private static final String DOCUMENT = "-DOCSTART-";
    /** The memory for a step while it is created; see {@link TextCut}. */
    private static final long BYTES_PER_STEP = 110;

    Samples<SequenceDataset<Label>, Parts.OfSequences<Label>> samples() {
        Memory.check(
                file.source().name() + " in sequences",
                BYTES_PER_STEP * file.text().lines().count());
        String made = "tagged(" + word + ", " + tag + ")";
        return new Samples<>(new SampleSet<>(
                sentences(),
                SampleMaker.sequences(new LabelFactory()),
                file.source(),
                made,
                TaggedFile::noGroups,
                Rare::token,
                List.of(),
                false));
    }

    private static List<String> noGroups(String column) {
        throw new IllegalArgumentException(
                "by(\"%s\"): a tagged file has no groups; read it as a table to keep groups of sentences together"
                        .formatted(column));
    }

    private List<Sample<Label>> sentences() {
        String first = firstToken();
        int columns = cells(first).length;
        boolean isTabbed = first.indexOf('\t') >= 0;
        List<Sample<Label>> sentences = new ArrayList<>();
        Sample<Label> sentence = empty();
        Numbering numbering = new Numbering();
        int number = 0;
        for (String line : (Iterable<String>) file.text().lines()::iterator) {
            number++;
            if (line.isBlank() || line.startsWith(DOCUMENT)) {
                sentence = ended(sentence, sentences);
                numbering = new Numbering();
            } else if (!isComment(line, sentence, isTabbed ? 0 : columns)) {
                String[] cells = cells(line);
                check(number, cells.length, columns);
                if (word == 1 || numbering.isToken(cells[0])) {
                    add(cells, sentence);
                }
            }
        }
        ended(sentence, sentences);
        if (sentences.isEmpty()) {
            throw new IllegalArgumentException(
                    file.source().name() + " has no sentences; it needs a line for each token, with its tag");
        }
        return sentences;
    }

    /** The first line that does not begin as a comment. */
    private String firstToken() {
        return file.text()
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith(DOCUMENT))
                .findFirst()
                .orElse("");
    }

    /** Which lines of CoNLL-U are tokens: where the first column counts them, a range and a word left out are none. */
    private static final class Numbering {
        private int tokens;
        private int leftOut;
        private boolean isKept = true;

        boolean isToken(String id) {
            Matcher other = NO_TOKEN.matcher(id);
            if (isKept && other.matches() && isNext(other)) {
                return false;
            }
            tokens++;
            leftOut = 0;
            isKept &= id.equals(Integer.toString(tokens));
            return true;
        }

        private boolean isNext(Matcher id) {
            boolean isRange = id.group(2).equals("-");
            String expected = Integer.toString(isRange ? tokens + 1 : tokens);
            return id.group(1).equals(expected) && (isRange || id.group(3).equals(Integer.toString(++leftOut)));
        }
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

    /** A token may be # too: with blanks between columns, not with tabs, it is one if it has as many as the others. */
    private static boolean isComment(String line, Sample<Label> sentence, int columns) {
        return line.startsWith("#")
                && line.indexOf('\t') < 0
                && sentence.steps().isEmpty()
                && cells(line).length != columns;
    }

    private static String[] cells(String line) {
        String[] cells = line.indexOf('\t') < 0 ? WHITE_SPACE.split(line.strip()) : TAB.split(line, -1);
        return Arrays.stream(cells).map(String::strip).toArray(String[]::new);
    }

    private void check(int line, int count, int columns) {
        if (count != columns) {
            throw new IllegalArgumentException(
                    "line %s of %s has %s columns, but the first token has %s; all lines must have the same number"
                            .formatted(line, file.source().name(), count, columns));
        }
        if (Math.min(word, tag) < 1 || Math.max(word, tag) > columns) {
            throw new IllegalArgumentException(
                    "tagged(…, %s, %s): line %s of %s has the columns 1 to %s; choose two of them"
                            .formatted(word, tag, line, file.source().name(), columns));
        }
    }

    private void add(String[] cells, Sample<Label> sentence) {
        sentence.steps().add(List.of(new Feature(cells[word - 1], 1)));
        sentence.outputs().add(new Label(cells[tag - 1]));
    }
}
