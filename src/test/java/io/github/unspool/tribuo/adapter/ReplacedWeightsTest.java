package io.github.unspool.tribuo.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.network.Weights;
import io.github.unspool.tribuo.RnnSequenceModel;
import io.github.unspool.tribuo.RnnSequenceTrainer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

class ReplacedWeightsTest {
    private static final String NOTE = "weights-replaced";

    @TempDir
    Path directory;

    @Test
    void withWeights_ofAFileOfAnotherModel_predictsAsThatModel() throws Exception {
        var taught = Samples.sentenceModel();
        var model = Samples.rnn().epochs(1).seed(7).train(Samples.sentence());
        Path file = directory.resolve("w.npz");
        taught.weights().writeNumpy(file);

        var replaced = model.withWeights(Weights.readNumpy(model.weights().network(), file));

        assertThat(Samples.bits(replaced)).isEqualTo(Samples.bits(taught));
        assertThat(replaced.next("I", "love").getOutputScores())
                .isEqualTo(taught.next("I", "love").getOutputScores());
        assertThat(Samples.bits(model)).isNotEqualTo(Samples.bits(taught));
    }

    @Test
    void withWeights_provenance_keepsTheTrainingAndNotesTheReplacement() {
        var model = Samples.sentenceModel();

        var replaced = model.withWeights(model.weights());

        var before = model.getProvenance();
        var after = replaced.getProvenance();
        assertThat(before.getInstanceProvenance().getMap()).doesNotContainKey(NOTE);
        assertThat(after.getInstanceProvenance().getMap()).containsKey(NOTE);
        assertThat(after.toString()).contains(NOTE);
        assertThat(after.getTrainingTime()).isEqualTo(before.getTrainingTime());
        assertThat(after.getTrainerProvenance()).isEqualTo(before.getTrainerProvenance());
        assertThat(after.getDatasetProvenance()).isEqualTo(before.getDatasetProvenance());
        assertThat(after.getJavaVersion()).isEqualTo(before.getJavaVersion());
        assertThat(replaced.history()).isEqualTo(model.history());
        assertThat(model.toString()).doesNotContain("replaced");
        assertThat(replaced).hasToString(model + " Its weights were replaced later.");
    }

    @Test
    void withWeights_twice_andOfAStoredModel_keepsTheNote() throws Exception {
        var model = Samples.sentenceModel();
        Path file = directory.resolve("model.pb");
        model.withWeights(model.weights()).withWeights(model.weights()).serializeToFile(file);

        var loaded = RnnSequenceModel.load(file);

        assertThat(loaded.getProvenance().getInstanceProvenance().getMap()).containsOnlyKeys(NOTE);
        assertThat(loaded.toString()).endsWith("Its weights were replaced later.");
        try (ConfigurationManager manager = new ConfigurationManager()) {
            manager.addConfiguration(ProvenanceUtil.extractConfiguration(loaded.getProvenance()));
            assertThat(manager.lookupSingleton(RnnSequenceTrainer.class, false)).isNotNull();
        }
    }

    @Test
    void withWeights_weightsOfADropoutModelFromAFile_fitItStill() throws Exception {
        var model = Rnn.builder().hidden(3).gru().dropout(0.5).epochs(1).train(Samples.sentence());
        Path file = directory.resolve("model.pb");
        model.serializeToFile(file);

        var loaded = RnnSequenceModel.load(file).withWeights(model.weights());

        assertThat(Samples.bits(loaded)).isEqualTo(Samples.bits(model));
    }

    @Test
    void withWeights_changedAfterwards_doesNotChangeTheModel() {
        var model = Samples.sentenceModel();
        Weights weights = model.weights();

        var replaced = model.withWeights(weights);
        weights.parameter("output by").values()[0] = 99;

        assertThat(Samples.bits(replaced)).isEqualTo(Samples.bits(model));
    }

    @Test
    void withWeights_ofAnotherNetworkOrNoNumbers_isRefused() {
        var model = Samples.sentenceModel();
        var other = Rnn.builder().hidden(4).relu().epochs(1).train(Samples.sentence());
        assertThatThrownBy(() -> model.withWeights(other.weights()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weights of another network: 4 inputs → 4 relu → 4 outputs, cross-entropy in nats,"
                        + " instead of 4 inputs → 4 tanh → 4 outputs, cross-entropy in nats");

        Weights weights = model.weights();
        weights.parameter("output by").values()[2] = Float.NaN;
        assertThatThrownBy(() -> model.withWeights(weights))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("output by holds NaN");
    }

    @Test
    void withWeights_modelOfWholeSequences_predictsAsTheOther() {
        var taught = Rnn.builder().hidden(3).tanh().epochs(3).seed(1).train(series());
        var model = Rnn.builder().hidden(3).tanh().epochs(1).seed(2).train(series());
        var example = series().getExample(0);

        var replaced = model.withWeights(taught.weights());

        assertThat(replaced.predict(example).getOutput().getValues())
                .containsExactly(taught.predict(example).getOutput().getValues());
        assertThat(replaced.getProvenance().getInstanceProvenance().getMap()).containsKey(NOTE);
        assertThat(replaced).hasToString(model + " Its weights were replaced later.");
    }

    private static MutableDataset<Regressor> series() {
        RegressionFactory factory = new RegressionFactory();
        MutableDataset<Regressor> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("a test", factory), factory);
        for (double x : List.of(1.0, 2.0, 4.0)) {
            data.add(new ArrayExample<>(
                    new Regressor("y", x), new String[] {"t001:x", "t002:x"}, new double[] {x, 2 * x}));
        }
        return data;
    }
}
