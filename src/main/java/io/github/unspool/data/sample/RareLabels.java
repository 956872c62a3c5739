package io.github.unspool.data.sample;

import io.github.unspool.file.Excerpt;
import io.github.unspool.tribuo.output.LabelSequence;
import io.github.unspool.tribuo.text.TextUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which labels are known of targets that are sequences; all others are the unknown one. Targets of other kinds stay as they
 * are.
 */
final class RareLabels {
    private final Map<String, Long> counts = new TreeMap<>();
    private final Set<String> known;

    private RareLabels(List<? extends Sample<?>> training, Vocabulary vocabulary) {
        training.forEach(sample -> sample.outputs().forEach(this::count));
        known = new HashSet<>(vocabulary.frequent(counts));
    }

    /** Known is what the training part has as often as a vocabulary wants. */
    static RareLabels of(List<? extends Sample<?>> training, Vocabulary vocabulary) {
        return new RareLabels(training, vocabulary);
    }

    private void count(Object output) {
        if (output instanceof LabelSequence sequence) {
            sequence.labels().forEach(label -> counts.merge(label, 1L, Long::sum));
        }
    }

    private boolean hasUnknown() {
        return known.size() < counts.size() || known.contains(TextUnit.UNKNOWN);
    }

    /** The training part with its rare labels made unknown. */
    <T> List<Sample<T>> train(List<Sample<T>> training) {
        return known.size() < counts.size()
                ? training.stream().map(this::replaced).toList()
                : training;
    }

    /** Another part, of which a model of the training part can learn or be measured. */
    <T> List<Sample<T>> apply(String part, List<Sample<T>> samples) {
        if (counts.isEmpty()) {
            return samples;
        }
        if (hasUnknown()) {
            return samples.stream().map(this::replaced).toList();
        }
        samples.forEach(sample -> sample.outputs().forEach(output -> check(part, output)));
        return samples;
    }

    private void check(String part, Object output) {
        for (String label : ((LabelSequence) output).labels()) {
            if (!known.contains(label)) {
                throw new IllegalArgumentException(
                        "split(): the %s has \"%s\" in the target \"%s\", which is in no target of the training data; %s"
                                .formatted(
                                        part,
                                        Excerpt.of(label),
                                        Excerpt.of(output.toString()),
                                        Vocabulary.advice(counts)));
            }
        }
    }

    private <T> Sample<T> replaced(Sample<T> sample) {
        return new Sample<>(
                sample.steps(), sample.outputs().stream().map(this::replaced).toList());
    }

    @SuppressWarnings("unchecked") // It has the same type.
    private <T> T replaced(T output) {
        return output instanceof LabelSequence sequence
                ? (T) LabelSequence.of(sequence.labels().stream()
                        .map(label -> known.contains(label) ? label : TextUnit.UNKNOWN)
                        .toList())
                : output;
    }
}
