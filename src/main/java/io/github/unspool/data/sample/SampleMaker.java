package io.github.unspool.data.sample;

import io.github.unspool.data.split.Parts;
import io.github.unspool.tribuo.adapter.StepNames;
import java.util.ArrayList;
import java.util.List;
import org.tribuo.Dataset;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.DataSourceProvenance;
import org.tribuo.sequence.MutableSequenceDataset;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceExample;

/**
 * Makes a data set of samples.
 *
 * @param factory the outputs' factory
 * @param stepwise whether there is a target at each step
 * @param make the data set
 * @param split of three data sets
 * @param <T> the kind of output
 * @param <D> the kind of data set
 * @param <P> three of them
 */
public record SampleMaker<T extends Output<T>, D, P extends Parts<D>>(
        OutputFactory<T> factory, boolean stepwise, Make<T, D> make, Split<D, P> split) {

    /** Makes a data set of samples and their provenance. */
    interface Make<T extends Output<T>, D> {
        D of(List<Sample<T>> samples, DataSourceProvenance provenance);
    }

    /** Puts three data sets together. */
    interface Split<D, P> {
        P of(D training, D validation, D test);
    }

    /** One output a sequence: plain examples, whose features' names say at which step they stand. */
    public static <T extends Output<T>> SampleMaker<T, Dataset<T>, Parts.OfExamples<T>> examples(
            OutputFactory<T> factory) {
        return new SampleMaker<>(
                factory,
                false,
                (samples, provenance) -> {
                    MutableDataset<T> data = new MutableDataset<>(provenance, factory);
                    for (Sample<T> sample : samples) {
                        data.add(new ArrayExample<>(sample.outputs().get(0), named(sample.steps())));
                    }
                    return data;
                },
                Parts.OfExamples::new);
    }

    /** Features of each step under names that say which. */
    public static List<Feature> named(List<List<Feature>> steps) {
        List<Feature> features = new ArrayList<>();
        for (int t = 0; t < steps.size(); t++) {
            for (Feature feature : steps.get(t)) {
                features.add(new Feature(StepNames.of(t + 1, feature.getName()), feature.getValue()));
            }
        }
        return features;
    }

    /** An output at each step. */
    public static <T extends Output<T>> SampleMaker<T, SequenceDataset<T>, Parts.OfSequences<T>> sequences(
            OutputFactory<T> factory) {
        return new SampleMaker<>(
                factory,
                true,
                (samples, provenance) -> {
                    MutableSequenceDataset<T> data = new MutableSequenceDataset<>(provenance, factory);
                    for (Sample<T> sample : samples) {
                        SequenceExample<T> example = new SequenceExample<>();
                        for (int t = 0; t < sample.steps().size(); t++) {
                            example.addExample(new ArrayExample<>(
                                    sample.outputs().get(t), sample.steps().get(t)));
                        }
                        data.add(example);
                    }
                    return data;
                },
                Parts.OfSequences::new);
    }
}
