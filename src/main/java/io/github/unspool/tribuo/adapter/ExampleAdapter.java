package io.github.unspool.tribuo.adapter;

import com.google.protobuf.Message;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.hash.HashedFeatureMap;
import org.tribuo.provenance.DatasetProvenance;

/**
 * A data set of examples, which are a sequence each.
 *
 * @param data the data set; null if there is none
 * @param <T> the kind of output
 */
public record ExampleAdapter<T extends Output<T>>(Dataset<T> data) implements DataAdapter<Example<T>, T> {
    @Override
    public DataKind kind() {
        return DataKind.EXAMPLES;
    }

    @Override
    public int size() {
        return data == null ? 0 : data.size();
    }

    @Override
    public Iterable<Example<T>> examples() {
        return data;
    }

    @Override
    public ImmutableFeatureMap features() {
        return data.getFeatureIDMap();
    }

    @Override
    public ImmutableOutputInfo<T> outputs() {
        return data.getOutputIDInfo();
    }

    @Override
    public OutputFactory<T> factory() {
        return data.getOutputFactory();
    }

    @Override
    public Stream<? extends Message> serialized() {
        return IntStream.range(0, size()).mapToObj(i -> data.getExample(i).serialize());
    }

    @Override
    public DatasetProvenance provenance() {
        return data.getProvenance();
    }

    @Override
    public ExampleAdapter<T> part(IntPredicate isIn) {
        List<Example<T>> some = IntStream.range(0, data.size())
                .filter(isIn)
                .mapToObj(data::getExample)
                .toList();
        return new ExampleAdapter<>(new MutableDataset<>(some, data.getProvenance(), data.getOutputFactory()));
    }

    /**
     * Of all of a data set that was made from its examples, as it says; of a part, that of the examples in it. A view keeps the
     * labels that it declares, since Tribuo's evaluators know no others.
     */
    @Override
    public Domain<T> domain(List<Numbered<Example<T>>> training) {
        boolean isWhole = training.size() == data.size();
        ImmutableFeatureMap features = features();
        if (isWhole && (data instanceof MutableDataset || features instanceof HashedFeatureMap)) {
            return new Domain<>(features, outputs());
        }
        Domain<T> own =
                Domain.of(training.stream().map(one -> List.of(one.example())).toList(), data.getOutputFactory());
        return isWhole ? new Domain<>(own.features(), data.getOutputIDInfo()) : own;
    }

    @Override
    public List<Outputs.Target<T>> targets(List<Numbered<Example<T>>> training) {
        return training.stream()
                .map(one -> new Outputs.Target<>(
                        new DataPlace("example " + one.number(), 0),
                        one.example().getOutput(),
                        one.example().getWeight()))
                .toList();
    }

    @Override
    public ExampleEncoder<T> encoder(Domain<T> domain, Outputs<T> outputs) {
        return new ExampleEncoder<>(domain.features(), outputs);
    }
}
