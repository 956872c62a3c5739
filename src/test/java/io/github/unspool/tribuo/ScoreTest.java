package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.loss.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.classification.sequence.LabelSequenceEvaluator;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.evaluation.MultiLabelEvaluator;
import org.tribuo.regression.Regressor;
import org.tribuo.sequence.MutableSequenceDataset;
import org.tribuo.sequence.SequenceExample;

/** What a score is: worked out from single predictions, whatever the model was trained with. */
class ScoreTest {
    private static final Rnn RNN = Rnn.builder().hidden(4).tanh().epochs(3).adam(0.05);

    private static MutableSequenceDataset<Label> letters() {
        return Samples.dataset(List.of(
                Samples.sequence(1, "a→X", "b→Y", "a→X", "c→X"),
                Samples.sequence(2, "b→Y", "b→X", "c→X"),
                Samples.sequence(1, "c→X", "a→X")));
    }

    /** The mean of −log p by the weights of the sequences. */
    private static double surprise(RnnSequenceModel<Label> model, Iterable<SequenceExample<Label>> data) {
        double sum = 0;
        double weight = 0;
        for (SequenceExample<Label> sequence : data) {
            List<Prediction<Label>> predictions = model.predict(sequence);
            for (int t = 0; t < predictions.size(); t++) {
                Label score = predictions
                        .get(t)
                        .getOutputScores()
                        .get(sequence.get(t).getOutput().getLabel());
                if (score != null) {
                    sum -= sequence.getWeight() * Math.log(score.getScore());
                    weight += sequence.getWeight();
                }
            }
        }
        return sum / weight;
    }

    @Test
    void loss_ofLabels_isTheMeanOfLogP_whateverItWasTrainedWith() {
        MutableSequenceDataset<Label> data = letters();
        for (Rnn rnn : List.of(
                RNN,
                RNN.loss(Loss.crossEntropy(0.1)),
                RNN.loss(Loss.crossEntropy(0.5)),
                RNN.classWeights(Map.of("Y", 7.0)))) {
            RnnSequenceModel<Label> model = rnn.train(data);
            double expected = surprise(model, data);
            assertThat(model.loss(data)).as("%s", rnn).isCloseTo(expected, within(1e-6));
            assertThat(model.text().perplexity(data)).isCloseTo(Math.exp(expected), within(1e-5));
        }
    }

    @Test
    void history_saysWhichLossItsColumnsAre() {
        MutableSequenceDataset<Label> data = letters();
        assertThat(RNN.train(data).history().epochs().toString()).startsWith("loss: cross-entropy in nats");
        RnnSequenceModel<Label> smoothed = RNN.loss(Loss.crossEntropy(0.1)).train(data, data);
        assertThat(smoothed.history().epochs().toString())
                .startsWith("loss: cross-entropy in nats, smoothed by 0.1")
                .doesNotContain("perplexity");
        RnnSequenceModel<Label> weighted = RNN.classWeights(Map.of("Y", 7.0)).train(data, data);
        assertThat(weighted.history().epochs().toString())
                .startsWith("loss: cross-entropy in nats, weighted by class")
                .doesNotContain("perplexity");
        assertThat(weighted.history().epochs().list().get(2).validationLoss())
                .isNotCloseTo(weighted.loss(data), within(1e-3));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 1, 1000})
    void loss_ofNumbers_isTheMeanSquaredErrorInTheirOwnUnit_withHuberToo(double unit) {
        MutableDataset<Regressor> data = Examples.numbers(20, i -> unit * Math.sin(i), i -> 1);
        for (Loss loss : List.of(Loss.squaredError(), Loss.huber(0.1), Loss.huber(3))) {
            RnnModel<Regressor> model = RNN.loss(loss).train(data);
            double sum = 0;
            for (Example<Regressor> example : data) {
                double error = model.predict(example).getOutput().getValues()[0]
                        - example.getOutput().getValues()[0];
                sum += error * error;
            }
            assertThat(model.loss(data)).isCloseTo(sum / data.size(), within(1e-5 * unit * unit));
            assertThat(model.history().epochs().measure().title()).endsWith(", targets scaled to variance 1");
        }
    }

    @Test
    void loss_leavesOutTargetsThatAreNotKnownAndLabelsThatTrainingHasNot() {
        RnnSequenceModel<Label> model = RNN.train(letters());
        MutableSequenceDataset<Label> test = Samples.dataset(
                List.of(Samples.sequence(1, "a→X", "b→NEW", "b→Y"), Samples.sequence(1, "c→X", "c→" + Label.UNKNOWN)));

        assertThat(model.loss(test)).isCloseTo(surprise(model, test), within(1e-6));
        assertThat(model.text().perplexity(test)).isFinite();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.loss(Samples.dataset(List.of(Samples.sequence(1, "a→NEW")))))
                .withMessage(
                        "the data: there is nothing to measure; of its 1 targets, 0 are unknown, 1 were not in the training data, and 0 have the weight 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.loss(Samples.dataset(List.of())))
                .withMessage("no data: the data set has no sequence");
    }

    @Test
    void validationData_mayHoldLabelsThatTrainingHasNot_andTheDiagnosisSaysSo() {
        MutableSequenceDataset<Label> test =
                Samples.dataset(List.of(Samples.sequence(1, "a→X", "b→NEW"), Samples.sequence(1, "c→X")));
        RnnSequenceModel<Label> model = RNN.train(letters(), test);

        assertThat(model.history().epochs().list().get(2).validationLoss())
                .isCloseTo(surprise(model, test), within(1e-6));
        assertThat(model.history().diagnosis().toString())
                .contains("1 of the 3 targets of the validation data were not in the training data");
    }

    @Test
    void evaluation_countsALabelThatTrainingHasNotAsWrong() {
        RnnSequenceModel<Label> model = RNN.epochs(80).train(letters());
        MutableSequenceDataset<Label> test = Samples.dataset(
                List.of(Samples.sequence(1, "a→X", "a→NEW", "a→" + Label.UNKNOWN), Samples.sequence(1, "c→X")));

        // "a" is always X: of the three known targets one is wrong.
        assertThat(Measuring.evaluate(new LabelSequenceEvaluator(), model, test).accuracy())
                .isCloseTo(2 / 3.0, within(1e-12));

        MutableDataset<Label> ones = Examples.labels(12, i -> i % 2 == 0 ? "even" : "odd");
        MutableDataset<Label> other = Examples.labels(12, i -> i == 3 ? "third" : i % 2 == 0 ? "even" : "odd");
        var evaluation = Measuring.evaluate(new LabelEvaluator(), RNN.epochs(80).train(ones), other);
        assertThat(evaluation.accuracy()).isCloseTo(11 / 12.0, within(1e-12));
        assertThat(evaluation.recall(new Label("third"))).isZero();
    }

    @Test
    void evaluation_ofSetsOfLabels_takesNewOnes() {
        MutableDataset<MultiLabel> ones = Examples.sets(12, i -> i % 2 == 0 ? "even" : "odd");
        MutableDataset<MultiLabel> other = Examples.sets(12, i -> i == 3 ? "third" : i % 2 == 0 ? "even" : "odd");
        RnnModel<MultiLabel> model = RNN.epochs(80).train(ones);
        var evaluation = Measuring.evaluate(new MultiLabelEvaluator(), model, other);
        assertThat(evaluation.recall(new MultiLabel("third"))).isZero();
        assertThat(model.loss(other)).isFinite();
    }

    @Test
    void train_onNaN_namesTheRightExample() {
        MutableDataset<Regressor> data = Examples.numbers(20, i -> i == 16 ? Double.NaN : Math.sin(i), i -> 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RNN.train(data))
                .withMessage("example 17 has the output y = NaN; ignoreUnknown() excludes such steps from the loss");
        MutableDataset<Regressor> infinite =
                Examples.numbers(20, i -> i == 16 ? Double.NEGATIVE_INFINITY : Math.sin(i), i -> 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RNN.train(infinite))
                .withMessage(
                        "example 17 has the output y = -Infinity, which is not in the range of a float; change it");
    }

    @Test
    void ignoreUnknown_countsForTrainingLossAndValidationAlike() {
        MutableDataset<Regressor> holes = Examples.numbers(20, i -> i % 4 == 1 ? Double.NaN : Math.sin(i), i -> 1);
        MutableDataset<Regressor> without = Examples.numbers(20, Math::sin, i -> i % 4 == 1 ? 0 : 1);
        Rnn rnn = RNN.ignoreUnknown();
        RnnModel<Regressor> model = rnn.train(holes, holes);

        assertThat(Samples.bits(model.weights()))
                .isEqualTo(Samples.bits(rnn.train(without, without).weights()));
        assertThat(model.loss(holes)).isEqualTo(model.loss(without)).isFinite();
    }

    @Test
    void validationData_thatIsEmpty_isCalledSo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RNN.train(letters(), Samples.dataset(List.of())))
                .withMessage("the validation data has no sequence; add some, or call train(data)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RNN.train(
                        Examples.labels(4, i -> "a" + i % 2),
                        new MutableDataset<>(Examples.labels(1, i -> "a").getSourceProvenance(), new LabelFactory())))
                .withMessage("the validation data has no example; add some, or call train(data)");
    }

    @Test
    void truncation_thatCutsTheOnlyTargetOff_isRefused() {
        MutableDataset<Label> data = Examples.labels(8, i -> "a" + i % 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RNN.truncate(2).train(data))
                .withMessageStartingWith("truncate(2): each sequence has its only target at its end, so of 3 steps");
        RnnModel<Label> whole = RNN.train(data);
        assertThat(Samples.bits(RNN.truncate(3).train(data).weights())).isEqualTo(Samples.bits(whole.weights()));
    }

    @Test
    void patience_endsARunThatOnlyTies() {
        List<SequenceExample<Label>> one = new ArrayList<>();
        one.add(Samples.sequence(1, "a→X", "b→X"));
        var history = RNN.epochs(2000).patience(2).train(Samples.dataset(one)).history();
        assertThat(history.epochs().list()).hasSize(3);
        assertThat(history.message()).startsWith("No better epoch for 2 epochs");
    }

    @Test
    void patience_withoutValidation_keepsUntrainedWeightsThatWereBetter() {
        MutableDataset<Regressor> data = Examples.numbers(20, Math::sin, i -> 1);
        RnnModel<Regressor> model = RNN.adam(20).epochs(6).patience(6).train(data);
        assertThat(model.history().message()).isEqualTo("The weights are untrained, since no epoch made them better.");
    }

    @Test
    void evaluate_givesTheEvaluationOfTheKindOfOutput() {
        MutableDataset<Label> ones = Examples.labels(12, i -> i % 2 == 0 ? "even" : "odd");
        MutableDataset<Label> other = Examples.labels(12, i -> i < 3 ? "third" : i % 2 == 0 ? "even" : "odd");
        assertThat(((LabelEvaluation) RNN.epochs(80).train(ones).evaluate(other)).accuracy())
                .isCloseTo(9 / 12.0, within(1e-12));
    }

    @Test
    void evaluate_ofSequences_countsEachStepAsAnExample() {
        RnnSequenceModel<Label> model = RNN.epochs(80).train(letters());
        MutableSequenceDataset<Label> test = Samples.dataset(
                List.of(Samples.sequence(1, "a→X", "b→NEW", "b→Y"), Samples.sequence(1, "c→X", "c→" + Label.UNKNOWN)));
        int hits = 0;
        for (SequenceExample<Label> sequence : test) {
            List<Prediction<Label>> predictions = model.predict(sequence);
            for (int t = 0; t < predictions.size(); t++) {
                hits += predictions.get(t).getOutput().equals(sequence.get(t).getOutput()) ? 1 : 0;
            }
        }
        var evaluation = (LabelEvaluation) model.evaluate(test);
        assertThat(evaluation.accuracy()).isEqualTo(hits / 4.0).isPositive();
        assertThat(evaluation.recall(new Label("NEW"))).isZero();
        var same = Measuring.evaluate(new LabelSequenceEvaluator(), model, test);
        assertThat(evaluation.macroAveragedF1()).isEqualTo(same.macroAveragedF1());
        assertThat(evaluation.getConfusionMatrix().toString())
                .isEqualTo(same.getConfusionMatrix().toString());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.evaluate(Samples.dataset(List.of())))
                .withMessage("the data has no known targets, so there is nothing to measure");
    }
}
