package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.data.Datasets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Feature;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sequence.LabelSequenceEvaluator;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.sequence.MutableSequenceDataset;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceExample;
import tech.tablesaw.api.Row;

/** Other outputs than the next word, at each step of a sequence. */
class SequenceOutputsTest {
    @TempDir
    Path directory;

    private static <T extends Output<T>> MutableSequenceDataset<T> dataset(
            OutputFactory<T> factory, List<SequenceExample<T>> examples) {
        return new MutableSequenceDataset<>(examples, new SimpleDataSourceProvenance("a test", factory), factory);
    }

    private static <T extends Output<T>> void addStep(SequenceExample<T> sequence, T output, double x) {
        sequence.addExample(new ArrayExample<>(output, List.of(new Feature("x", x))));
    }

    /** Waves; the output of each step is the running mean of what was read, a hundredfold. */
    private static MutableSequenceDataset<Regressor> means() {
        List<SequenceExample<Regressor>> sequences = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            SequenceExample<Regressor> sequence = new SequenceExample<>();
            double sum = 0;
            for (int t = 0; t < 6 + i % 3; t++) {
                double x = Math.sin(2.3 * i + 1.7 * t * t);
                sum += x;
                addStep(sequence, new Regressor("mean", 100 * sum / (t + 1)), x);
            }
            sequences.add(sequence);
        }
        return dataset(new RegressionFactory(), sequences);
    }

    private static Rnn rnn() {
        return Rnn.builder().hidden(12).gru().epochs(250).adam(0.01).seed(4);
    }

    @Test
    void train_numbers_tellsThemAtEachStep() {
        MutableSequenceDataset<Regressor> data = means();
        RnnSequenceModel<Regressor> model = rnn().train(data);
        var evaluation = new RegressionSequenceEvaluator().evaluate(model, data);

        assertThat(evaluation.averageR2()).isGreaterThan(0.95);
        assertThat(model.loss(data)).isCloseTo(Math.pow(evaluation.averageRMSE(), 2), within(1e-3 * model.loss(data)));
    }

    @Test
    void evaluate_byHand_isTheSame() {
        MutableSequenceDataset<Regressor> data = means();
        RnnSequenceModel<Regressor> model = rnn().epochs(3).train(data);

        double squares = 0;
        double sizes = 0;
        int steps = 0;
        for (SequenceExample<Regressor> sequence : data) {
            var predicted = model.predict(sequence);
            for (int t = 0; t < sequence.size(); t++, steps++) {
                double error = predicted.get(t).getOutput().getValues()[0]
                        - sequence.get(t).getOutput().getValues()[0];
                squares += error * error;
                sizes += Math.abs(error);
            }
        }
        var evaluation = new RegressionSequenceEvaluator().evaluate(model, data);
        assertThat(evaluation.averageRMSE()).isCloseTo(Math.sqrt(squares / steps), within(1e-9));
        assertThat(evaluation.averageMAE()).isCloseTo(sizes / steps, within(1e-9));
        assertThat(evaluation.getPredictions()).hasSize(steps);
    }

    @Test
    void evaluate_stepsWithoutKnownOutput_areLeftOut() {
        MutableSequenceDataset<Regressor> data = means();
        SequenceExample<Regressor> half = new SequenceExample<>();
        addStep(half, RegressionFactory.UNKNOWN_REGRESSOR, 0.5);
        addStep(half, new Regressor("mean", 30), 0.1);
        RnnSequenceModel<Regressor> model = rnn().epochs(1).train(data);

        var evaluation =
                new RegressionSequenceEvaluator().evaluate(model, dataset(new RegressionFactory(), List.of(half)));
        assertThat(evaluation.getPredictions()).hasSize(1);

        SequenceExample<Regressor> nothing = new SequenceExample<>();
        addStep(nothing, RegressionFactory.UNKNOWN_REGRESSOR, 0.5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RegressionSequenceEvaluator()
                        .evaluate(model, dataset(new RegressionFactory(), List.of(nothing))))
                .withMessage("the data has no known targets, so there is nothing to measure");
    }

    @Test
    void train_stepsWithoutKnownOutput_areInputsButNotTargets() {
        MutableSequenceDataset<Regressor> data = means();
        SequenceExample<Regressor> gap = new SequenceExample<>();
        addStep(gap, RegressionFactory.UNKNOWN_REGRESSOR, 0.5);
        addStep(gap, new Regressor("mean", 30), 0.1);
        data.add(gap);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> rnn().train(data))
                .withMessage(
                        "sequence 13, step 1 has no known output; ignoreUnknown() excludes such steps from the loss");
        RnnSequenceModel<Regressor> model = rnn().ignoreUnknown().epochs(30).train(data);
        assertThat(model.predict(gap)).hasSize(2);
        assertThat(model.history().loss()).isFinite();
    }

    @Test
    void loss_stepsOfDifferentWeights_countSo() {
        MutableSequenceDataset<Regressor> data = means();
        RnnSequenceModel<Regressor> model = rnn().epochs(2).train(data);
        SequenceExample<Regressor> sequence = data.getExample(0);
        var predicted = model.predict(sequence);
        double first = Math.pow(
                predicted.get(0).getOutput().getValues()[0]
                        - sequence.get(0).getOutput().getValues()[0],
                2);
        double third = Math.pow(
                predicted.get(2).getOutput().getValues()[0]
                        - sequence.get(2).getOutput().getValues()[0],
                2);

        for (int t = 0; t < sequence.size(); t++) {
            sequence.get(t).setWeight(t == 0 ? 3 : t == 2 ? 1 : 0);
        }
        double loss = model.loss(dataset(new RegressionFactory(), List.of(sequence)));
        assertThat(loss).isCloseTo((3 * first + third) / 4, within(1e-4 * loss));

        sequence.get(1).setWeight(-1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.loss(dataset(new RegressionFactory(), List.of(sequence))))
                .withMessage("sequence 1, step 2 has the weight -1.0; it must be finite and not negative");
    }

    @Test
    void step_withFeatures_tellsWhatPredictTells() {
        RnnSequenceModel<Regressor> model = rnn().epochs(3).train(means());
        SequenceExample<Regressor> sequence = means().getExample(2);
        var predictions = model.predict(sequence);

        RnnState<Regressor> state = model.start();
        for (int t = 0; t < sequence.size(); t++) {
            state = state.step(Map.of("x", sequence.get(t).iterator().next().getValue()));
            assertThat(state.prediction().getOutput().getValues())
                    .containsExactly(predictions.get(t).getOutput().getValues());
        }
        assertThat(state.toString()).matches("after 8 steps, the last x=-?[\\d.]+: next is mean .*; state \\[.*]");
    }

    @Test
    void load_modelOfNumbers_wantsToKnowTheirKind() throws Exception {
        RnnSequenceModel<Regressor> model = rnn().epochs(1).train(means());
        Path file = directory.resolve("numbers");
        model.serializeToFile(file);

        assertThat(RnnSequenceModel.load(file, Regressor.class).loss(means())).isEqualTo(model.loss(means()));
        assertThatIllegalStateException()
                .isThrownBy(() -> RnnSequenceModel.load(file))
                .withMessage(file + " predicts outputs of type Regressor, not Label; try load(path, Regressor.class)");
    }

    @Test
    void textCalls_onAModelOfNumbers_sayWhyNot() {
        RnnSequenceModel<Regressor> model = rnn().epochs(1).train(means());

        assertThatIllegalStateException()
                .isThrownBy(model::text)
                .withMessage(
                        "the model predicts outputs of type Regressor, not one label a step, so it is no model of text; use predict, trace or saliency");
        assertThatIllegalStateException()
                .isThrownBy(() -> model.surprise("x", "x"))
                .withMessageStartingWith("the model predicts outputs of type Regressor");
        assertThatIllegalStateException().isThrownBy(() -> model.gradientFlow("x", "x"));
    }

    @Test
    void perplexity_ofLabels_isEToTheLoss() {
        var model = Samples.sentenceModel();
        assertThat(model.text().perplexity(Samples.sentence()))
                .isCloseTo(Math.exp(model.loss(Samples.sentence())), within(1e-12));
    }

    @Test
    void train_setsOfLabels_tellsThemAtEachStep() {
        List<SequenceExample<MultiLabel>> sequences = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            SequenceExample<MultiLabel> sequence = new SequenceExample<>();
            double sum = 0;
            for (int t = 0; t < 5; t++) {
                double x = Math.sin(3 * i + 2 * t);
                sum += x;
                Set<Label> labels = x > 0
                        ? sum > 0 ? Set.of(new Label("up"), new Label("high")) : Set.of(new Label("up"))
                        : sum > 0 ? Set.of(new Label("high")) : Set.of();
                addStep(sequence, new MultiLabel(labels), x);
            }
            sequences.add(sequence);
        }
        MutableSequenceDataset<MultiLabel> data = dataset(new MultiLabelFactory(), sequences);
        RnnSequenceModel<MultiLabel> model = rnn().train(data);

        for (SequenceExample<MultiLabel> sequence : data) {
            var predictions = model.predict(sequence);
            for (int t = 0; t < 5; t++) {
                assertThat(predictions.get(t).getOutput().getNameSet())
                        .isEqualTo(sequence.get(t).getOutput().getNameSet());
            }
        }
    }

    @Test
    void start_inBothDirections_saysWhatToUseInstead() {
        RnnSequenceModel<Label> model =
                Rnn.builder().hidden(3).tanh().bidirectional().epochs(2).train(Samples.sentence());

        assertThatIllegalStateException()
                .isThrownBy(model::start)
                .withMessageStartingWith("start(): a bidirectional layer needs the whole sequence");
        assertThat(model.next("I", "love").getOutputScores()).hasSize(4);
        assertThat(model.trace("I", "love").hidden()[0][0]).hasSize(6);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rnn.builder()
                        .hidden(3)
                        .tanh()
                        .bidirectional()
                        .truncate(5)
                        .sequenceTrainer())
                .withMessage(
                        "truncate(5) and bidirectional() exclude each other, because the backward direction needs the whole sequence; remove one of them");
    }

    /** A word's letters, each with its sound. */
    private static List<SequenceExample<Label>> words() {
        List<SequenceExample<Label>> words = new ArrayList<>();
        for (Row row : Datasets.letterSounds()) {
            String word = row.getString(0);
            String[] sounds = row.getString(1).split(" ");
            SequenceExample<Label> example = new SequenceExample<>();
            for (int i = 0; i < sounds.length; i++) {
                example.addExample(new ArrayExample<>(
                        new Label(sounds[i]), List.of(new Feature(word.substring(i, i + 1), 1))));
            }
            words.add(example);
        }
        return words;
    }

    @Test
    void tagging_soundsOfLetters_isBetterWhenItAlsoLooksAhead() {
        List<SequenceExample<Label>> train = new ArrayList<>();
        List<SequenceExample<Label>> test = new ArrayList<>();
        for (SequenceExample<Label> word : words()) {
            ((train.size() + test.size()) % 5 == 4 ? test : train).add(word);
        }
        SequenceDataset<Label> training = dataset(new LabelFactory(), train);
        SequenceDataset<Label> testing = dataset(new LabelFactory(), test);
        Rnn one = Rnn.builder().embedding(16).hidden(24).gru().epochs(12).adam(0.01);

        double ahead = accuracy(one, training, testing);
        double both = accuracy(one.top().bidirectional(), training, testing);

        // The commonest sound of each letter is right for 76 of 100.
        assertThat(ahead).isGreaterThan(0.8);
        assertThat(both).isGreaterThan(ahead + 0.05);
    }

    private static double accuracy(Rnn rnn, SequenceDataset<Label> training, SequenceDataset<Label> testing) {
        return new LabelSequenceEvaluator()
                .evaluate(rnn.train(training), testing)
                .accuracy();
    }
}
