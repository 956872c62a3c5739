package io.github.unspool.data;

import io.github.unspool.tribuo.TableProvenance;
import io.github.unspool.tribuo.TextProvenance.Source;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tribuo.Output;
import org.tribuo.classification.Label;

/**
 * Sequences with what is to be told, and what a data set of them needs.
 *
 * @param samples the sequences
 * @param maker makes a data set
 * @param source where they are from
 * @param made the calls that read them
 * @param groups what stands in a column for each sequence
 * @param <T> the kind of output
 * @param <D> the kind of data set
 */
record SampleSet<T extends Output<T>, D>(
        List<Sample<T>> samples,
        SampleMaker<T, D> maker,
        Source source,
        String made,
        Function<String, List<String>> groups) {

    /** Shares are alike for the sequences of a label; of sequences with an output at each step, all are one kind. */
    List<String> kinds() {
        return samples.stream()
                .map(sample ->
                        !maker.stepwise() && sample.outputs().get(0) instanceof Label label ? label.getLabel() : "")
                .toList();
    }

    /** All of them. */
    D data(int atLeast) {
        return make(Rare.of(samples, atLeast).train(samples), limit(atLeast));
    }

    /** Three parts: 0, 1 or 2 for each sequence. */
    Parts<D> split(int[] part, int atLeast, String how) {
        List<Sample<T>> training = part(part, 0);
        Rare rare = Rare.of(training, atLeast);
        String calls = limit(atLeast) + how;
        return new Parts<>(
                make(rare.train(training), calls + ", training"),
                make(rare.apply(part(part, 1), maker.stepwise()), calls + ", validation"),
                make(rare.apply(part(part, 2), maker.stepwise()), calls + ", test"));
    }

    private static String limit(int atLeast) {
        return atLeast > 1 ? ".atLeast(" + atLeast + ")" : "";
    }

    private List<Sample<T>> part(int[] part, int which) {
        return IntStream.range(0, part.length)
                .filter(i -> part[i] == which)
                .mapToObj(samples::get)
                .toList();
    }

    private D make(List<Sample<T>> chosen, String calls) {
        return maker.make()
                .of(
                        chosen,
                        new TableProvenance(
                                source.name(),
                                source.sha256(),
                                made + calls,
                                maker.factory().getProvenance()));
    }
}
