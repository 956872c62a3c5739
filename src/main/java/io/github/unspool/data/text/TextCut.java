package io.github.unspool.data.text;

import io.github.unspool.runtime.Memory;
import io.github.unspool.tribuo.provenance.TextProvenance;
import io.github.unspool.tribuo.text.TextUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.BinaryFeaturesExample;
import org.tribuo.sequence.MutableSequenceDataset;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceExample;

/**
 * Cuts a text into sequences of tokens, and creates a data set from them.
 *
 * @param file the text
 * @param unit what a token is
 * @param lines whether each line is a sequence, with marks at both ends
 */
public record TextCut(TextFile file, TextUnit unit, boolean lines) {
    private static final LabelFactory LABELS = new LabelFactory();
    /** The memory for a step while it is created: an example of Tribuo's, 60 bytes, and the token; see docs/data.md. */
    private static final long BYTES_PER_STEP = 110;

    /** What a split may cut between: lines, or else tokens. */
    public List<String> pieces() {
        // There are no fewer tokens than words.
        long steps = unit == TextUnit.CHARACTERS ? file.text().length() : words(file.text());
        Memory.check(
                "a data set of %s of %s"
                        .formatted(
                                unit.name().toLowerCase(Locale.ROOT),
                                file.source().name()),
                steps * BYTES_PER_STEP);
        return lines ? file.text().lines().filter(line -> !line.isBlank()).toList() : unit.split(file.text());
    }

    private static long words(String text) {
        long words = 0;
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            boolean now = !Character.isWhitespace(text.charAt(i));
            words += now && !inside ? 1 : 0;
            inside = now;
        }
        return words;
    }

    /** Each line with its marks; else a number of sequences, of which each begins with the token that the last ended with. */
    public List<List<String>> sequences(String name, List<String> pieces, int count) {
        if (lines) {
            if (pieces.isEmpty()) {
                throw new IllegalArgumentException(
                        "the %s has no line; use a longer text or another fraction".formatted(name));
            }
            return pieces.stream().map(this::marked).toList();
        }
        int steps = pieces.size() - 1;
        if (steps < count) {
            throw new IllegalArgumentException(
                    "a %s of %s %s is too short for %s sequences of at least two; use a longer text or fewer parts"
                            .formatted(name, pieces.size(), unit.name().toLowerCase(Locale.ROOT), count));
        }
        List<List<String>> sequences = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) steps * i / count);
            int to = (int) ((long) steps * (i + 1) / count);
            sequences.add(pieces.subList(from, to + 1));
        }
        return sequences;
    }

    private List<String> marked(String line) {
        List<String> tokens = new ArrayList<>();
        tokens.add(TextUnit.BEGIN);
        tokens.addAll(unit.split(line));
        tokens.add(TextUnit.END);
        int taken = tokens.subList(1, tokens.size() - 1).indexOf(TextUnit.END);
        if (taken >= 0) {
            throw new IllegalArgumentException(
                    "the line \"%s\" contains %s, which is reserved for the end of a line; replace it"
                            .formatted(line.strip(), TextUnit.END));
        }
        return tokens;
    }

    /** At each token the next. */
    public SequenceDataset<Label> dataset(List<List<String>> sequences, String transformations) {
        TextProvenance provenance = new TextProvenance(
                file.source(), transformations, unit, lines, sequences.size(), LABELS.getProvenance());
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
}
