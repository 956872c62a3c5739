package io.github.unspool.data;

import io.github.unspool.tribuo.TextProvenance;
import io.github.unspool.tribuo.TextUnit;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.BinaryFeaturesExample;
import org.tribuo.sequence.MutableSequenceDataset;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceExample;
import tech.tablesaw.api.Table;

/**
 * Texts as Tribuo data sets for telling what comes next: a step's feature is what stands at that place of the text, its
 * label what stands at the following.
 */
public final class Sequences {
    private static final LabelFactory LABELS = new LabelFactory();

    private Sequences() {}

    /**
     * Sentences in words.
     *
     * @param sentences each becomes a sequence; its words are what stands between white space
     * @return a sequence for each sentence, one step shorter than the sentence
     * @throws IllegalArgumentException if there is no sentence, or one of fewer than two words
     */
    public static SequenceDataset<Label> words(String... sentences) {
        if (sentences.length == 0) {
            throw new IllegalArgumentException(
                    "words(): no data; give at least one sentence, such as words(\"I love recurrent neural networks\")");
        }
        List<List<String>> sequences = new ArrayList<>();
        for (String sentence : sentences) {
            List<String> words = sentence == null ? List.of() : TextUnit.WORDS.split(sentence);
            String which = "sentence " + (sequences.size() + 1);
            if (words.isEmpty()) {
                throw new IllegalArgumentException(which + " is empty: give it at least two words");
            }
            if (words.size() < 2) {
                throw new IllegalArgumentException(
                        "%s, \"%s\", has no next word: give it at least two words".formatted(which, sentence.strip()));
            }
            sequences.add(words);
        }
        return dataset(TextUnit.WORDS, sequences, String.join("\n", sentences));
    }

    /**
     * A text in characters.
     *
     * @param text at least two characters
     * @return one sequence, one step shorter than the text
     * @throws IllegalArgumentException if the text is shorter
     */
    public static SequenceDataset<Label> characters(String text) {
        return characters(text, 1);
    }

    /**
     * A long text in characters, cut into parts that are trained on side by side.
     *
     * @param text at least two characters for each part
     * @param parts how many sequences of nearly the same length to cut the text into
     * @return the sequences; the last label of each is the first character of the following
     * @throws IllegalArgumentException if the text is too short
     */
    public static SequenceDataset<Label> characters(String text, int parts) {
        List<String> characters = TextUnit.CHARACTERS.split(text);
        int steps = characters.size() - 1;
        if (parts < 1 || steps < parts) {
            throw new IllegalArgumentException(
                    "characters(text, %d): a text of %d characters cannot be cut into %d parts"
                                    .formatted(parts, characters.size(), parts)
                            + " that each have a next character; give a longer text or fewer parts");
        }
        List<List<String>> sequences = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            int from = (int) ((long) steps * i / parts);
            int to = (int) ((long) steps * (i + 1) / parts);
            sequences.add(characters.subList(from, to + 1));
        }
        return dataset(TextUnit.CHARACTERS, sequences, text);
    }

    /**
     * Rows of numbers in the order of time, for forecasts.
     *
     * @param table the rows; it is copied
     * @param columns what to tell: one column of numbers or several
     * @return the series, which waits for its {@code window}
     * @throws IllegalArgumentException if there is no such column, it does not hold numbers, or there are no rows
     */
    public static Series series(Table table, String... columns) {
        return Series.of(table, table.name(), null, columns);
    }

    private static SequenceDataset<Label> dataset(TextUnit unit, List<List<String>> sequences, String text) {
        TextProvenance provenance = new TextProvenance(unit, sequences.size(), sha256(text), LABELS.getProvenance());
        MutableSequenceDataset<Label> data = new MutableSequenceDataset<>(provenance, LABELS);
        Map<String, Label> labels = new HashMap<>();
        for (List<String> tokens : sequences) {
            SequenceExample<Label> example = new SequenceExample<>();
            for (int t = 0; t + 1 < tokens.size(); t++) {
                Label next = labels.computeIfAbsent(tokens.get(t + 1), Label::new);
                example.addExample(new BinaryFeaturesExample<>(next, new String[] {tokens.get(t)}));
            }
            data.add(example);
        }
        return data;
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
