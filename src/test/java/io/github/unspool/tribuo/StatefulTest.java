package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.data.Sequences;
import io.github.unspool.parameter.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceExample;

/** A state that is carried from sequence to sequence, while training and when predicting. */
class StatefulTest {
    private static final String TEXT = "abcadbcaacbdabcdaabccdabdcabcadbbacda";

    @TempDir
    Path folder;

    private static Rnn rnn() {
        return Rnn.builder()
                .hidden(5)
                .lstm()
                .hidden(4)
                .gru()
                .learnStart()
                .sgd(0.5)
                .epochs(4)
                .seed(3)
                .quiet();
    }

    /** The steps of some sequences, cut after each so many. */
    private static SequenceDataset<Label> cut(SequenceDataset<Label> data, int steps) {
        List<SequenceExample<Label>> pieces = new ArrayList<>();
        for (SequenceExample<Label> sequence : data) {
            for (int from = 0; from < sequence.size(); from += steps) {
                SequenceExample<Label> piece = new SequenceExample<>();
                for (int t = from; t < Math.min(sequence.size(), from + steps); t++) {
                    piece.addExample(sequence.get(t));
                }
                pieces.add(piece);
            }
        }
        return Samples.dataset(pieces);
    }

    private static void assertSameNumbers(RnnSequenceModel<Label> one, RnnSequenceModel<Label> other, double within) {
        for (Parameter parameter : one.weights().parameters()) {
            String name = parameter.shape().name();
            float[] values = other.weights().parameter(name).values();
            for (int i = 0; i < values.length; i++) {
                assertThat(parameter.values()[i]).as(name).isCloseTo(values[i], within((float) within));
            }
        }
    }

    @Test
    void train_onASeriesThatWasCut_isAsIfOneWereTruncated() {
        SequenceDataset<Label> whole = Sequences.characters(TEXT);
        Rnn rnn = rnn().batch(1);
        RnnSequenceModel<Label> truncated = rnn.truncate(5).train(whole);
        assertSameNumbers(rnn.stateful().train(cut(whole, 5)), truncated, 0);
        assertThat(rnn.train(cut(whole, 5)).history().loss())
                .isNotEqualTo(truncated.history().loss());
    }

    @Test
    void train_withTwoStretches_isAsIfTwoWereTruncated() {
        SequenceDataset<Label> whole = cut(Sequences.characters(TEXT), 18);
        Rnn rnn = rnn().batch(2);
        assertSameNumbers(rnn.stateful().train(cut(whole, 6)), rnn.truncate(6).train(whole), 1e-5);
    }

    /** A chunk of a shorter row ends before that of the longer one, and the next batch begins where each ended. */
    @Test
    void train_rowsOfDifferentLengths_keepTheirOwnStates() {
        SequenceDataset<Label> data = Sequences.characters("abababababbabababab".repeat(8), 8);
        Rnn rnn = rnn().adam(0.02).batch(4).stateful().epochs(30);
        double loss = rnn.train(data).history().loss();
        assertThat(rnn.truncate(5).train(data).history().loss()).isCloseTo(loss, within(0.2));
        assertThat(loss).isLessThan(0.6);
    }

    @Test
    void train_resumed_isTheSameRun() {
        SequenceDataset<Label> data = Sequences.characters(TEXT, 6);
        Rnn rnn = rnn().adam(0.02).batch(2).stateful();
        Path file = folder.resolve("run.checkpoint");
        rnn.epochs(2).checkpoint(file).train(data);
        assertSameNumbers(rnn.checkpoint(file).train(data), rnn.train(data), 0);
    }

    @Test
    void train_whatBreaksTheOrder_isRefused() {
        SequenceDataset<Label> data = Sequences.characters(TEXT, 6);
        assertRefused(rnn().stateful().bucket(), data, "stateful() and bucket() exclude each other");
        assertRefused(rnn().stateful().validation(0.2), data, "stateful() and validation(0.2) exclude each other");
        assertRefused(
                rnn().stateful().top().bidirectional(),
                data,
                "stateful() and a layer that reads from the end exclude each other");
        assertRefused(rnn().stateful().batch(4), data, "stateful() with batch(4): 6 sequences are not 4 stretches");
        LabelFactory labels = new LabelFactory();
        MutableDataset<Label> wholes = new MutableDataset<>(new SimpleDataSourceProvenance("a test", labels), labels);
        wholes.add(new ArrayExample<>(new Label("yes"), new String[] {"t1:x", "t2:x"}, new double[] {1, 2}));
        wholes.add(new ArrayExample<>(new Label("no"), new String[] {"t1:x", "t2:x"}, new double[] {2, 1}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rnn().stateful().train(wholes))
                .withMessageStartingWith("stateful() needs sequences with an output at each step");
    }

    private static void assertRefused(Rnn rnn, SequenceDataset<Label> data, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> rnn.train(data)).withMessageStartingWith(message);
    }

    @Test
    void predict_fromAState_isAsIfNothingHadBeenCut() {
        SequenceDataset<Label> whole = Sequences.characters(TEXT);
        RnnSequenceModel<Label> model = rnn().train(whole);
        List<Prediction<Label>> expected = model.predict(whole.getExample(0));
        List<Prediction<Label>> found = new ArrayList<>();
        RnnState<Label> state = model.start();
        for (SequenceExample<Label> piece : cut(whole, 7)) {
            var next = model.predict(piece, state);
            found.addAll(next.predictions());
            state = next.state();
        }
        assertThat(state.steps()).isEqualTo(expected.size());
        assertThat(scores(found)).isEqualTo(scores(expected));
        assertThat(state.prediction().getOutput().getScore())
                .isEqualTo(expected.get(expected.size() - 1).getOutput().getScore());
    }

    private static List<Double> scores(List<Prediction<Label>> predictions) {
        return predictions.stream()
                .map(prediction -> prediction.getOutput().getScore())
                .toList();
    }

    @Test
    void start_withTheNumbersOfAState_continuesThere() {
        RnnSequenceModel<Label> model = rnn().train(Sequences.characters(TEXT));
        RnnState<Label> state = model.start().read("abc");
        float[][] hidden = {state.hidden(0), state.hidden(1)};
        float[][] memories = {state.memory(0), state.memory(1)};
        assertThat(memories[0]).hasSize(5);
        assertThat(memories[1]).isEmpty();
        assertThat(model.start(hidden, memories).step("a").hidden(1))
                .containsExactly(state.step("a").hidden(1));
        assertThat(model.start(hidden).step("a").hidden(1))
                .isNotEqualTo(state.step("a").hidden(1));
        // Without memories they are those that were learned.
        assertThat(model.start(hidden).memory(0)).containsExactly(model.start().memory(0));
    }

    @Test
    void start_withNumbersThatDoNotFit_isRefused() {
        RnnSequenceModel<Label> model = rnn().train(Sequences.characters(TEXT));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.start(new float[][] {new float[5]}))
                .withMessage(
                        "start: the hidden state of 1 layers is given, but the network has 2; pass one array for each layer");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.start(new float[][] {new float[5], new float[3]}))
                .withMessage("start: layer 1 has a hidden state of 4 numbers, not 3; pass so many");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.start(new float[][] {new float[5], {0, Float.NaN, 0, 0}}))
                .withMessage("start: the hidden state of layer 1 contains NaN; pass finite numbers");
    }

    @Test
    void predict_fromTheStateOfAnotherModel_isRefused() {
        SequenceDataset<Label> data = Sequences.characters(TEXT);
        RnnSequenceModel<Label> model = rnn().train(data);
        RnnState<Label> other = rnn().train(data).start();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.predict(data.getExample(0), other))
                .withMessageStartingWith("predict: the state is one of another model; begin with start()");
    }
}
