package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.Rnn;
import io.github.unspool.compare.Compare;
import io.github.unspool.loss.EquationLoss;
import io.github.unspool.loss.Loss;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/** Losses of the user's, and those that are given by equations: in training, files, resumed runs and comparisons. */
class OwnLossTest {
    private static final EquationLoss PINBALL = Loss.of(
            "pinball 0.9", (y, t) -> t.minus(y).times(0.9).max(t.minus(y).times(-0.1)));

    @TempDir
    Path folder;

    private static Rnn rnn(int epochs) {
        return Rnn.builder().hidden(4).tanh().epochs(epochs).adam(0.02).seed(3).quiet();
    }

    /** Ten times the same input, with targets 100 apart; so only the loss decides what is predicted. */
    private static MutableDataset<Regressor> data(int count, IntToDoubleFunction target) {
        RegressionFactory factory = new RegressionFactory();
        MutableDataset<Regressor> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("a test", factory), factory);
        for (int i = 0; i < count; i++) {
            data.add(new ArrayExample<>(
                    new Regressor("n", target.applyAsDouble(i)), new String[] {"t1:x", "t2:x"}, new double[] {1, 0.5}));
        }
        return data;
    }

    private static double predicted(Loss loss, MutableDataset<Regressor> data) {
        return rnn(400).loss(loss)
                .train(data)
                .predict(data.getExample(0))
                .getOutput()
                .getValues()[0];
    }

    @Test
    void eachLoss_predictsItsOwnMiddle() {
        // 0, 100, …, 900, and 5000.
        MutableDataset<Regressor> data = data(11, i -> i == 10 ? 5000 : 100 * i);
        assertThat(predicted(Loss.squaredError(), data)).isCloseTo(9500.0 / 11, within(30.0));
        assertThat(predicted(Loss.absoluteError(), data)).isCloseTo(500, within(60.0));
        assertThat(predicted(Loss.quantile(0.85), data)).isCloseTo(900, within(60.0));
        assertThat(predicted(Loss.poisson(), data)).isCloseTo(9500.0 / 11, within(30.0));
        assertThat(predicted(Loss.logCosh(), data)).isBetween(500.0, 860.0);
    }

    @Test
    void model_isTheSameAfterSavingAndLoading() throws Exception {
        for (Loss loss : List.of(
                PINBALL,
                Loss.poisson(),
                Loss.ofPositive("mine", (y, t) -> y.minus(t).square()))) {
            MutableDataset<Regressor> data = data(9, i -> 10 * i);
            RnnModel<Regressor> model = rnn(5).loss(loss).train(data);
            Path file = folder.resolve("model.pb");
            model.serializeToFile(file);
            RnnModel<Regressor> read = RnnModel.load(file, Regressor.class);

            assertThat(read.weights().network().loss()).isEqualTo(loss);
            assertThat(read.predict(data.getExample(0)).getOutput().getValues())
                    .isEqualTo(model.predict(data.getExample(0)).getOutput().getValues());
            assertThat(read.loss(data)).isEqualTo(model.loss(data));
            assertThat(model.history().epochs().measure().title()).startsWith(loss.title());
        }
    }

    /** Whatever the loss, data is measured by the squared error in its unit. */
    @Test
    void loss_ofPositivePredictions_isTheSquaredErrorInUnits() {
        MutableDataset<Regressor> data = data(9, i -> 10 * i);
        RnnModel<Regressor> model = rnn(20).loss(Loss.poisson()).train(data);
        double y = model.predict(data.getExample(0)).getOutput().getValues()[0];
        double expected = IntStream.range(0, 9)
                .mapToDouble(i -> (y - 10 * i) * (y - 10 * i))
                .average()
                .orElseThrow();
        assertThat(y).isGreaterThan(0);
        assertThat(model.loss(data)).isCloseTo(expected, within(1e-4 * expected));
        assertThat(model.history().epochs().measure().title()).isEqualTo("Poisson loss, targets divided by their mean");
    }

    @Test
    void resumedRun_endsWithTheSameBits() {
        MutableDataset<Regressor> data = data(9, i -> 10 * i);
        float[] whole = rnn(9).loss(PINBALL)
                .train(data)
                .weights()
                .parameter("layer 1 Wh")
                .values();
        Path file = folder.resolve("run.checkpoint");
        rnn(4).loss(PINBALL).checkpoint(file).train(data);

        assertThat(rnn(9).loss(PINBALL)
                        .checkpoint(file)
                        .train(data)
                        .weights()
                        .parameter("layer 1 Wh")
                        .values())
                .containsExactly(whole);
    }

    @Test
    void builderText_isTheCallThatMakesTheLoss() {
        assertThat(rnn(2).loss(PINBALL).toString())
                .contains(".loss(Loss.parse(\"pinball 0.9\", \"max((t - y) * 0.9, (t - y) * (-0.1))\"))");
    }

    @Test
    void comparison_takesItAsAnyOther() {
        MutableDataset<Regressor> data = data(9, i -> 10 * i);
        var comparison = Compare.of(rnn(3))
                .over("loss", Map.of("pinball", r -> r.loss(PINBALL), "squared", r -> r))
                .seeds(2)
                .run(data, data);
        assertThat(comparison.toString()).contains("pinball").contains("squared");
    }

    @Test
    void negativeTarget_ofALossForPositiveOnes_isRefusedWithItsPlace() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rnn(1).loss(Loss.poisson()).train(data(4, i -> 2 - i)))
                .withMessage(
                        "example 4 has the output n = -1.0, but predictions of this loss are above 0; choose another loss, such as Loss.squaredError()");
    }

    @Test
    void negativeTarget_ofValidationOrContinuedTraining_isRefusedToo() {
        Rnn counts = rnn(1).loss(Loss.poisson());
        MutableDataset<Regressor> sound = data(4, i -> i + 1);
        MutableDataset<Regressor> negative = data(4, i -> 2 - i);
        String ending =
                " 4 has a negative target, but predictions of this loss are above 0; choose another loss, such as"
                        + " Loss.squaredError()";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> counts.train(sound, negative))
                .withMessage("validation example" + ending);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> counts.train(negative, counts.train(sound)))
                .withMessage("example" + ending);
    }

    @Test
    void continuedTraining_keepsTheKindOfPrediction() {
        MutableDataset<Regressor> data = data(9, i -> 10 * i);
        RnnModel<Regressor> squared = rnn(3).train(data);
        RnnModel<Regressor> counts = rnn(3).loss(Loss.poisson()).train(data);

        assertThat(rnn(300).loss(Loss.quantile(0.9))
                        .train(data, squared)
                        .predict(data.getExample(0))
                        .getOutput()
                        .getValues()[0])
                .isBetween(60.0, 85.0);
        assertThat(rnn(300).loss(Loss.poisson())
                        .train(data, counts)
                        .predict(data.getExample(0))
                        .getOutput()
                        .getValues()[0])
                .isCloseTo(40, within(3.0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rnn(3).loss(Loss.poisson()).train(data, squared))
                .withMessage(
                        "the model was trained with Loss.squaredError(), and this loss is Loss.poisson(): only one of them"
                                + " predicts numbers above 0, so their outputs mean different things; continue with"
                                + " Loss.squaredError()");
    }

    @Test
    void focalLoss_isForSetsOfLabels() {
        MultiLabelFactory factory = new MultiLabelFactory();
        var data = new MutableDataset<>(new SimpleDataSourceProvenance("a test", factory), factory);
        for (int i = 0; i < 12; i++) {
            data.add(new ArrayExample<>(
                    factory.generateOutput(i % 2 == 0 ? "a,b" : "b"), new String[] {"t1:x"}, new double[] {i % 2}));
        }
        var model = rnn(200).loss(Loss.focal(2)).train(data);
        assertThat(model.predict(data.getExample(0)).getOutput().getLabelSet())
                .extracting(label -> label.getLabel())
                .containsExactlyInAnyOrder("a", "b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rnn(1).loss(Loss.focal(2)).train(data(4, i -> i)))
                .withMessage(
                        "Loss.focal(2.0) does not fit outputs of type Regressor; remove loss(…), or choose one such as Loss.squaredError()");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rnn(1).loss(Loss.focal(2)).train(SmallSeries.labels()))
                .withMessage(
                        "Loss.focal(2.0) does not fit outputs of type Label; remove loss(…), or choose one such as Loss.crossEntropy()");
    }
}
