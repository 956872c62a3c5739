package io.github.unspool.tribuo.adapter;

import java.util.List;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableFeatureMap;
import org.tribuo.MutableOutputInfo;
import org.tribuo.Output;
import org.tribuo.OutputFactory;

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
}
