package io.github.unspool.tribuo.adapter;

import java.util.List;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableFeatureMap;
import org.tribuo.MutableOutputInfo;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.hash.HashedFeatureMap;
import org.tribuo.regression.ImmutableRegressionInfo;

/**
 * The features and outputs of training data. A part of a data set has those of its own examples: a data set's own lists also
 * hold what only the other part has, which training must not know.
 *
 * @param features the features
 * @param outputs the outputs
 * @param <T> the kind of output
 */
public record Domain<T extends Output<T>>(ImmutableFeatureMap features, ImmutableOutputInfo<T> outputs) {
    /** Of examples. */
    public static <T extends Output<T>> Domain<T> of(
            List<? extends Iterable<Example<T>>> groups, OutputFactory<T> factory) {
        MutableFeatureMap features = new MutableFeatureMap();
        MutableOutputInfo<T> outputs = factory.generateInfo();
        for (Iterable<Example<T>> group : groups) {
            for (Example<T> example : group) {
                example.forEach(feature -> features.add(feature.getName(), feature.getValue()));
                outputs.observe(example.getOutput());
            }
        }
        return new Domain<>(new ImmutableFeatureMap(features), outputs.generateImmutableOutputInfo());
    }

    /**
     * This domain with what another one has in addition; this one itself if that is nothing.
     *
     * @throws IllegalArgumentException if the outputs are other numbers, or the features have no names
     */
    public Domain<T> with(Domain<T> other, OutputFactory<T> factory) {
        boolean hasFeatures = other.features.keySet().stream().allMatch(name -> features.get(name) != null);
        boolean hasOutputs = other.outputs.getDomain().stream().allMatch(output -> outputs.getID(output) >= 0);
        return hasFeatures && hasOutputs
                ? this
                : new Domain<>(
                        hasFeatures ? features : features(other.features),
                        hasOutputs ? outputs : outputs(other.outputs, factory));
    }

    private ImmutableFeatureMap features(ImmutableFeatureMap others) {
        if (features instanceof HashedFeatureMap || others instanceof HashedFeatureMap) {
            throw new IllegalArgumentException(
                    "the data has features that the model does not know, and features with hashed names cannot be added");
        }
        MutableFeatureMap all = new MutableFeatureMap();
        features.keySet().forEach(name -> all.add(name, 1));
        others.keySet().forEach(name -> all.add(name, 1));
        return new ImmutableFeatureMap(all);
    }

    private ImmutableOutputInfo<T> outputs(ImmutableOutputInfo<T> others, OutputFactory<T> factory) {
        if (outputs instanceof ImmutableRegressionInfo) {
            throw new IllegalArgumentException(
                    "the model predicts %s, and the outputs of the data are %s; give the data the same"
                            .formatted(outputs.toReadableString(), others.toReadableString()));
        }
        MutableOutputInfo<T> all = factory.generateInfo();
        outputs.getDomain().forEach(all::observe);
        others.getDomain().forEach(all::observe);
        return all.generateImmutableOutputInfo();
    }
}
