package io.github.unspool.data.sample;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.unspool.data.split.Parts;
import io.github.unspool.tribuo.provenance.TableProvenance;
import io.github.unspool.tribuo.provenance.TextProvenance.Source;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.tribuo.Output;
import org.tribuo.classification.Label;

/**
 * Sequences with targets, and everything that a data set of them needs.
 *
 * @param samples the sequences
 * @param maker makes a data set
 * @param source where they are from
 * @param made the calls that read them
 * @param groups what stands in a column for each sequence
 * @param unknowns what stands for a name that is rare, as {@link Rare} says
 * @param numbers the features that are numbers
 * @param isScaled whether those are brought to the scale of the training part
 * @param <T> the kind of output
 * @param <D> the kind of data set
 * @param <P> three of them
 */
public record SampleSet<T extends Output<T>, D, P extends Parts<D>>(
        List<Sample<T>> samples,
        SampleMaker<T, D, P> maker,
        Source source,
        String made,
        Function<String, List<String>> groups,
        UnaryOperator<String> unknowns,
        List<String> numbers,
        boolean isScaled) {

    /** The same with its numbers scaled. */
    public SampleSet<T, D, P> scaled() {
        return new SampleSet<>(samples, maker, source, made + ".scaled()", groups, unknowns, numbers, true);
    }

    private FeatureScale scale(List<Sample<T>> training) {
        return isScaled ? FeatureScale.of(training, numbers) : FeatureScale.NONE;
    }

    /** Shares are alike for the sequences of a label; of sequences with an output at each step, all are one kind. */
    public List<String> kinds() {
        return samples.stream()
                .map(sample ->
                        !maker.stepwise() && sample.outputs().get(0) instanceof Label label ? label.getLabel() : "")
                .toList();
    }

    /** All of them. */
    public D data(Vocabulary vocabulary) {
        List<Sample<T>> known = Rare.of(samples, vocabulary, unknowns).train(samples);
        return make(RareLabels.of(samples, vocabulary).train(known), vocabulary.toString(), scale(samples));
    }

    /** All of them, on the scale that a model was trained on. */
    public D data(Provenance trained) {
        if (!(trained instanceof TableProvenance table)) {
            throw new IllegalArgumentException("data(model): the model was not trained on rows of a table; use data()");
        }
        return make(samples, "", FeatureScale.of(table));
    }

    /** Three parts: 0, 1 or 2 for each sequence. */
    public P split(int[] part, Vocabulary vocabulary, String how) {
        List<Sample<T>> training = part(part, 0);
        Rare rare = Rare.of(training, vocabulary, unknowns);
        RareLabels labels = RareLabels.of(training, vocabulary);
        FeatureScale scale = scale(training);
        String calls = vocabulary + how;
        return maker.split()
                .of(
                        make(labels.train(rare.train(training)), calls + ", training", scale),
                        make(read(rare, labels, "validation part", part(part, 1)), calls + ", validation", scale),
                        make(read(rare, labels, "test part", part(part, 2)), calls + ", test", scale));
    }

    private List<Sample<T>> read(Rare rare, RareLabels labels, String part, List<Sample<T>> others) {
        return labels.apply(part, rare.apply(part, others, maker.stepwise()));
    }

    /** Three parts of different sources. */
    public P with(SampleSet<?, D, P> validation, SampleSet<?, D, P> test, Vocabulary vocabulary) {
        Rare rare = Rare.of(samples, vocabulary, unknowns);
        RareLabels labels = RareLabels.of(samples, vocabulary);
        FeatureScale scale = scale(samples);
        String calls = vocabulary + ".split(validation, test), ";
        return maker.split()
                .of(
                        make(labels.train(rare.train(samples)), calls + "training", scale),
                        read(rare, labels, validation, calls, "validation", scale),
                        read(rare, labels, test, calls, "test", scale));
    }

    @SuppressWarnings("unchecked") // Data sets of one kind hold outputs of one kind.
    private D read(
            Rare rare, RareLabels labels, SampleSet<?, D, P> other, String calls, String part, FeatureScale scale) {
        SampleSet<T, D, P> same = (SampleSet<T, D, P>) other;
        checkLabels(same.samples, part, other.source.name());
        List<Sample<T>> known = read(rare, labels, other.source.name(), same.samples);
        return same.make(known, calls + part, scale);
    }

    private void checkLabels(List<Sample<T>> others, String part, String name) {
        Set<T> known = new HashSet<>();
        samples.forEach(sample -> known.addAll(sample.outputs()));
        for (int i = 0; i < others.size(); i++) {
            for (T output : others.get(i).outputs()) {
                if (output instanceof Label label && !known.contains(output)) {
                    throw new IllegalArgumentException(
                            "the %s data %s has the label \"%s\" in sequence %s, which is not in the training data; remove the sequence, or add a similar one to the training data"
                                    .formatted(part, name, label.getLabel(), i + 1));
                }
            }
        }
    }

    private List<Sample<T>> part(int[] part, int which) {
        return IntStream.range(0, part.length)
                .filter(i -> part[i] == which)
                .mapToObj(samples::get)
                .toList();
    }

    private D make(List<Sample<T>> chosen, String calls, FeatureScale scale) {
        return maker.make()
                .of(
                        scale.apply(chosen),
                        new TableProvenance(
                                source.name(),
                                source.sha256(),
                                made + calls,
                                scale.means(),
                                scale.deviations(),
                                maker.factory().getProvenance()));
    }
}
