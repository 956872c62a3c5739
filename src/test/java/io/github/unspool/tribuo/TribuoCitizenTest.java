package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.data.Sequences;
import io.github.unspool.loss.Loss;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.sequence.LabelSequenceEvaluator;
import org.tribuo.hash.MessageDigestHasher;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.sequence.HashingSequenceTrainer;
import org.tribuo.sequence.SequenceExample;
import org.tribuo.sequence.SequenceModel;

/** Unspool in the hands of Tribuo programs: wrapped, configured from a file, read from a file of long ago. */
class TribuoCitizenTest {
    private static final double[] EXAMPLE_MODEL_PREDICTS = {0.8287672514878338, 4.44936052867005};

    @Test
    void hashingSequenceTrainer_hidesTheNamesAndPredictsTheSame() {
        RnnSequenceTrainer<Label> plain =
                Rnn.builder().hidden(6).tanh().epochs(40).sequenceTrainer();
        var hashing = new HashingSequenceTrainer<Label>(
                Rnn.builder().hidden(6).tanh().epochs(40).sequenceTrainer(),
                new MessageDigestHasher("SHA-256", "some salt"));

        SequenceModel<Label> open = plain.train(Samples.gorillas());
        SequenceModel<Label> hidden = hashing.train(Samples.gorillas());

        var evaluator = new LabelSequenceEvaluator();
        assertThat(evaluator.evaluate(hidden, Samples.gorillas()).accuracy())
                .isEqualTo(evaluator.evaluate(open, Samples.gorillas()).accuracy());
        assertThat(hidden.getFeatureIDMap().size())
                .isEqualTo(open.getFeatureIDMap().size());
        assertThat(hidden.getFeatureIDMap().keySet())
                .doesNotContainAnyElementsOf(open.getFeatureIDMap().keySet());
    }

    @Test
    @SuppressWarnings("unchecked") // A trainer is of any kind of output until it trains.
    void configurationFile_definesATrainerWithoutJava() throws Exception {
        try (ConfigurationManager manager = new ConfigurationManager(resource("trainer.xml"))) {
            RnnSequenceTrainer<Label> trainer = (RnnSequenceTrainer<Label>) manager.lookup("trainer");

            assertThat(trainer)
                    .hasToString(
                            "RnnSequenceTrainer(hidden(8).gru().hidden(4).tanh().adam(Rate.cosine(0.02).warmUp(0.1))"
                                    + ".epochs(60).batch(4).clip(1.0).seed(7))");
            RnnSequenceModel<Label> model = trainer.train(Sequences.words("we train networks", "they love networks"));
            assertThat(model.next("we").getOutput().getLabel()).isEqualTo("train");
        }
    }

    @Test
    void modelFileOfVersion0_isStillRead() throws Exception {
        RnnSequenceModel<Label> model = RnnSequenceModel.load(Path.of(resource("model-v0.pb")));

        SequenceExample<Label> example = new SequenceExample<>();
        for (String word : List.of("we", "train")) {
            example.addExample(new ArrayExample<>(new Label(Label.UNKNOWN), List.of(new Feature(word, 1))));
        }
        assertThat(model.predict(example).get(1).getOutput().getLabel()).isEqualTo("networks");
        assertThat(model.predict(example).get(1).getOutput().getScore()).isEqualTo(0.9983038902282715);
        assertThat(model.history().epochs().list()).hasSize(20);
        assertThat(model.text().sampler().write("we", 1)).startsWith("we ");
    }

    @Test
    void modelFileOfVersion0_ofOneOutputASequence_isStillRead() throws Exception {
        RnnModel<Regressor> model = RnnModel.load(Path.of(resource("example-model-v0.pb")), Regressor.class);

        double[] predicted = model.predict(ramp(7).getExample(3)).getOutput().getValues();
        assertThat(predicted).containsExactly(EXAMPLE_MODEL_PREDICTS);
        assertThat(model.weights().network())
                .hasToString("1 input → embedding 4 → 2 lstm in both directions with skip → 3 gru → 2 outputs");
        assertThat(model.history().epochs().list()).hasSize(5);
    }

    /** Series of growing length that rise; the targets are where they continue and how long they were. */
    private static MutableDataset<Regressor> ramp(int examples) {
        RegressionFactory factory = new RegressionFactory();
        var data = new MutableDataset<>(new SimpleDataSourceProvenance("ramps", factory), factory);
        for (int i = 0; i < examples; i++) {
            List<Feature> features = new ArrayList<>();
            for (int t = 0; t <= i; t++) {
                features.add(new Feature("t" + (t + 1) + ":x", 0.1 * (t + i)));
            }
            data.add(new ArrayExample<>(
                    new Regressor(new String[] {"next", "steps"}, new double[] {0.1 * (2 * i + 1), i + 1}), features));
        }
        return data;
    }

    private static String resource(String name) throws Exception {
        return Path.of(TribuoCitizenTest.class.getResource(name).toURI()).toString();
    }

    /** Writes the files that the tests above read, into a folder; not to be run again for version 0. */
    public static void main(String[] arguments) throws Exception {
        Rnn.builder()
                .hidden(3)
                .lstm()
                .hidden(2)
                .gru()
                .hidden(2)
                .relu()
                .hidden(2)
                .tanh()
                .epochs(20)
                .adam(0.1)
                .train(Sequences.words("we train networks", "they train networks"))
                .serializeToFile(Path.of(arguments[0], "model-v0.pb"));
        Rnn.builder()
                .embedding(4)
                .hidden(2)
                .lstm()
                .bidirectional()
                .skip()
                .hidden(3)
                .gru()
                .learnStart()
                .loss(Loss.huber(0.5))
                .epochs(5)
                .adam(0.1)
                .train(ramp(7))
                .serializeToFile(Path.of(arguments[0], "example-model-v0.pb"));
    }
}
