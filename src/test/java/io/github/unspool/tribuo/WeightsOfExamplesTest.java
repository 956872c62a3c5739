package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.sequence.SequenceExample;

/** An example of weight 2 is as good as two of it, one of weight 0 as none; so are steps and classes. */
class WeightsOfExamplesTest {
    private static final Rnn ALL_AT_ONCE =
            Rnn.builder().hidden(5).gru().epochs(20).sgd(0.3).batch(1000);

    private static void assertClose(RnnModel<?> one, RnnModel<?> other) {
        assertClose(
                one.weights().parameters().stream().map(p -> p.values()).toList(),
                other.weights().parameters().stream().map(p -> p.values()).toList());
    }

    private static void assertClose(List<float[]> one, List<float[]> other) {
        for (int i = 0; i < one.size(); i++) {
            for (int j = 0; j < one.get(i).length; j++) {
                assertThat(one.get(i)[j]).isCloseTo(other.get(i)[j], within(2e-5f));
            }
        }
    }

    @Test
    void numbersOfWeight2_areAsGoodAsTwo() {
        MutableDataset<Regressor> weighted = Examples.numbers(12, i -> 100 + 7 * Math.sin(i), i -> 1 + i % 3);
        List<Example<Regressor>> repeated = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            for (int repeat = 0; repeat <= i % 3; repeat++) {
                repeated.add(Examples.example(new Regressor("y", 100 + 7 * Math.sin(i)), i));
            }
        }
        MutableDataset<Regressor> all = Examples.of(new RegressionFactory(), repeated);
        RnnModel<Regressor> model = ALL_AT_ONCE.train(weighted);
        assertClose(model, ALL_AT_ONCE.train(all));
        assertThat(model.loss(weighted)).isCloseTo(model.loss(all), within(1e-4));
    }

    @Test
    void sequencesOfWeight3_areAsGoodAsThree() {
        List<SequenceExample<Label>> weighted =
                List.of(Samples.sequence(3, "a→X", "b→Y"), Samples.sequence(1, "b→X", "a→X", "a→Y"));
        List<SequenceExample<Label>> repeated = List.of(
                Samples.sequence(1, "a→X", "b→Y"),
                Samples.sequence(1, "a→X", "b→Y"),
                Samples.sequence(1, "a→X", "b→Y"),
                Samples.sequence(1, "b→X", "a→X", "a→Y"));
        RnnSequenceModel<Label> one = ALL_AT_ONCE.train(Samples.dataset(weighted));
        RnnSequenceModel<Label> other = ALL_AT_ONCE.train(Samples.dataset(repeated));
        assertClose(
                one.weights().parameters().stream().map(p -> p.values()).toList(),
                other.weights().parameters().stream().map(p -> p.values()).toList());
    }

    @Test
    void outlierOfWeight0_changesNothing() {
        MutableDataset<Regressor> with = Examples.numbers(50, i -> i == 49 ? 1e6 : i % 5, i -> i == 49 ? 0 : 1);
        MutableDataset<Regressor> plain = Examples.numbers(50, i -> i == 49 ? 2 : i % 5, i -> i == 49 ? 0 : 1);
        assertThat(Samples.bits(ALL_AT_ONCE.batch(8).train(with).weights()))
                .isEqualTo(Samples.bits(ALL_AT_ONCE.batch(8).train(plain).weights()));
    }

    /** 9 of 10 are common, and nothing but its weight makes the rare class likely: p of it is 9·1 / (9·1 + 9) = 0.5. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 32, 1000})
    void classWeights_doTheSameInBatchesOfAnySize(int batch) {
        List<Example<Label>> examples = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            // The same input throughout.
            examples.add(Examples.example(new Label(i % 10 == 0 ? "rare" : "common"), 0));
        }
        MutableDataset<Label> data = Examples.of(new org.tribuo.classification.LabelFactory(), examples);
        Rnn rnn = Rnn.builder()
                .hidden(3)
                .tanh()
                .epochs(batch == 1000 ? 400 : 60)
                .adam(batch < 4 ? 0.001 : 0.01)
                .batch(batch)
                .classWeights(Map.of("rare", 9.0));
        double p = rnn.train(data)
                .predict(data.getExample(0))
                .getOutputScores()
                .get("rare")
                .getScore();
        assertThat(p).isCloseTo(0.5, within(0.08));
    }
}
