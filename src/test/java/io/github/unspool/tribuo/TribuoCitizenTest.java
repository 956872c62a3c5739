package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.data.Sequences;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tribuo.Feature;
import org.tribuo.classification.Label;
import org.tribuo.classification.sequence.LabelSequenceEvaluator;
import org.tribuo.hash.MessageDigestHasher;
import org.tribuo.impl.ArrayExample;
import org.tribuo.sequence.HashingSequenceTrainer;
import org.tribuo.sequence.SequenceExample;
import org.tribuo.sequence.SequenceModel;

/** Unspool in the hands of Tribuo programs: wrapped, configured from a file, read from a file of long ago. */
class TribuoCitizenTest {

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
                            "RnnSequenceTrainer(hidden(8).gru().hidden(4).tanh(), adam(Rate.cosine(0.02).warmUp(0.1)),"
                                    + " epochs=60, batchSize=4, truncation=0, clip=1.0, validation=0.0, patience=0, seed=7)");
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
        assertThat(model.sampler().write("we", 1)).startsWith("we ");
    }

    private static String resource(String name) throws Exception {
        return Path.of(TribuoCitizenTest.class.getResource(name).toURI()).toString();
    }

    /** Writes the file that {@link #modelFileOfVersion0_isStillRead} reads; not to be run again for version 0. */
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
                .serializeToFile(Path.of(arguments[0]));
    }
}
