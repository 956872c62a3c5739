package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.unspool.LayeredRnn;
import io.github.unspool.Rnn;
import io.github.unspool.cell.Activation;
import io.github.unspool.cell.Merge;
import io.github.unspool.data.Sequences;
import io.github.unspool.network.LayerSpec;
import io.github.unspool.network.Weights;
import io.github.unspool.parameter.Parameter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tribuo.classification.Label;
import org.tribuo.sequence.SequenceDataset;

/** A dense layer on a recurrent one: all that a network does with it; its gradients are those of the reference's tests. */
class DenseTest {
    @TempDir
    Path folder;

    private static SequenceDataset<Label> data() {
        return Sequences.words("a b c d e", "b c d a e", "c d e a b", "a b c e d");
    }

    private static LayeredRnn rnn(Activation activation) {
        return Rnn.builder()
                .epochs(20)
                .adam(0.03)
                .seed(2)
                .quiet()
                .hidden(5)
                .gru()
                .dropout(0.1)
                .dense(3, activation)
                .hidden(4)
                .tanh()
                .dense(6, activation);
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void model_savedAndReadStepByStep_isTheSame(Activation activation) throws Exception {
        RnnSequenceModel<Label> model = rnn(activation).train(data());
        assertThat(model.history().epochs().list().get(19).loss())
                .isLessThan(model.history().epochs().list().get(0).loss() - 0.1);

        Path file = folder.resolve("model.pb");
        model.serializeToFile(file);
        RnnSequenceModel<Label> read = RnnSequenceModel.load(file);
        double score = model.next("a", "b", "c").getOutput().getScore();
        assertThat(read.next("a", "b", "c").getOutput().getScore()).isEqualTo(score);
        assertThat(read.start()
                        .step("a")
                        .step("b")
                        .step("c")
                        .prediction()
                        .getOutput()
                        .getScore())
                .isEqualTo(score);
        assertThat(read.trace("a", "b").layer(0).hidden()[0]).hasSize(5);

        Path arrays = folder.resolve("weights.npz");
        model.weights().writeNumpy(arrays);
        Weights again = Weights.readNumpy(model.weights().network(), arrays);
        for (Parameter parameter : model.weights().parameters()) {
            assertThat(again.parameter(parameter.shape().name()).values()).containsExactly(parameter.values());
        }
    }

    @ParameterizedTest
    @EnumSource(Merge.class)
    void merged_savedAndLoaded_isTheSame(Merge merge) throws Exception {
        RnnSequenceModel<Label> model = Rnn.builder()
                .hidden(3)
                .lstm()
                .bidirectional(merge)
                .epochs(3)
                .quiet()
                .train(data());
        Path file = folder.resolve("model.pb");
        model.serializeToFile(file);
        RnnSequenceModel<Label> read = RnnSequenceModel.load(file);
        assertThat(read.weights().network()).isEqualTo(model.weights().network());
        assertThat(read.predict("a", "b").get(0).getOutput().getScore())
                .isEqualTo(model.predict("a", "b").get(0).getOutput().getScore());
        assertThat(model.weights().parameter("output Wy").rows()).isEqualTo(merge == Merge.JOIN ? 6 : 3);
        assertThat(read.trace("a", "b").layer(0).hidden()[0]).hasSize(6);
    }

    @Test
    void network_describesItsDenseLayers() {
        RnnSequenceModel<Label> model = rnn(Activation.RELU).epochs(1).train(data());
        assertThat(model.weights().network())
                .hasToString("5 inputs → 5 gru → dense 3 relu → 4 tanh → dense 6 relu → 5 outputs");
        assertThat(model.weights().parameter("layer 1 Wd").shape()).hasToString("5 × 3");
        assertThat(model.weights().parameter("layer 2 Wx").shape()).hasToString("3 × 4");
        assertThat(model.weights().parameter("output Wy").shape()).hasToString("6 × 5");
    }

    @Test
    void layer_isReadFromItsText() {
        for (String text : new String[] {
            "hidden(8).gru().skip().dropout(0.2).dense(3, Activation.RELU)",
            "hidden(8).lstm().bidirectional().dense(16)",
            "hidden(8).lstm().bidirectional(Merge.AVERAGE).skip().dense(2)"
        }) {
            assertThat(LayerSpec.parse(text)).hasToString(text);
        }
        for (String text : new String[] {
            "hidden(8).gru().dense()",
            "hidden(8).gru().dense(3, RELU)",
            "hidden(8).gru().dense(3, Activation.FOO)",
            "hidden(8).gru().bidirectional(Merge.JOINED)"
        }) {
            assertThatIllegalArgumentException().isThrownBy(() -> LayerSpec.parse(text));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rnn.builder().hidden(3).tanh().dense(0))
                .withMessage("dense(0): a layer needs at least 1 output; try dense(16)");
    }
}
