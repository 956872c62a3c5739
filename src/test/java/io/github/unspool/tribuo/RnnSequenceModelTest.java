package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.data.Sequences;
import io.github.unspool.inspect.Trace;
import io.github.unspool.network.Weights;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.sequence.MinimumCardinalitySequenceDataset;
import org.tribuo.sequence.SequenceDataset;

class RnnSequenceModelTest {
    private static final RnnSequenceModel<Label> MODEL = Samples.sentenceModel();

    @Test
    void next_theWholeBeginning_expectsTheLastWord() {
        Label next = MODEL.next(Samples.BEGINNING.toArray(String[]::new)).getOutput();
        assertThat(next.getLabel()).isEqualTo("networks");
        assertThat(next.getScore()).isBetween(0.9, 1.0);
    }

    @Test
    void next_unknownWord_namesItAndTheNearest() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MODEL.next("I", "Lov"))
                .withMessage("\"Lov\" was not in the training data;"
                        + " the nearest of its 4 known words: \"love\", \"I\", \"neural\"");
    }

    @Test
    void predict_givesProbabilitiesOfEveryLabel() {
        var predictions = MODEL.predict(Samples.sentence().getExample(0));
        assertThat(predictions).hasSize(4).allSatisfy(prediction -> {
            assertThat(prediction.hasProbabilities()).isTrue();
            assertThat(prediction.getNumActiveFeatures()).isEqualTo(1);
            assertThat(prediction.getOutputScores()).containsOnlyKeys("love", "recurrent", "neural", "networks");
            assertThat(prediction.getOutputScores().values().stream()
                            .mapToDouble(Label::getScore)
                            .sum())
                    .isCloseTo(1, within(1e-6));
        });
        assertThat(predictions)
                .extracting(prediction -> prediction.getOutput().getLabel())
                .containsExactly("love", "recurrent", "neural", "networks");
    }

    @Test
    void nextStepAndTrace_agreeWithPredict_bitForBit() {
        var predictions = MODEL.predict(Samples.sentence().getExample(0));
        Trace trace = MODEL.trace(Samples.BEGINNING.toArray(String[]::new));
        assertThat(trace.steps()).isEqualTo(Samples.BEGINNING);
        RnnState<Label> state = MODEL.start();
        for (int t = 0; t < 4; t++) {
            state = state.step(Samples.BEGINNING.get(t));
            String[] read = Samples.BEGINNING.subList(0, t + 1).toArray(String[]::new);
            assertThat(scores(state.prediction()))
                    .isEqualTo(scores(MODEL.next(read)))
                    .isEqualTo(scores(predictions.get(t)));
            assertThat(trace.hidden()[0][t]).containsExactly(state.hidden(0));
        }
    }

    /** Longer than what prediction runs in one piece. */
    @Test
    void step_throughALongText_agreesWithPredict_bitForBit() {
        String text = "the rain in spain stays mainly in the plain ".repeat(15);
        SequenceDataset<Label> data = Sequences.characters(text);
        var model = Rnn.builder()
                .hidden(6)
                .tanh()
                .hidden(5)
                .relu()
                .hidden(4)
                .gru()
                .hidden(3)
                .lstm()
                .epochs(1)
                .train(data);
        var predictions = model.predict(data.getExample(0));
        assertThat(predictions).hasSize(text.length() - 1);
        RnnState<Label> state = model.start();
        for (int t = 0; t < predictions.size(); t++) {
            state = state.step(text.substring(t, t + 1));
            assertThat(scores(state.prediction())).as("step %s", t).isEqualTo(scores(predictions.get(t)));
        }
    }

    private static Map<String, Double> scores(Prediction<Label> prediction) {
        Map<String, Double> scores = new HashMap<>();
        prediction.getOutputScores().forEach((name, label) -> scores.put(name, label.getScore()));
        return scores;
    }

    @Test
    void traceFlowAndSaliency_ofAnExample_areThoseOfItsTokens() {
        var example = Samples.sentence().getExample(0);
        String[] tokens = {"I", "love", "recurrent", "neural", "networks"};
        assertThat(MODEL.trace(example))
                .hasToString(
                        MODEL.trace(Samples.BEGINNING.toArray(String[]::new)).toString());
        assertThat(MODEL.gradientFlow(example).steps()).isEqualTo(Samples.BEGINNING);
        assertThat(MODEL.gradientFlow(example).norms())
                .isDeepEqualTo(MODEL.gradientFlow(tokens).norms());
        assertThat(MODEL.saliency(example))
                .hasToString(
                        MODEL.saliency(Samples.BEGINNING.toArray(String[]::new)).toString());
        assertThat(MODEL.saliency(example, 1, "recurrent"))
                .hasToString(MODEL.saliency(Samples.BEGINNING, 1, "recurrent").toString());
    }

    @Test
    void gradients_ofATextOrItsExample_areWhatTrainingGoesDown() {
        Rnn rnn = Rnn.builder().hidden(4).tanh().epochs(1).seed(3).quiet();
        var before = rnn.sgd(1e-30).train(Samples.sentence());
        var after = rnn.sgd(0.5).train(Samples.sentence());
        Weights gradients = before.text().gradients("I", "love", "recurrent", "neural", "networks");
        Weights ofExample = before.gradients(Samples.sentence().getExample(0));
        for (int i = 0; i < gradients.parameters().size(); i++) {
            float[] start = before.weights().parameters().get(i).values();
            float[] end = after.weights().parameters().get(i).values();
            float[] gradient = gradients.parameters().get(i).values();
            assertThat(ofExample.parameters().get(i).values()).isEqualTo(gradient);
            assertThat(gradient).doesNotContain(0f);
            for (int j = 0; j < end.length; j++) {
                assertThat(end[j]).isCloseTo(start[j] - 0.5f * gradient[j], within(1e-6f));
            }
        }
    }

    @Test
    void saliency_ofTokens_isOfThePredictedWord() {
        var saliency = MODEL.saliency(Samples.BEGINNING.toArray(String[]::new));
        assertThat(saliency.output()).isEqualTo("networks");
        assertThat(saliency.step()).isEqualTo(3);
        double p =
                MODEL.next(Samples.BEGINNING.toArray(String[]::new)).getOutput().getScore();
        assertThat(saliency.value()).isCloseTo(Math.log(p), within(1e-6));
        assertThat(saliency.norms()[3]).isGreaterThan(saliency.norms()[0]);
    }

    @Test
    void saliencyOrFlow_thatCannotBe_saysWhy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MODEL.saliency())
                .withMessage("saliency(): there are no tokens; pass at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MODEL.saliency(Samples.BEGINNING, 4, "networks"))
                .withMessage("step 4 of a sequence of 4: the first is step 0, the last step 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MODEL.saliency(Samples.BEGINNING, 3, "I"))
                .withMessage("\"I\" is not among the 4 labels of the training data");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MODEL.text().gradients("I"))
                .withMessage("gradients(): the last token is only a target, so at least two are needed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MODEL.gradientFlow("I"))
                .withMessage("gradientFlow(): the last token is only a target, so at least two are needed");
    }

    @Test
    void trace_examplesOfSeveralFeatures_numbersItsSteps() {
        var model = Rnn.builder().hidden(2).gru().epochs(1).train(Samples.gorillas());
        var example = Samples.gorillas().getExample(0);
        var trace = model.trace(example);
        assertThat(trace.steps()).hasSize(example.size()).startsWith("1", "2", "3");
        assertThat(trace.layer(0).signals()).containsKeys("reset", "update", "candidate");
    }

    @Test
    void trace_nothing_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(MODEL::trace)
                .withMessage("trace(): there are no tokens; pass at least one");
    }

    @Test
    void loss_isTheMeanOfTheSurpriseOfPredict() {
        SequenceDataset<Label> data = Samples.gorillas();
        var model = Rnn.builder().hidden(3).tanh().epochs(2).train(data);
        List<Double> surprises = new ArrayList<>();
        data.forEach(sequence -> {
            var predictions = model.predict(sequence);
            for (int t = 0; t < sequence.size(); t++) {
                String label = sequence.get(t).getOutput().getLabel();
                double p = predictions.get(t).getOutputScores().get(label).getScore();
                surprises.add(-Math.log(p));
            }
        });
        double mean = surprises.stream().mapToDouble(s -> s).average().orElseThrow();
        assertThat(surprises).hasSize(22);
        assertThat(model.loss(data)).isCloseTo(mean, within(1e-6));
    }

    @Test
    void loss_ofWeightedSequences_isTheWeightedMean() {
        var a = Samples.sequence(3, "a→X", "b→Y");
        var b = Samples.sequence(1, "b→X");
        var model = Rnn.builder().hidden(3).tanh().epochs(2).train(Samples.dataset(List.of(a, b)));
        double lossOfA = model.loss(Samples.dataset(List.of(a)));
        double lossOfB = model.loss(Samples.dataset(List.of(b)));
        assertThat(model.loss(Samples.dataset(List.of(a, b)))).isCloseTo((6 * lossOfA + lossOfB) / 7, within(1e-9));
    }

    @Test
    void loss_noData_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MODEL.loss(Samples.dataset(List.of())))
                .withMessage("no data: the data set has no sequence");
    }

    @Test
    void weights_changed_leaveTheModelAsItWas() {
        var before = Samples.bits(MODEL);
        MODEL.weights().parameters().get(0).values()[0] += 1;
        assertThat(Samples.bits(MODEL)).isEqualTo(before);
    }

    @Test
    void getTopFeatures_areNone() {
        assertThat(MODEL.getTopFeatures(5)).isEmpty();
    }

    @Test
    void toString_tellsShapeAndLoss() {
        assertThat(MODEL).hasToString("rnn: 4 inputs → 4 tanh → 4 outputs, 56 parameters; " + MODEL.history());
    }

    @Test
    void javaSerialization_isRefusedWithTheWayToSave() throws Exception {
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> out.writeObject(MODEL))
                    .isInstanceOf(NotSerializableException.class)
                    .hasMessage("Java serialization is not supported; save the model with serializeToFile(path)");
        }
    }

    @Test
    void next_noToken_saysWhatToGive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Samples.sentenceModel().next())
                .withMessage("next(): there are no tokens; pass at least one");
    }

    @Test
    void sampler_ofATextWithRareWordsLeftOut_writesWords() {
        var data = Sequences.words("a b a b a", "b a b a b", "a rare b");
        var model = Samples.rnn().epochs(1).train(new MinimumCardinalitySequenceDataset<>(data, 2));
        assertThat(model.text().sampler().write("a", 3)).startsWith("a ");
    }
}
