package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.loss.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.multilabel.evaluation.MultiLabelEvaluator;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.evaluation.RegressionEvaluator;

/** One output a sequence, from features whose names say at which step they stand. */
class RnnTrainerTest {
    private static final LabelFactory LABELS = new LabelFactory();
    private static final RegressionFactory NUMBERS = new RegressionFactory();

    private static <T extends Output<T>> MutableDataset<T> dataset(
            OutputFactory<T> factory, List<? extends Example<T>> examples) {
        MutableDataset<T> data = new MutableDataset<>(new SimpleDataSourceProvenance("a test", factory), factory);
        examples.forEach(data::add);
        return data;
    }

    /** A series as an example, such as {@code series(output, 3, 0, 1)}, from step 1 on; zeros are features too. */
    private static <T extends Output<T>> Example<T> series(T output, double... values) {
        List<Feature> features = new ArrayList<>();
        for (int t = 0; t < values.length; t++) {
            features.add(new Feature(String.format(Locale.ROOT, "t%02d:x", t + 1), values[t]));
        }
        return new ArrayExample<>(output, features);
    }

    /** The first number decides, so it has to be remembered; the sequences are 4 to 6 steps long. */
    private static MutableDataset<Label> firstDecides() {
        List<Example<Label>> examples = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            double[] values = new double[4 + i % 3];
            for (int t = 1; t < values.length; t++) {
                values[t] = Math.sin(7 * i + 3 * t);
            }
            values[0] = i % 2 == 0 ? 1 : -1;
            examples.add(series(new Label(i % 2 == 0 ? "up" : "down"), values));
        }
        return dataset(LABELS, examples);
    }

    /** Two sums of a series, in other sizes and with other means. */
    private static MutableDataset<Regressor> sums() {
        List<Example<Regressor>> examples = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            double[] values = {Math.sin(i), Math.cos(3 * i), Math.sin(5 * i + 1)};
            double sum = values[0] + values[1] + values[2];
            Regressor output =
                    new Regressor(new String[] {"thousands", "small"}, new double[] {5000 + 1000 * sum, 0.01 * sum});
            examples.add(series(output, values));
        }
        return dataset(NUMBERS, examples);
    }

    private static Rnn rnn() {
        return Rnn.builder().hidden(12).gru().epochs(80).adam(0.02).seed(3);
    }

    @Test
    void train_labelsThatTheFirstStepDecides_areRemembered() {
        MutableDataset<Label> data = firstDecides();
        RnnModel<Label> model = rnn().train(data);

        assertThat(new LabelEvaluator().evaluate(model, data).accuracy()).isEqualTo(1);
        assertThat(model.generatesProbabilities()).isTrue();
        assertThat(model.predict(data.getExample(0)).getOutputScores().values().stream()
                        .mapToDouble(Label::getScore)
                        .sum())
                .isCloseTo(1, within(1e-6));
        assertThat(model.loss(data)).isLessThan(0.1);
    }

    @Test
    void train_inBothDirections_readsTheWholeSequenceBeforeItTells() {
        MutableDataset<Label> data = firstDecides();
        RnnModel<Label> model = rnn().top().bidirectional().train(data);

        assertThat(new LabelEvaluator().evaluate(model, data).accuracy()).isEqualTo(1);
    }

    @Test
    void train_numbersOfDifferentSizes_tellsThemInTheirOwnUnits() {
        MutableDataset<Regressor> data = sums();
        RnnModel<Regressor> model = rnn().epochs(300).train(data);
        var evaluation = new RegressionEvaluator().evaluate(model, data);

        assertThat(evaluation.r2(new Regressor("thousands", 0))).isGreaterThan(0.99);
        assertThat(evaluation.r2(new Regressor("small", 0))).isGreaterThan(0.99);
        assertThat(model.predict(data.getExample(0)).getOutput().getNames()).containsExactly("small", "thousands");
        assertThat(model.generatesProbabilities()).isFalse();
        // In units of the variance, so at first about 1, whatever the sizes are.
        assertThat(model.history().epochs().list().get(0).loss()).isBetween(0.3, 3.0);
        assertThat(model.history().epochs().measure().hasPerplexity()).isFalse();
    }

    @Test
    void loss_ofNumbers_isTheirMeanSquaredErrorInTheirOwnUnits() {
        MutableDataset<Regressor> data = sums();
        RnnModel<Regressor> model = rnn().epochs(5).train(data);

        double sum = 0;
        for (Example<Regressor> example : data) {
            double[] predicted = model.predict(example).getOutput().getValues();
            double[] known = example.getOutput().getValues();
            sum += (Math.pow(predicted[0] - known[0], 2) + Math.pow(predicted[1] - known[1], 2)) / 2;
        }
        assertThat(model.loss(data)).isCloseTo(sum / data.size(), within(1e-5 * sum));
    }

    @Test
    void train_withHuberLoss_isNotDrivenByOneOutlier() {
        List<Example<Regressor>> examples = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            double x = Math.sin(i);
            examples.add(series(new Regressor("y", i == 7 ? 500 : 2 * x), x, 0));
        }
        MutableDataset<Regressor> data = dataset(NUMBERS, examples);
        Example<Regressor> other = series(new Regressor("y", 0), 0.25, 0);

        double squared = rnn().train(data).predict(other).getOutput().getValues()[0];
        double huber = rnn().loss(Loss.huber(0.01))
                .train(data)
                .predict(other)
                .getOutput()
                .getValues()[0];

        assertThat(Math.abs(huber - 0.5)).isLessThan(0.2 * Math.abs(squared - 0.5));
    }

    @Test
    void train_setsOfLabels_tellsEachLabelForItself() {
        List<Example<MultiLabel>> examples = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Set<Label> labels = i % 4 == 0
                    ? Set.of()
                    : i % 4 == 1
                            ? Set.of(new Label("a"))
                            : i % 4 == 2 ? Set.of(new Label("b")) : Set.of(new Label("a"), new Label("b"));
            examples.add(series(new MultiLabel(labels), i % 2, i / 2 % 2, Math.sin(i)));
        }
        MutableDataset<MultiLabel> data = dataset(new MultiLabelFactory(), examples);
        RnnModel<MultiLabel> model = rnn().epochs(200).train(data);

        assertThat(new MultiLabelEvaluator().evaluate(model, data).microAveragedF1())
                .isEqualTo(1);
        assertThat(model.predict(data.getExample(0)).getOutput().getLabelSet()).isEmpty();
        assertThat(model.predict(data.getExample(3)).getOutput().getNameSet()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void train_classWeights_moveTheBorder() {
        // The same series has both labels, three times the one and once the other.
        List<Example<Label>> examples = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            examples.add(series(new Label(i % 4 == 0 ? "rare" : "common"), 1, 0.5));
        }
        MutableDataset<Label> data = dataset(LABELS, examples);

        var plain = rnn().epochs(200).train(data).predict(data.getExample(0));
        var weighted =
                rnn().epochs(200).classWeights(Map.of("rare", 9.0)).train(data).predict(data.getExample(0));

        assertThat(plain.getOutputScores().get("rare").getScore()).isCloseTo(0.25, within(0.02));
        assertThat(weighted.getOutputScores().get("rare").getScore()).isCloseTo(0.75, within(0.02));
    }

    @Test
    void train_withLabelSmoothing_isNeverQuiteSure() {
        MutableDataset<Label> data = firstDecides();
        RnnModel<Label> model = rnn().epochs(300).loss(Loss.crossEntropy(0.2)).train(data);

        // The best answer to a target of 0.9 and 0.1.
        assertThat(model.predict(data.getExample(0)).getOutputScores().get("up").getScore())
                .isCloseTo(0.9, within(0.02));
    }

    @Test
    void train_unknownOutput_isRefusedOrLeftOut() {
        MutableDataset<Label> data = firstDecides();
        data.add(series(LabelFactory.UNKNOWN_LABEL, 1, 2, 3));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> rnn().train(data))
                .withMessage("example 25 has no known output; ignoreUnknown() excludes such steps from the loss");
        assertThat(rnn().ignoreUnknown()
                        .epochs(2)
                        .train(data)
                        .history()
                        .epochs()
                        .list())
                .hasSize(2);
    }

    @Test
    void train_sameSeed_givesTheSameBitsAndTheNthRunToo() {
        RnnTrainer<Label> trainer =
                rnn().top().dropout(0.2).recurrentDropout(0.1).epochs(3).trainer();
        RnnModel<Label> first = trainer.train(firstDecides());
        RnnModel<Label> second = trainer.train(firstDecides());
        RnnModel<Label> again = trainer.train(firstDecides(), Map.of(), 1);

        assertThat(Samples.bits(second.weights())).isNotEqualTo(Samples.bits(first.weights()));
        assertThat(Samples.bits(again.weights())).isEqualTo(Samples.bits(second.weights()));
        assertThat(trainer.getInvocationCount()).isEqualTo(2);
    }

    @Test
    @SuppressWarnings("unchecked") // A trainer is of any kind of output until it trains.
    void extractConfiguration_ofAModelWithEverything_trainsTheSameBits() {
        RnnModel<Label> model = Rnn.builder()
                .embedding(4)
                .hidden(2)
                .lstm()
                .bidirectional()
                .skip()
                .dropout(0.25)
                .hidden(3)
                .gru()
                .recurrentDropout(0.1)
                .learnStart()
                .loss(Loss.crossEntropy(0.1))
                .classWeights(Map.of("up", 2.0))
                .ignoreUnknown()
                .epochs(3)
                .batch(5)
                .bucket()
                .clip(0.5)
                .validation(0.2)
                .patience(2)
                .seed(8)
                .train(firstDecides());

        ConfigurationManager manager = new ConfigurationManager();
        manager.addConfiguration(ProvenanceUtil.extractConfiguration(model.getProvenance()));
        RnnTrainer<Label> rebuilt =
                (RnnTrainer<Label>) manager.lookupAll(RnnTrainer.class).get(0);

        assertThat(rebuilt.toString())
                .isEqualTo("RnnTrainer(embedding(4).hidden(2).lstm().bidirectional().skip().dropout(0.25)"
                        + ".hidden(3).gru().recurrentDropout(0.1).classWeights(Map.of(\"up\", 2.0)).adam(0.01)"
                        + ".epochs(3).batch(5).bucket().clip(0.5).patience(2).validation(0.2).learnStart()"
                        + ".loss(Loss.crossEntropy(0.1)).ignoreUnknown().seed(8))");
        assertThat(Samples.bits(rebuilt.train(firstDecides()).weights())).isEqualTo(Samples.bits(model.weights()));
    }

    @Test
    void train_withValidationData_notesItInTheProvenance() {
        MutableDataset<Label> data = firstDecides();
        RnnModel<Label> model = rnn().epochs(2).train(data, firstDecides());

        assertThat(model.history().epochs().list().get(1).isValidated()).isTrue();
        assertThat(model.getProvenance().getInstanceProvenance().getMap().get("validation-data"))
                .isInstanceOf(DatasetProvenance.class);
    }

    @Test
    void train_lossThatDoesNotSuitTheData_saysWhich() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rnn().loss(Loss.huber(1)).train(firstDecides()))
                .withMessage(
                        "Loss.huber(1.0) does not fit outputs of type Label; remove loss(…), or choose one such as Loss.crossEntropy()");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rnn().classWeights(Map.of("up", 2.0)).train(sums()))
                .withMessage("classWeights(…): the outputs of the data are not classes; remove the call");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rnn().classWeights(Map.of("sideways", 2.0)).train(firstDecides()))
                .withMessageStartingWith("classWeights(…): the data has no label \"sideways\"; it has ");
    }

    @Test
    void train_featureWithoutAStep_saysHowToNameIt() {
        Dataset<Label> data =
                dataset(LABELS, List.of(new ArrayExample<>(new Label("a"), new String[] {"x"}, new double[] {1})));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> rnn().train(data))
                .withMessage("the feature \"x\" has no step in its name; rename it, such as \"t001:x\"");
    }

    @Test
    void train_stepsFarApart_isTakenForAMistake() {
        Dataset<Label> data = dataset(
                LABELS,
                List.of(new ArrayExample<>(
                        new Label("a"), new String[] {"t1:x", "t999999999:x"}, new double[] {1, 1})));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> rnn().train(data))
                .withMessage("the features name steps from 1 to 999999999; at most 1000000 steps are supported");
    }

    @Test
    void train_noData_saysSo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rnn().train(dataset(LABELS, List.of())))
                .withMessage("no data: the data set has no example");
    }

    @Test
    void predict_zerosInTheMiddle_areSteps() {
        RnnModel<Regressor> model = rnn().epochs(5).train(sums());
        Regressor unknown = RegressionFactory.UNKNOWN_REGRESSOR;

        double[] written = model.predict(series(unknown, 0, 0, 0.5)).getOutput().getValues();
        double[] leftOut = model.predict(new ArrayExample<>(unknown, new String[] {"t03:x"}, new double[] {0.5}))
                .getOutput()
                .getValues();
        double[] shorter = model.predict(series(unknown, 0.5)).getOutput().getValues();

        assertThat(leftOut).containsExactly(written);
        assertThat(shorter).isNotEqualTo(written);
    }

    @Test
    void predict_stepsWrittenWithoutZeros_areReadInTheirOrder() {
        List<Example<Label>> padded = new ArrayList<>();
        List<Example<Label>> unpadded = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Label label = new Label(i % 2 == 0 ? "even" : "odd");
            List<Feature> one = new ArrayList<>();
            List<Feature> other = new ArrayList<>();
            for (int t = 1; t <= 11; t++) {
                double x = Math.sin(i + 2 * t);
                one.add(new Feature(String.format(Locale.ROOT, "t%02d:x", t), x));
                other.add(new Feature("t%s:x".formatted(t), x));
            }
            padded.add(new ArrayExample<>(label, one));
            unpadded.add(new ArrayExample<>(label, other));
        }
        RnnModel<Label> expected = rnn().epochs(3).train(dataset(LABELS, padded));
        RnnModel<Label> found = rnn().epochs(3).train(dataset(LABELS, unpadded));

        // By their names t10 would come before t2.
        assertThat(Samples.bits(found.weights())).isEqualTo(Samples.bits(expected.weights()));
    }

    @Test
    void predict_featureThatTrainingNeverSaw_isLeftOutUnlessItIsAll() {
        RnnModel<Label> model = rnn().epochs(2).train(firstDecides());
        Label unknown = LabelFactory.UNKNOWN_LABEL;

        var known = model.predict(series(unknown, 1, 2));
        var both = model.predict(
                new ArrayExample<>(unknown, new String[] {"t01:x", "t02:x", "t02:y"}, new double[] {1, 2, 5}));

        assertThat(both.getOutputScores().values().stream().map(Label::getScore))
                .containsExactlyElementsOf(known.getOutputScores().values().stream()
                        .map(Label::getScore)
                        .toList());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.predict(new ArrayExample<>(unknown, new String[] {"t01:y"}, new double[] {1})))
                .withMessageStartingWith(
                        "the example: \"t01:y\" was not in the training data; the nearest of its 6 known");
    }

    @Test
    void trace_ofAnExample_namesItsSteps() {
        RnnModel<Label> model = rnn().epochs(1).train(firstDecides());
        var trace = model.trace(series(LabelFactory.UNKNOWN_LABEL, 1, 2, 3));

        assertThat(trace.steps()).containsExactly("t1", "t2", "t3");
        assertThat(trace.hidden()[0]).hasNumberOfRows(3);
        assertThat(trace.hidden()[0][0]).hasSize(12);
    }

    @Test
    void trace_ofAWord_namesItsLetters() {
        MutableDataset<Label> words =
                new MutableDataset<>(new SimpleDataSourceProvenance("a test", new LabelFactory()), new LabelFactory());
        words.add(word("up", "t1:a", "t2:b"));
        words.add(word("down", "t1:b", "t3:a"));
        RnnModel<Label> model = rnn().epochs(1).train(words);

        assertThat(model.trace(word("up", "t1:b", "t2:b")).steps()).containsExactly("b", "b");
        assertThat(model.saliency(word("up", "t1:a")).steps()).containsExactly("a");
        // A step of nothing, or of two features, has no name of its own.
        assertThat(model.trace(word("up", "t1:b", "t3:a")).steps()).containsExactly("t1", "t2", "t3");
        assertThat(model.trace(word("up", "t1:a", "t1:b")).steps()).containsExactly("t1");
    }

    private static Example<Label> word(String label, String... letters) {
        double[] ones = new double[letters.length];
        Arrays.fill(ones, 1);
        return new ArrayExample<>(new Label(label), letters, ones);
    }

    @Test
    void gradientFlow_ofAnExample_isThatOfEachOfItsBeginnings() {
        RnnModel<Label> model = rnn().epochs(1).train(firstDecides());
        var flow = model.gradientFlow(series(new Label("up"), 1, 2, 3));

        assertThat(flow.steps()).containsExactly("t1", "t2", "t3");
        assertThat(flow.norms()[0][2]).hasSize(3);
        var beginning = model.gradientFlow(series(new Label("up"), 1, 2));
        assertThat(beginning.norms()[0][1]).containsExactly(flow.norms()[0][1], within(1e-6));
        assertThat(flow.norms()[0][2][2]).isPositive();
    }

    @Test
    void saliency_ofAnExample_isOfWhatIsPredicted() {
        RnnModel<Label> model = rnn().train(firstDecides());
        var example = series(LabelFactory.UNKNOWN_LABEL, 1, 2, 3);
        var predicted = model.predict(example).getOutput();
        var saliency = model.saliency(example);

        assertThat(saliency.steps()).containsExactly("t1", "t2", "t3");
        assertThat(saliency.step()).isEqualTo(2);
        assertThat(saliency.output()).isEqualTo(predicted.getLabel());
        assertThat(saliency.value()).isCloseTo(Math.log(predicted.getScore()), within(1e-6));
        String other = predicted.getLabel().equals("up") ? "down" : "up";
        assertThat(model.saliency(example, other).value()).isCloseTo(Math.log(1 - predicted.getScore()), within(1e-3));
    }

    @Test
    void saliency_ofANumber_isItsSlope() {
        RnnModel<Regressor> model = rnn().train(sums());
        var example = series(RegressionFactory.UNKNOWN_REGRESSOR, 1, 2, 3);
        String name = model.predict(example).getOutput().getNames()[0];
        var saliency = model.saliency(example, name);
        double above = model.predict(series(RegressionFactory.UNKNOWN_REGRESSOR, 1, 2.01, 3))
                .getOutput()
                .getValues()[0];
        double below = model.predict(series(RegressionFactory.UNKNOWN_REGRESSOR, 1, 1.99, 3))
                .getOutput()
                .getValues()[0];
        double slope = (above - below) / 0.02;

        assertThat(saliency.isLogProbability()).isFalse();
        assertThat(saliency.value())
                .isCloseTo(model.predict(example).getOutput().getValues()[0], within(1e-6));
        assertThat(saliency.norms()[1]).isCloseTo(Math.abs(slope), within(1e-3 + 0.01 * Math.abs(slope)));
        assertThat(saliency.contributions()[1]).isCloseTo(2 * slope, within(2e-3 + 0.02 * Math.abs(slope)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.saliency(example, "none"))
                .withMessage("no output is named \"none\"; the outputs are small, thousands");
    }

    @Test
    void copy_withAnotherName_predictsTheSame() {
        RnnModel<Label> model = rnn().epochs(2).train(firstDecides());
        var copy = model.copy();

        assertThat(copy.predict(firstDecides().getExample(0)).getOutputScores())
                .isEqualTo(model.predict(firstDecides().getExample(0)).getOutputScores());
        assertThat(model.getTopFeatures(3)).isEmpty();
        assertThat(model.getExcuse(firstDecides().getExample(0))).isEmpty();
    }
}
