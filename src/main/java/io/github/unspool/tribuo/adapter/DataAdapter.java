package io.github.unspool.tribuo.adapter;

import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.provenance.DatasetProvenance;

/**
 * A data set of one of Tribuo's kinds, which have no common type, as what trains and measures a network needs of it.
 *
 * @param <E> what stands in it: examples, or sequences of them
 * @param <T> the kind of output
 */
public sealed interface DataAdapter<E, T extends Output<T>> permits ExampleAdapter, SequenceAdapter {
    DataKind kind();

    /** How many examples or sequences there are; 0 if there is no data set. */
    int size();

    Iterable<E> examples();

    DatasetProvenance provenance();

    ImmutableFeatureMap features();

    ImmutableOutputInfo<T> outputs();

    OutputFactory<T> factory();

    /** Each example as a message. */
    Stream<? extends Message> serialized();

    /** Those of some numbers, from 0. No view, which would know the features and outputs of the others. */
    DataAdapter<E, T> part(IntPredicate isIn);

    /** What examples to train on teach: of a part of the data set nothing that only the other part has. */
    Domain<T> domain(List<Numbered<E>> training);

    /** All targets of examples, with their places. */
    List<Outputs.Target<T>> targets(List<Numbered<E>> training);

    Encoder<E, T> encoder(Domain<T> domain, Outputs<T> outputs);

    /**
     * What encodes examples to train on and others like them; numbers are brought to one scale.
     *
     * @param isPositive whether predictions of numbers are above 0
     */
    default Encoder<E, T> encoder(List<Numbered<E>> training, Map<String, Double> classWeights, boolean isPositive) {
        Domain<T> domain = domain(training);
        return encoder(
                domain, Outputs.forTraining(domain.outputs(), classWeights).scaledTo(targets(training), isPositive));
    }

    default List<Numbered<E>> numbered() {
        return Numbered.all(examples());
    }
}
