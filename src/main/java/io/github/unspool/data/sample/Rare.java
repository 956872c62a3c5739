package io.github.unspool.data.sample;

import io.github.unspool.file.Excerpt;
import io.github.unspool.tribuo.adapter.KnownNames;
import io.github.unspool.tribuo.text.TextUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.tribuo.Feature;

/**
 * Which names are known of those that may be rare: tokens, and the categories of columns. All others of one kind are one and
 * the same, its unknown one.
 */
public final class Rare {
    private final UnaryOperator<String> unknowns;
    private final Set<String> known = new HashSet<>();
    /** By the name of the unknown one. */
    private final Map<String, Map<String, Long>> counts = new TreeMap<>();

    private boolean hasUnknown;

    private Rare(UnaryOperator<String> unknowns) {
        this.unknowns = unknowns;
    }

    /** Every name is a token. */
    public static String token(String name) {
        return TextUnit.UNKNOWN;
    }

    /** Names such as {@code font=plain} are categories of their columns. */
    public static UnaryOperator<String> categories(List<String> columns) {
        return name -> columns.stream()
                .filter(column -> name.startsWith(column + "="))
                .findFirst()
                .map(KnownNames::unknownOf)
                .orElse(null);
    }

    /**
     * Known is what the training part has as often as a vocabulary wants.
     *
     * @param unknowns the unknown one that stands for a name; null for the name of a number
     */
    static Rare of(List<? extends Sample<?>> training, Vocabulary vocabulary, UnaryOperator<String> unknowns) {
        Rare rare = new Rare(unknowns);
        for (Sample<?> sample : training) {
            for (List<Feature> step : sample.steps()) {
                step.forEach(feature -> rare.count(feature.getName()));
            }
        }
        for (Map<String, Long> ofOneKind : rare.counts.values()) {
            Set<String> frequent = vocabulary.frequent(ofOneKind);
            rare.hasUnknown |= frequent.size() < ofOneKind.size();
            rare.known.addAll(frequent);
        }
        return rare;
    }

    private void count(String name) {
        String unknown = unknowns.apply(name);
        if (unknown != null) {
            counts.computeIfAbsent(unknown, kind -> new TreeMap<>()).merge(name, 1L, Long::sum);
        }
    }

    /** The training part with its rare names made unknown. */
    <T> List<Sample<T>> train(List<Sample<T>> training) {
        return hasUnknown ? training.stream().map(this::replace).toList() : training;
    }

    /** Another part, as a model of the training part reads it. */
    <T> List<Sample<T>> apply(String part, List<Sample<T>> samples, boolean stepwise) {
        for (Sample<T> sample : samples) {
            check(part, sample, stepwise);
        }
        return samples.stream().map(this::replace).toList();
    }

    /** Refuses what no model can read: a step of which nothing is known, or a whole sequence if it has one output. */
    private void check(String part, Sample<?> sample, boolean stepwise) {
        String missing = null;
        boolean isRead = false;
        for (List<Feature> step : sample.steps()) {
            boolean isKnown = step.stream().anyMatch(this::isRead);
            missing = isKnown ? missing : step.get(0).getName();
            isRead |= isKnown;
            if (stepwise && !isKnown) {
                throw notTrained(part, missing);
            }
        }
        if (!isRead) {
            throw notTrained(part, missing);
        }
    }

    private boolean isRead(Feature feature) {
        String name = feature.getName();
        String unknown = unknowns.apply(name);
        return unknown == null || known.contains(name) || isKnown(unknown);
    }

    private boolean isKnown(String unknown) {
        Map<String, Long> ofOneKind = counts.getOrDefault(unknown, Map.of());
        return ofOneKind.keySet().stream().anyMatch(name -> !known.contains(name)) || known.contains(unknown);
    }

    private IllegalArgumentException notTrained(String part, String name) {
        Map<String, Long> ofOneKind = counts.getOrDefault(unknowns.apply(name), Map.of());
        return new IllegalArgumentException("split(): the %s has \"%s\", which is not in the training data; %s"
                .formatted(part, Excerpt.visible(name), Vocabulary.advice(ofOneKind)));
    }

    private <T> Sample<T> replace(Sample<T> sample) {
        List<List<Feature>> steps = new ArrayList<>(sample.steps().size());
        sample.steps()
                .forEach(step -> steps.add(step.stream().map(this::replace).toList()));
        return new Sample<>(steps, sample.outputs());
    }

    private Feature replace(Feature feature) {
        String unknown = unknowns.apply(feature.getName());
        boolean isRare = unknown != null && !known.contains(feature.getName()) && isKnown(unknown);
        return isRare ? new Feature(unknown, feature.getValue()) : feature;
    }
}
