package io.github.unspool.tribuo.adapter;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.hash.HashedFeatureMap;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.sequence.MutableSequenceDataset;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceExample;

/**
 * A data set of sequences.
 *
 * @param data the data set; null if there is none
 * @param <T> the kind of output
 */
public record SequenceAdapter<T extends Output<T>>(SequenceDataset<T> data)
        implements DataAdapter<SequenceExample<T>, T> {
    @Override
    public DataKind kind() {
        return DataKind.SEQUENCES;
    }

    @Override
    public int size() {
        return data == null ? 0 : data.size();
    }

    @Override
    public Iterable<SequenceExample<T>> examples() {
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
    public SequenceAdapter<T> part(IntPredicate isIn) {
        List<SequenceExample<T>> some = IntStream.range(0, data.size())
                .filter(isIn)
                .mapToObj(data::getExample)
                .toList();
        return new SequenceAdapter<>(new MutableSequenceDataset<>(some, data.getProvenance(), data.getOutputFactory()));
    }

    /** Of all of a data set that was made from its examples, as it says; of a part, that of the sequences in it. */
    @Override
    public Domain<T> domain(List<Numbered<SequenceExample<T>>> training) {
        ImmutableFeatureMap features = features();
        boolean isWhole = training.size() == data.size();
        if (isWhole && (data instanceof MutableSequenceDataset || features instanceof HashedFeatureMap)) {
            return new Domain<>(features, outputs());
        }
        return Domain.of(training.stream().map(Numbered::example).toList(), data.getOutputFactory());
    }

    @Override
    public List<Outputs.Target<T>> targets(List<Numbered<SequenceExample<T>>> training) {
        List<Outputs.Target<T>> targets = new ArrayList<>();
        for (Numbered<SequenceExample<T>> one : training) {
            for (int t = 0; t < one.example().size(); t++) {
                Example<T> step = one.example().get(t);
                targets.add(new Outputs.Target<>(
                        new DataPlace("sequence " + one.number(), t + 1),
                        step.getOutput(),
                        one.example().getWeight() * step.getWeight()));
            }
        }
        return targets;
    }

    @Override
    public SequenceEncoder<T> encoder(Domain<T> domain, Outputs<T> outputs) {
        return new SequenceEncoder<>(domain.features(), outputs);
    }
}
