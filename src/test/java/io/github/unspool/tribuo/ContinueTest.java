package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.oracle.labs.mlrg.olcut.provenance.MapProvenance;
import io.github.unspool.Rnn;
import io.github.unspool.data.Sequences;
import io.github.unspool.network.Weights;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.tribuo.provenance.SeriesProvenance;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.sequence.SequenceDataset;

/** Training that begins with the weights of a model. */
class ContinueTest {
    private static final Rnn RNN = Rnn.builder()
            .embedding(3)
            .hidden(4)
            .gru()
            .epochs(3)
            .sgd(0.5)
            .seed(5)
            .quiet();
    /** Changes no weight. */
    private static final Rnn STILL = RNN.sgd(1e-30);

    @TempDir
    Path folder;

    private static SequenceDataset<Label> data() {
        return Sequences.words("a b c d a");
    }

    private static Dataset<Regressor> numbers(double factor) {
        RegressionFactory factory = new RegressionFactory();
        var data = new MutableDataset<>(new SimpleDataSourceProvenance("numbers", factory), factory);
        for (int i = 1; i <= 4; i++) {
            data.add(new ArrayExample<>(
                    new Regressor("y", factor * i), new String[] {"t001:x", "t002:x"}, new double[] {i, -i}));
        }
        return data;
    }

    private static List<Float> row(Weights weights, String parameter, int row) {
        float[] values = weights.parameter(parameter).toRows()[row];
        return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
    }

    @Test
    void train_threeAndThreeEpochs_areSix() {
        RnnSequenceModel<Label> half = RNN.train(data());
        RnnSequenceModel<Label> whole = RNN.train(data(), half);

        Weights expected = RNN.epochs(6).train(data()).weights();
        for (Parameter parameter : expected.parameters()) {
            assertThat(whole.weights().parameter(parameter.shape().name()).values())
                    .as(parameter.shape().name())
                    .containsExactly(parameter.values());
        }
        assertThat(whole.history().epochs().list()).hasSize(3);
        assertThat(half.weights().parameter("output Wy").values())
                .isNotEqualTo(whole.weights().parameter("output Wy").values());
    }

    @Test
    void train_withNewWords_keepsTheKnownOnesByName() {
        RnnSequenceModel<Label> model = RNN.train(data());
        RnnSequenceModel<Label> more = STILL.train(Sequences.words("c aa b", "b c"), model);

        assertThat(more.getFeatureIDMap().keySet()).containsExactlyInAnyOrder("a", "aa", "b", "c", "d");
        assertThat(more.getOutputIDInfo().size()).isEqualTo(5);
        for (String word : List.of("a", "b", "c", "d")) {
            assertThat(row(more.weights(), "embedding E", more.getFeatureIDMap().getID(word)))
                    .isEqualTo(row(
                            model.weights(),
                            "embedding E",
                            model.getFeatureIDMap().getID(word)));
            int column = more.getOutputIDInfo().getID(new Label(word));
            int before = model.getOutputIDInfo().getID(new Label(word));
            assertThat(row(more.weights(), "output by", 0).get(column))
                    .isEqualTo(row(model.weights(), "output by", 0).get(before));
            assertThat(row(more.weights(), "output Wy", 2).get(column))
                    .isEqualTo(row(model.weights(), "output Wy", 2).get(before));
        }
        assertThat(row(more.weights(), "layer 1 Wh", 1)).isEqualTo(row(model.weights(), "layer 1 Wh", 1));
        assertThat(row(more.weights(), "embedding E", more.getFeatureIDMap().getID("aa")))
                .doesNotContain(0f);
    }

    @Test
    void train_onFewerWords_stillKnowsAllOfThem() {
        RnnSequenceModel<Label> model = RNN.train(data());
        RnnSequenceModel<Label> less = STILL.train(Sequences.words("b c"), model);
        assertThat(less.next("a", "b", "c").getOutput().getScore())
                .isEqualTo(model.next("a", "b", "c").getOutput().getScore());
    }

    @Test
    void train_onNumbers_keepsTheirScale() {
        Rnn rnn = Rnn.builder().hidden(2).tanh().epochs(5).sgd(1e-30).quiet();
        RnnModel<Regressor> model = rnn.train(numbers(1));
        RnnModel<Regressor> more = rnn.train(numbers(100), numbers(100), model);
        assertThat(more.weights().scale()).isEqualTo(model.weights().scale());
        var example = numbers(1).getExample(2);
        assertThat(more.predict(example).getOutput().getValues())
                .containsExactly(model.predict(example).getOutput().getValues());
    }

    @Test
    void train_fromReplacedWeights_beginsWithThem() {
        RnnSequenceModel<Label> model = RNN.train(data());
        RnnSequenceModel<Label> other = RNN.seed(9).train(data());
        RnnSequenceModel<Label> more = STILL.train(data(), model.withWeights(other.weights()));
        assertThat(more.weights().parameter("layer 1 Wh").values())
                .containsExactly(other.weights().parameter("layer 1 Wh").values());
    }

    @Test
    void train_fromOtherLayers_isRefused() {
        RnnSequenceModel<Label> model = RNN.train(data());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rnn.builder().hidden(4).lstm().train(data(), model))
                .withMessage(
                        "the model is 4 inputs → embedding 3 → 4 gru → 4 outputs, and this network is 4 inputs → 4 lstm → 4 outputs: training can only continue with the same layers and kind of output");
    }

    @Test
    void provenance_holdsThatOfEachModelBefore_alsoInAFile() throws Exception {
        RnnSequenceModel<Label> first = RNN.train(data());
        RnnSequenceModel<Label> third = RNN.train(data(), RNN.seed(9).train(data(), first));
        Path file = folder.resolve("model.pb");
        third.serializeToFile(file);

        ModelProvenance second = before(RnnSequenceModel.load(file).getProvenance());
        assertThat(second.getTrainerProvenance().getInstanceValues().toString() + second.getTrainerProvenance())
                .contains("seed=9");
        assertThat(before(second).getTrainingTime())
                .isEqualTo(first.getProvenance().getTrainingTime());
    }

    private static ModelProvenance before(ModelProvenance provenance) {
        var notes = (MapProvenance<?>) provenance.getInstanceProvenance();
        return (ModelProvenance) notes.getMap().get(SeriesProvenance.CONTINUED_FROM);
    }

    @Test
    void checkpoint_ofARunFromAnotherModel_isRefused() {
        Path file = folder.resolve("run.checkpoint");
        RnnSequenceModel<Label> one = RNN.train(data());
        RnnSequenceModel<Label> two = RNN.seed(9).train(data());
        RNN.checkpoint(file).train(data(), one);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RNN.checkpoint(file).epochs(6).train(data(), two))
                .withMessageContaining("is of another run: first weights is those with the fingerprint ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RNN.checkpoint(file).epochs(6).train(data()))
                .withMessageContaining("is of another run: first weights is those with the fingerprint ");
    }

    @Test
    void freeze_keepsAPartAsItIs() {
        RnnSequenceModel<Label> model = RNN.train(data());
        Rnn rnn = RNN.adam(0.1).clip(1).freeze("embedding", "output");
        Weights tuned = rnn.train(data(), model).weights();
        for (String name : List.of("embedding E", "output Wy", "output by")) {
            assertThat(tuned.parameter(name).values())
                    .containsExactly(model.weights().parameter(name).values());
        }
        assertThat(tuned.parameter("layer 1 Wh").values())
                .isNotEqualTo(model.weights().parameter("layer 1 Wh").values());
        assertThat(rnn)
                .hasToString(
                        "Rnn.builder().embedding(3).hidden(4).gru().epochs(3).adam(0.1).seed(5).quiet().clip(1.0).freeze(\"embedding\", \"output\")");
    }

    @Test
    void freeze_anUnknownPartOrAll_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RNN.freeze("layer 2").train(data()))
                .withMessage(
                        "freeze(\"layer 2\"): the network has no such part; its parts are embedding, layer 1, output");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RNN.freeze("embedding", "layer 1", "output").train(data()))
                .withMessageEndingWith("nothing is left to train; remove one of the parts");
        assertThatIllegalArgumentException()
                .isThrownBy(RNN::freeze)
                .withMessage("freeze(): there must be names of parts without commas; try freeze(\"embedding\")");
    }
}
