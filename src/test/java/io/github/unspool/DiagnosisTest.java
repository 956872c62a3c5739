package io.github.unspool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.data.Datasets;
import io.github.unspool.data.Sequences;
import io.github.unspool.training.Diagnosis;
import io.github.unspool.training.History;
import io.github.unspool.tribuo.RnnSequenceModel;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.sequence.SequenceDataset;

/** Real runs with each illness, and healthy ones. */
class DiagnosisTest {
    private static final SequenceDataset<Label> SENTENCE = Samples.sentence();
    private static final SequenceDataset<Label> PAGE =
            Sequences.characters(Datasets.mobyDick().substring(0, 6000), 16);
    private static final Rnn ON_PAGE =
            Rnn.builder().hidden(32).tanh().epochs(30).batch(16).truncate(25).quiet();
    private static final Rnn ON_SENTENCE =
            Rnn.builder().hidden(4).tanh().epochs(200).seed(42).quiet();
    private static final Logger LOG = Logger.getLogger("io.github.unspool");

    @BeforeAll
    static void silence() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speak() {
        LOG.setLevel(null);
    }

    private static List<String> findings(Rnn rnn, SequenceDataset<Label> data) {
        return rnn.train(data).history().diagnosis().findings();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.01, 0.05})
    void rateThatFits_nothing(double rate) {
        assertThat(findings(ON_SENTENCE.adam(rate), SENTENCE)).isEmpty();
        assertThat(findings(ON_PAGE.adam(rate), PAGE)).isEmpty();
        assertThat(findings(ON_PAGE.hidden(16).gru().adam(rate), PAGE)).isEmpty();
        assertThat(findings(ON_PAGE.validation(0.2).adam(rate), PAGE)).containsExactly(unseen(1, 1500));
    }

    /** Letters that stand in the validation part only. */
    private static String unseen(int targets, int all) {
        return ("%s of the %s targets of the validation data were not in the training data: the loss ignores them, and predictions for them count as wrong.")
                .formatted(targets, all);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 1})
    void rateOfSgdThatFits_nothing(double rate) {
        assertThat(findings(
                        Rnn.builder().hidden(16).relu().epochs(100).sgd(rate).quiet(), SENTENCE))
                .isEmpty();
    }

    @Test
    void rateTooLow_saysSo() {
        assertThat(findings(ON_SENTENCE.adam(1e-4), SENTENCE))
                .containsExactly("The loss fell steadily, but only from 1.436 to 1.361: the learning rate is too low."
                        + " Try .adam(0.001).");
        assertThat(findings(ON_PAGE.sgd(0.001), PAGE)).hasSize(1).allMatch(f -> f.endsWith("Try .sgd(0.01)."));
    }

    @Test
    void rateTooHigh_lossExplodes_saysSo() {
        assertThat(findings(ON_PAGE.sgd(10), PAGE))
                .hasSize(1)
                .allSatisfy(finding -> assertThat(finding)
                        .startsWith("The loss rose from ")
                        .endsWith(
                                "above its initial value: the learning rate is too high. Try .sgd(1.0), or .clip(1)."));
        assertThat(findings(ON_PAGE.epochs(3).sgd(10), PAGE)).hasSize(1);
    }

    @Test
    void rateTooHigh_lossSwings_saysSo() {
        var history = Rnn.builder()
                .hidden(32)
                .lstm()
                .epochs(30)
                .batch(16)
                .truncate(25)
                .adam(3)
                .quiet()
                .train(PAGE)
                .history();
        assertThat(history.diagnosis().findings())
                .hasSize(1)
                .allSatisfy(finding -> assertThat(finding)
                        .startsWith("The loss fluctuates by ")
                        .endsWith("the learning rate is too high. Try .adam(0.3)."));
    }

    @Test
    void lossNoLongerFinite_saysWhatBecameOfIt() {
        var history = Rnn.builder()
                .hidden(16)
                .relu()
                .epochs(100)
                .sgd(1e10)
                .quiet()
                .train(SENTENCE)
                .history();
        assertThat(history.ending()).isEqualTo(History.Ending.DIVERGED);
        assertThat(history.diagnosis().findings().get(0))
                .matches("The (loss|gradient) became (NaN|Infinity): the updates are too large."
                        + " Try \\.clip\\(1\\), or \\.sgd\\(1.0E9\\)\\.");
    }

    @Test
    void relu_afterAStepTooFar_isDead() {
        List<String> findings =
                findings(Rnn.builder().hidden(16).relu().epochs(20).sgd(100).quiet(), SENTENCE);
        assertThat(findings)
                .contains(
                        "16 of the 16 relu units of layer 1 were 0 at every step that was checked, so they no longer learn. Try .tanh() instead, or .sgd(10.0).");
    }

    @Test
    void dataThatCannotBeLearned_isAPlateau() {
        Random random = new Random(1);
        StringBuilder noise = new StringBuilder();
        random.ints(4000, 'a', 'e').forEach(letter -> noise.append((char) letter));
        assertThat(findings(
                        Rnn.builder()
                                .hidden(4)
                                .tanh()
                                .epochs(60)
                                .batch(8)
                                .truncate(20)
                                .adam(0.01)
                                .quiet(),
                        Sequences.characters(noise.toString(), 8)))
                .hasSize(1)
                .allMatch(finding -> finding.startsWith("The loss has stayed near 1.38"));
    }

    @Test
    void simpleCellsOverManySteps_hardlySeeFarBack() {
        Rnn few = Rnn.builder().hidden(32).tanh().epochs(2).batch(16).quiet();
        assertThat(findings(few, Sequences.characters(Datasets.mobyDick().substring(0, 6000), 64)))
                .hasSize(1)
                .allSatisfy(finding -> assertThat(finding)
                        .matches(
                                "The gradient of a loss falls below 1 % after \\d of 64 steps back, so the network hardly learns"
                                        + " from earlier steps\\. Try \\.gru\\(\\) or \\.lstm\\(\\)\\."));
        assertThat(findings(few.hidden(16).gru(), PAGE)).isEmpty();
    }

    @Test
    void littleDataAndManyUnits_isLearnedByHeart() {
        var data = Sequences.characters(Datasets.mobyDick().substring(2000, 5000), 16);
        Rnn rnn = Rnn.builder()
                .hidden(64)
                .gru()
                .epochs(150)
                .batch(16)
                .validation(0.25)
                .quiet();
        assertThat(findings(rnn, data))
                .hasSize(2)
                .contains(unseen(3, 750))
                .first()
                .asString()
                .startsWith("The validation loss reached its minimum in epoch ")
                .endsWith("Try .patience(5), .top().dropout(0.2), or fewer units.");
        assertThat(findings(rnn.patience(5), data)).as("it was seen in time").containsExactly(unseen(3, 750));
        assertThat(findings(rnn.hidden(8).gru().epochs(20), data)).containsExactly(unseen(3, 750));
    }

    private static MutableDataset<Regressor> numbers(int count, IntToDoubleFunction input, IntToDoubleFunction target) {
        RegressionFactory factory = new RegressionFactory();
        List<Example<Regressor>> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            examples.add(new ArrayExample<>(
                    new Regressor("y", target.applyAsDouble(i)),
                    List.of(new Feature("t1:x", input.applyAsDouble(i)), new Feature("t2:x", Math.cos(i)))));
        }
        return new MutableDataset<>(examples, new SimpleDataSourceProvenance("a test", factory), factory);
    }

    private static List<String> findings(Rnn rnn, MutableDataset<Regressor> data) {
        return rnn.train(data).history().diagnosis().findings();
    }

    @Test
    void inputsThatAreNotScaled_areNamed() {
        Rnn rnn = Rnn.builder().hidden(4).gru().epochs(5).quiet();
        assertThat(findings(rnn, numbers(30, i -> 5000 + i, Math::sin)))
                .containsExactly(
                        "The input \"x\" has values of about 3.55e+03, but cells work best with numbers around 1: they saturate, and learn slowly. Scale the inputs to mean 0 and variance 1.");
        assertThat(findings(rnn, numbers(30, Math::sin, Math::sin))).isEmpty();
    }

    @Test
    void targetsSoFarFromZeroThatDoublesAreTooCoarse_areNamed() {
        Rnn rnn = Rnn.builder().hidden(4).gru().epochs(5).quiet();
        assertThat(findings(rnn, numbers(30, Math::sin, i -> 1e15 + 4 * Math.sin(i))))
                .singleElement()
                .asString()
                .startsWith("The targets y are around 1.00000e+15 and vary by 2.")
                .contains("numbers of this size are 0.125 apart")
                .endsWith("Subtract a constant from the targets.");
        assertThat(findings(rnn, numbers(30, Math::sin, i -> 1e9 + Math.sin(i))))
                .isEmpty();
    }

    @Test
    void targetsThatTheInputSaysNothingOf_areNoBetterThanAGuess() {
        // The same input for everybody: all that can be learned is the mean.
        Rnn rnn = Rnn.builder().hidden(4).gru().epochs(60).adam(0.01).quiet();
        RegressionFactory factory = new RegressionFactory();
        List<Example<Regressor>> examples = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            examples.add(new ArrayExample<>(new Regressor("y", i % 2), List.of(new Feature("t1:x", 0.5))));
        }
        assertThat(findings(
                        rnn,
                        new MutableDataset<>(examples, new SimpleDataSourceProvenance("a test", factory), factory)))
                .singleElement()
                .asString()
                .startsWith("The final loss is ")
                .contains("no better than the loss of a constant prediction by target frequencies, 0.9750:")
                .contains("its predictions are the same for every input");
    }

    @Test
    void validationDataThatIsSmall_canHardlyTell() {
        Rnn rnn = Rnn.builder().hidden(4).gru().epochs(5).validation(0.2).quiet();
        assertThat(findings(rnn, numbers(30, Math::sin, Math::sin)))
                .containsExactly(
                        "With 6 targets, the validation data can hardly distinguish epochs. Use more validation data, or remove patience.");
        assertThat(findings(rnn, numbers(120, Math::sin, Math::sin))).isEmpty();
    }

    @Test
    void vocabularyThatDropsMuchOfTheValidationData_isNamed() {
        var training = Sequences.words("a b c a b c a b c", "b c a b c a b");
        var validation = Sequences.words("x y z a b c x y z x y z a b c a b c a b c a b c a");
        var model = Rnn.builder().hidden(4).gru().epochs(3).quiet().train(training, validation);
        assertThat(model.history().diagnosis().findings())
                .anyMatch(f ->
                        f.startsWith("9 of the 24 steps of the validation data have no feature of the training data"));
    }

    @Test
    void chunksWithoutATarget_areCounted() {
        var steps = Samples.dataset(List.of(
                Samples.sequence(1, "a→" + Label.UNKNOWN, "b→" + Label.UNKNOWN, "a→" + Label.UNKNOWN, "b→X"),
                Samples.sequence(1, "b→" + Label.UNKNOWN, "b→" + Label.UNKNOWN, "a→" + Label.UNKNOWN, "a→Y")));
        var model = Rnn.builder()
                .hidden(4)
                .gru()
                .epochs(3)
                .ignoreUnknown()
                .truncate(2)
                .quiet()
                .train(steps);
        assertThat(model.history().diagnosis().findings())
                .containsExactly(
                        "2 of the 4 chunks of truncate(2) contain no target, and gradients do not cross chunk boundaries, so nothing is learned from these steps. Try a larger truncate(…), or remove it.");
    }

    @Test
    void findings_areInTheModelFileAndInWords() throws Exception {
        assertThat(Diagnosis.NOTHING.isHealthy()).isTrue();
        assertThat(Diagnosis.NOTHING).hasToString("nothing found");
        assertThat(new Diagnosis(List.of("a", "b"))).hasToString("a\nb");
        var model = ON_SENTENCE.adam(1e-4).train(SENTENCE);
        var file = Files.createTempFile("unspool", ".model");
        try {
            model.serializeToFile(file);
            var loaded = RnnSequenceModel.load(file, Label.class);
            assertThat(loaded.history().diagnosis()).isEqualTo(model.history().diagnosis());
        } finally {
            Files.delete(file);
        }
    }
}
