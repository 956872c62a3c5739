package io.github.unspool.data;

import io.github.unspool.tribuo.TextUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tribuo.Feature;

/** Which tokens are known: steps of one feature, of value 1. All others are one and the same, the unknown one. */
final class Rare {
    private final Map<String, Integer> counts;
    private final Set<String> known;

    private Rare(Map<String, Integer> counts, Set<String> known) {
        this.counts = counts;
        this.known = known;
    }

    /** Known is what stands in the training part as often. */
    static Rare of(List<? extends Sample<?>> training, int atLeast) {
        Map<String, Integer> counts = new HashMap<>();
        for (Sample<?> sample : training) {
            for (List<Feature> step : sample.steps()) {
                if (isToken(step)) {
                    counts.merge(step.get(0).getName(), 1, Integer::sum);
                }
            }
        }
        Set<String> known = new HashSet<>();
        counts.forEach((name, count) -> {
            if (count >= atLeast) {
                known.add(name);
            }
        });
        return new Rare(counts, known);
    }

    private static boolean isToken(List<Feature> step) {
        return step.size() == 1 && step.get(0).getValue() == 1;
    }

    /** The training part with its rare tokens made unknown. */
    <T> List<Sample<T>> train(List<Sample<T>> training) {
        return training.stream().map(this::replace).toList();
    }

    /** Another part, as a model of the training part can read it. */
    <T> List<Sample<T>> apply(List<Sample<T>> samples, boolean stepwise) {
        boolean hasUnknown = known.size() < counts.size() || known.contains(TextUnit.UNKNOWN);
        if (hasUnknown) {
            return train(samples);
        }
        for (Sample<T> sample : samples) {
            for (List<Feature> step : sample.steps()) {
                if (stepwise && isToken(step) && !known.contains(step.get(0).getName())) {
                    throw notTrained(step.get(0).getName());
                }
            }
        }
        return samples;
    }

    private IllegalArgumentException notTrained(String token) {
        int rarest = counts.values().stream().mapToInt(Integer::intValue).min().orElse(1);
        return new IllegalArgumentException(
                "split(): \"%s\" does not stand in the training part; write atLeast(%d) before split, so that all rare ones count as %s"
                        .formatted(token, rarest + 1, TextUnit.UNKNOWN));
    }

    private <T> Sample<T> replace(Sample<T> sample) {
        return new Sample<>(sample.steps().stream().map(this::replace).toList(), sample.outputs());
    }

    private List<Feature> replace(List<Feature> step) {
        boolean rare = isToken(step) && !known.contains(step.get(0).getName());
        return rare ? List.of(new Feature(TextUnit.UNKNOWN, 1)) : step;
    }
}
