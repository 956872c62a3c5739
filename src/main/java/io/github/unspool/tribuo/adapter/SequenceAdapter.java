package io.github.unspool.tribuo.adapter;

import java.util.ArrayList;
import java.util.List;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Output;
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
    public DatasetProvenance provenance() {
        return data.getProvenance();
    }

    /** Of all of a data set that was made from its examples, as it says; of a part, that of the sequences in it. */
    @Override
    public Domain<T> domain(List<Numbered<SequenceExample<T>>> training) {
        ImmutableFeatureMap features = data.getFeatureIDMap();
        boolean isWhole = training.size() == data.size();
        if (isWhole && (data instanceof MutableSequenceDataset || features instanceof HashedFeatureMap)) {
            return new Domain<>(features, data.getOutputIDInfo());
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
