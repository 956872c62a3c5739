package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.math.Randoms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.dataset.DatasetView;
import org.tribuo.impl.ArrayExample;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceExample;

/** Nothing of the part that is held out reaches training: poisoned with anything, it leaves the same bits. */
class CanaryTest {
    private static final int SEED = 5;
    private static final int COUNT = 20;
    private static final Rnn RNN =
            Rnn.builder().hidden(4).gru().epochs(3).batch(4).seed(SEED).validation(0.3);
    private static final Rnn WHOLE =
            Rnn.builder().hidden(4).gru().epochs(3).batch(4).seed(SEED);

    /** Those that {@code validation(0.3)} of twenty puts aside. */
    private static final Set<Integer> ASIDE = Arrays.stream(Randoms.of(SEED, -3).permutation(COUNT))
            .limit(6)
            .boxed()
            .collect(Collectors.toSet());

    private static <E> List<E> poisoned(List<E> all, UnaryOperator<E> poison) {
        return IntStream.range(0, all.size())
                .mapToObj(i -> ASIDE.contains(i) ? poison.apply(all.get(i)) : all.get(i))
                .toList();
    }

    private static <T extends Output<T>> List<Example<T>> examples(Dataset<T> data) {
        List<Example<T>> all = new ArrayList<>();
        data.forEach(all::add);
        return all;
    }

    private static List<Example<Regressor>> numbers() {
        return examples(Examples.numbers(COUNT, Math::sin, i -> 1));
    }

    private static List<Example<Label>> labels() {
        return examples(Examples.labels(COUNT, i -> i % 2 == 0 ? "even" : "odd"));
    }

    private static <T extends Output<T>> Example<T> strange(Example<T> example, T output) {
        return new ArrayExample<>(
                output, List.of(new Feature("t1:x", 1e9), new Feature("t2:poison", 7), new Feature("t9:x", -3)));
    }

    /** The view keeps the labels that its parent declares. */
    private static <T extends Output<T>> Dataset<T> view(MutableDataset<T> all) {
        return new DatasetView<>(
                all, IntStream.range(0, COUNT).filter(i -> !ASIDE.contains(i)).toArray(), "kept");
    }

    @Test
    void numbers_putAside_mayBeAnything() {
        List<Example<Regressor>> poisoned = poisoned(numbers(), e -> strange(e, new Regressor("y", 1e6)));
        MutableDataset<Regressor> clean = Examples.of(new RegressionFactory(), numbers());
        MutableDataset<Regressor> dirty = Examples.of(new RegressionFactory(), poisoned);
        assertThat(Samples.bits(RNN.train(dirty).weights()))
                .isEqualTo(Samples.bits(RNN.train(clean).weights()));
        assertThat(Samples.bits(WHOLE.train(view(dirty)).weights()))
                .isEqualTo(Samples.bits(WHOLE.train(view(clean)).weights()));
        assertThat(RNN.findRate(dirty).losses()).isEqualTo(RNN.findRate(clean).losses());
    }

    @Test
    void labels_putAside_mayBeAnything() {
        int measured = ASIDE.iterator().next();
        List<Example<Label>> poisoned = new ArrayList<>(poisoned(labels(), e -> strange(e, new Label("poison"))));
        poisoned.set(measured, strange(poisoned.get(measured), new Label("odd")));
        MutableDataset<Label> clean = Examples.of(new LabelFactory(), labels());
        MutableDataset<Label> dirty = Examples.of(new LabelFactory(), poisoned);
        assertThat(Samples.bits(RNN.train(dirty).weights()))
                .isEqualTo(Samples.bits(RNN.train(clean).weights()));

        MutableDataset<Label> sameLabels =
                Examples.of(new LabelFactory(), poisoned(labels(), e -> strange(e, new Label("odd"))));
        assertThat(Samples.bits(WHOLE.train(view(sameLabels)).weights()))
                .isEqualTo(Samples.bits(WHOLE.train(view(clean)).weights()));
    }

    @Test
    void sequences_putAside_mayBeAnything() {
        List<SequenceExample<Label>> all = IntStream.range(0, COUNT)
                .mapToObj(i -> Samples.sequence(1, "a→X", i % 2 == 0 ? "b→X" : "c→Y", "a→Y"))
                .toList();
        SequenceDataset<Label> dirty =
                Samples.dataset(poisoned(all, e -> Samples.sequence(50, "poison→X", "a→POISON", "z→POISON")));
        assertThat(Samples.bits(RNN.train(dirty))).isEqualTo(Samples.bits(RNN.train(Samples.dataset(all))));
    }

    @Test
    void dataToMeasureWith_mayBeAnything() {
        MutableDataset<Regressor> training = Examples.of(new RegressionFactory(), numbers());
        MutableDataset<Regressor> validation = Examples.of(new RegressionFactory(), numbers());
        MutableDataset<Regressor> poison = Examples.of(
                new RegressionFactory(),
                numbers().stream()
                        .map(e -> strange(e, new Regressor("y", -1e7)))
                        .toList());
        assertThat(Samples.bits(WHOLE.train(training, poison).weights()))
                .isEqualTo(Samples.bits(WHOLE.train(training, validation).weights()));
    }
}
