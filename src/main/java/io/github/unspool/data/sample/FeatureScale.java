package io.github.unspool.data.sample;

import io.github.unspool.tribuo.provenance.TableProvenance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tribuo.Feature;

/**
 * Brings numbers that are read to mean 0 and variance 1 of the training part.
 *
 * @param means by the name of the feature
 * @param deviations by the same names
 */
record FeatureScale(Map<String, Double> means, Map<String, Double> deviations) {
    /** Leaves everything as it is. */
    static final FeatureScale NONE = new FeatureScale(Map.of(), Map.of());

    /**
     * The scale of a training part.
     *
     * @param numbers the features that are numbers
     * @throws IllegalArgumentException if there is none, or one is always the same
     */
    static FeatureScale of(List<? extends Sample<?>> training, List<String> numbers) {
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("scaled(): no feature is a number; remove the call");
        }
        FeatureScale scale = new FeatureScale(new TreeMap<>(), new TreeMap<>());
        numbers.forEach(name -> scale.measure(name, training));
        return scale;
    }

    /** The scale that a model was trained on. */
    static FeatureScale of(TableProvenance trained) {
        return new FeatureScale(trained.means(), trained.deviations());
    }

    private void measure(String name, List<? extends Sample<?>> training) {
        double[] values = training.stream()
                .flatMap(sample -> sample.steps().stream())
                .flatMap(List::stream)
                .filter(feature -> feature.getName().equals(name))
                .mapToDouble(Feature::getValue)
                .toArray();
        double mean = Arrays.stream(values).average().orElse(0);
        double variance = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0);
        if (Math.sqrt(variance) <= 1e-12 * Math.abs(mean)) {
            throw new IllegalArgumentException(
                    "scaled(): feature \"%s\" is constant, %s, in the training data, so nothing can be learned from it; remove it"
                            .formatted(name, mean));
        }
        means.put(name, mean);
        deviations.put(name, Math.sqrt(variance));
    }

    <T> List<Sample<T>> apply(List<Sample<T>> samples) {
        return means.isEmpty() ? samples : samples.stream().map(this::scaled).toList();
    }

    private <T> Sample<T> scaled(Sample<T> sample) {
        List<List<Feature>> steps = new ArrayList<>(sample.steps().size());
        sample.steps().forEach(step -> steps.add(step.stream().map(this::scaled).toList()));
        return new Sample<>(steps, sample.outputs());
    }

    private Feature scaled(Feature feature) {
        String name = feature.getName();
        Double mean = means.get(name);
        return mean == null ? feature : new Feature(name, (feature.getValue() - mean) / deviations.get(name));
    }
}
