package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.unspool.OwnJvm;
import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.data.Sequences;
import io.github.unspool.loss.Loss;
import io.github.unspool.network.Weights;
import io.github.unspool.optimiser.Rate;
import io.github.unspool.training.History;
import io.github.unspool.training.TrainingListener;
import io.github.unspool.tribuo.optimiser.Adam;
import io.github.unspool.tribuo.optimiser.RmsProp;
import io.github.unspool.tribuo.optimiser.Sgd;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Dataset;
import org.tribuo.Output;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.sequence.SequenceDataset;

/** Runs that were broken off and gone on with are those that never were, bit for bit. */
class CheckpointTest {
    private static final Rnn SMALL = Rnn.builder().hidden(5).tanh().batch(3).epochs(6);
    private static final Rnn PLAIN = SMALL.sgd(0.3);

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("run.checkpoint");
    }

    @AfterEach
    void nothingElseIsLeft() throws Exception {
        assertThat(Thread.interrupted()).isFalse();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.filter(path -> !path.equals(file))).isEmpty();
        }
    }

    private static SequenceDataset<Label> words() {
        return Sequences.words(
                "the whale that swam before the ship",
                "the ship sailed on",
                "call me",
                "that whale before me swam on",
                "the ship before the whale",
                "on swam the whale",
                "me the whale");
    }

    /** What a run ends with. */
    private record Result(List<Integer> bits, History history) {
        Result(Weights weights, History history) {
            this(Samples.bits(weights), history);
        }
    }

    /** Trains some chain with one sort of data. */
    private interface Training {
        Result run(Rnn rnn, TrainingListener listener);
    }

    private static Result words(Rnn rnn, TrainingListener listener) {
        var model = rnn.<Label>sequenceTrainer().train(words(), Map.of(), listener);
        return new Result(model.weights(), model.history());
    }

    private static Result words(Rnn rnn) {
        return words(rnn, TrainingListener.NONE);
    }

    private static <T extends Output<T>> Training examples(Dataset<T> data) {
        return (rnn, listener) -> {
            var model = rnn.<T>trainer().train(data, Map.of(), Trainer.INCREMENT_INVOCATION_COUNT, listener);
            return new Result(model.weights(), model.history());
        };
    }

    static Stream<Arguments> runs() {
        Training words = CheckpointTest::words;
        Rnn adam = SMALL.adam(0.05);
        return Stream.of(
                arguments("sgd", PLAIN, words),
                arguments("momentum", SMALL.optimiser(new Sgd(Rate.constant(0.2), 0.9, false)), words),
                arguments("Nesterov", SMALL.optimiser(new Sgd(Rate.constant(0.2), 0.9, true)), words),
                arguments("Adam", adam, words),
                arguments("AdamW", SMALL.optimiser(new Adam(Rate.constant(0.05), 0.1)), words),
                arguments("RMSProp", SMALL.optimiser(new RmsProp(0.02)), words),
                arguments("rate", SMALL.adam(Rate.cosine(0.05).warmUp(0.2)), words),
                arguments("cycle", SMALL.sgd(1).optimiser(new Sgd(Rate.oneCycle(0.3), 0.9, false)), words),
                arguments("truncation, clipping", adam.truncate(2).clip(0.5), words),
                arguments("buckets", adam.bucket(), words),
                arguments("patience", adam.patience(1).epochs(40), words),
                arguments("patience over", SMALL.sgd(3).patience(2).epochs(40), words),
                arguments("patience never over", SMALL.sgd(3).patience(30).epochs(9), words),
                arguments("validation", adam.validation(0.3), words),
                arguments(
                        "validation, patience", adam.validation(0.3).patience(2).epochs(60), words),
                arguments("class weights", adam.classWeights(Map.of("the", 2.5)), words),
                arguments("smoothing", adam.loss(Loss.crossEntropy(0.1)), words),
                arguments(
                        "dropout",
                        Rnn.builder()
                                .embedding(4)
                                .hidden(4)
                                .lstm()
                                .skip()
                                .dropout(0.3)
                                .hidden(3)
                                .gru()
                                .recurrentDropout(0.3)
                                .learnStart()
                                .batch(2)
                                .truncate(3)
                                .epochs(5)
                                .adam(0.05),
                        words),
                arguments(
                        "both directions", adam.hidden(3).relu().bidirectional().dropout(0.2), words),
                arguments("one label", adam, examples(SmallSeries.labels())),
                arguments("numbers", adam.validation(0.3).patience(3), examples(SmallSeries.numbers())),
                arguments("sets of labels", adam, examples(SmallSeries.sets())));
    }

    /** Ends a run after some updates; counts them. */
    private static final class Stop implements TrainingListener {
        private final int after;
        private int updates;

        Stop(int after) {
            this.after = after;
        }

        @Override
        public void progress(Progress progress) {
            updates++;
        }

        @Override
        public boolean isEnough() {
            return updates == after;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void train_stoppedAgainAndAgain_endsAsIfNeverStopped(String name, Rnn rnn, Training training) {
        Stop all = new Stop(-1);
        Result whole = training.run(rnn, all);
        int updatesOfAnEpoch = all.updates / whole.history.epochs().list().size();

        Rnn kept = rnn.checkpoint(file);
        int runs = 1;
        Result result = training.run(kept, new Stop(updatesOfAnEpoch + 1));
        while (result.history.ending() == History.Ending.STOPPED) {
            result = training.run(kept, new Stop(updatesOfAnEpoch + 1 + runs % 2));
            runs++;
            assertThat(runs).isLessThan(100);
        }

        assertThat(runs).isGreaterThan(2);
        assertThat(result.history).isEqualTo(whole.history);
        assertThat(result.bits).isEqualTo(whole.bits);
        Stop none = new Stop(-1);
        assertThat(training.run(kept, none)).isEqualTo(whole);
        assertThat(none.updates).isZero();
    }

    @Test
    void train_cases_endInAllPlannedWays() {
        assertThat(words(SMALL.sgd(3).patience(2).epochs(40)).history.ending()).isEqualTo(History.Ending.EARLY);
        assertThat(words(SMALL.adam(0.05).validation(0.3).patience(2).epochs(60))
                        .history
                        .ending())
                .isEqualTo(History.Ending.EARLY);
        assertThat(words(SMALL.sgd(3).patience(30).epochs(9)).history.message())
                .startsWith("The weights are those of epoch ")
                .isNotEqualTo("The weights are those of epoch 9, the best.");
    }

    @Test
    void train_stoppedInTheFirstEpoch_beginsAnew() {
        words(PLAIN.checkpoint(file), new Stop(1));
        assertThat(words(PLAIN.checkpoint(file))).isEqualTo(words(PLAIN));
    }

    @Test
    void train_interruptedWhileFilesAreReadAndWritten_goesOn() {
        Rnn kept = PLAIN.checkpoint(file);
        for (int i = 0; i < 2; i++) {
            Thread.currentThread().interrupt();
            assertThat(words(kept).history.ending()).isEqualTo(History.Ending.STOPPED);
        }
        words(kept, new TrainingListener() {
            @Override
            public void progress(Progress progress) {
                if (progress.epoch() == 4) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        Stop rest = new Stop(-1);
        assertThat(words(kept, rest)).isEqualTo(words(PLAIN));
        assertThat(rest.updates).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 9})
    void train_moreEpochs_isOneLongRun(int patience) {
        for (Rnn rnn : List.of(SMALL.adam(0.05), SMALL.sgd(3), SMALL.sgd(3).validation(0.3))) {
            Rnn chosen = patience == 0 ? rnn : rnn.patience(patience);
            file = directory.resolve("run.checkpoint");
            for (int epochs : new int[] {1, 2, 5, 12}) {
                assertThat(words(chosen.epochs(epochs).checkpoint(file))).isEqualTo(words(chosen.epochs(epochs)));
            }
            assertThat(file.toFile().delete()).isTrue();
        }
    }

    @Test
    void train_moreEpochsThatDiverge_saysTheSameAsOneRun() {
        Rnn rnn = Rnn.builder().hidden(8).relu().epochs(50).sgd(1e10);
        var data = Samples.gorillas();
        rnn.epochs(1).checkpoint(file).train(data);
        var model = rnn.checkpoint(file).train(data);
        assertThat(model.history()).isEqualTo(rnn.train(data).history());
        assertThat(model.history().ending()).isEqualTo(History.Ending.DIVERGED);
    }

    @Test
    void train_withValidationData_goesOn() {
        var validation = Sequences.words("the whale sailed on", "call me");
        Rnn rnn = SMALL.adam(0.05).patience(3);
        rnn.epochs(3).checkpoint(file).train(words(), validation);
        var model = rnn.checkpoint(file).train(words(), validation);
        var whole = rnn.train(words(), validation);
        assertThat(model.history()).isEqualTo(whole.history());
        assertThat(Samples.bits(model)).isEqualTo(Samples.bits(whole));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rnn.checkpoint(file).train(words()))
                .withMessageContaining(
                        "of another run: validation data is 2 sequences of 4 steps with the fingerprint ")
                .withMessageContaining(" there and nothing here; choose another file");
    }

    @Test
    void train_moreEpochsOfARateThatChanges_isRefused() {
        Rnn rnn = SMALL.adam(Rate.linear(0.05));
        words(rnn.checkpoint(file));
        assertRefused(
                rnn.epochs(7),
                "is of another run: learning rate is Rate.linear(0.05) over 6 epochs there and Rate.linear(0.05) over 7"
                        + " epochs here");
        assertRefused(
                SMALL.adam(Rate.constant(0.05).warmUp(0.5)),
                "is of another run: learning rate is Rate.linear(0.05) over 6 epochs there and"
                        + " Rate.constant(0.05).warmUp(0.5) over 6 epochs here");
    }

    @Test
    void train_fewerEpochsThanWereRun_isRefused() {
        words(PLAIN.checkpoint(file));
        assertRefused(PLAIN.epochs(5), "has completed 6 epochs, and epochs(5) is less");
    }

    private void assertRefused(Rnn rnn, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> words(rnn.checkpoint(file)))
                .withMessage("%s %s; choose another file, or delete it to start again".formatted(file, why));
    }

    static Stream<Arguments> otherRuns() {
        Rnn two = PLAIN.hidden(4).gru();
        return Stream.of(
                arguments(PLAIN.seed(2), "seed is 1 there and 2 here"),
                arguments(PLAIN.batch(2), "batch is 3 there and 2 here"),
                arguments(PLAIN.bucket(), "bucket is false there and true here"),
                arguments(PLAIN.truncate(4), "truncate is 0 there and 4 here"),
                arguments(PLAIN.clip(1), "clip is 0.0 there and 1.0 here"),
                arguments(PLAIN.patience(4), "patience is 0 there and 4 here"),
                arguments(PLAIN.learnStart(), "learnStart is false there and true here"),
                arguments(PLAIN.ignoreUnknown(), "ignoreUnknown is false there and true here"),
                arguments(
                        PLAIN.top().dropout(0.1),
                        "layers is hidden(5).tanh() there and hidden(5).tanh().dropout(0.1) here"),
                arguments(PLAIN.sgd(0.4), "learning rate is Rate.constant(0.3) there and Rate.constant(0.4) here"),
                arguments(
                        PLAIN.loss(Loss.crossEntropy(0.1)),
                        "loss is Loss.crossEntropy() there and Loss.crossEntropy(0.1) here"),
                arguments(
                        PLAIN.optimiser(new Sgd(Rate.constant(0.3), 0.5, false)),
                        "optimiser is io.github.unspool.tribuo.optimiser.Sgd{momentum=0.0, nesterov=false} there and"
                                + " io.github.unspool.tribuo.optimiser.Sgd{momentum=0.5, nesterov=false} here"),
                arguments(
                        PLAIN.embedding(3),
                        "network is 10 inputs → 5 tanh → 9 outputs a step there and 10 inputs → embedding 3 → 5 tanh → 9"
                                + " outputs a step here"),
                arguments(
                        two,
                        "network is 10 inputs → 5 tanh → 9 outputs a step there and 10 inputs → 5 tanh → 4 gru → 9 outputs"
                                + " a step here, layers is hidden(5).tanh() there and hidden(5).tanh().hidden(4).gru()"
                                + " here"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("otherRuns")
    void train_otherChain_isRefusedWithWhatDiffers(Rnn other, String differences) throws Exception {
        words(PLAIN.checkpoint(file));
        byte[] before = Files.readAllBytes(file);
        assertRefused(other, "is of another run: " + differences);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void train_otherClassWeightsOrValidation_isRefused() {
        words(PLAIN.checkpoint(file));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> words(PLAIN.classWeights(Map.of("the", 2.0)).checkpoint(file)))
                .withMessageContaining("of another run: classWeights is {} there and {the=2.0} here, data is ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> words(PLAIN.validation(0.2).checkpoint(file)))
                .withMessageContaining("validation is 0.0 there and 0.2 here, data is ");
    }

    @Test
    void train_otherData_isRefused() {
        words(PLAIN.checkpoint(file));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.checkpoint(file).train(Samples.sentence()))
                .withMessageContaining(
                        "of another run: network is 10 inputs → 5 tanh → 9 outputs a step there and 4 inputs → 5 tanh → 4")
                .withMessageContaining("data is 7 sequences of 24 steps with the fingerprint ")
                .withMessageContaining(" there and 1 sequences of 4 steps with the fingerprint ");
    }

    @Test
    void train_secondRunOfATrainer_isAnotherRun() {
        RnnSequenceTrainer<Label> trainer = PLAIN.checkpoint(file).sequenceTrainer();
        trainer.train(words(), Map.of(), new Stop(7));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.train(words()))
                .withMessageContaining("of another run: run of the trainer is 1 there and 2 here;");
        trainer.setInvocationCount(0);
        assertThat(Samples.bits(trainer.train(words()))).isEqualTo(words(PLAIN).bits);
    }

    @Test
    void train_withCheckpoint_isTheSameModelAsWithout() {
        var with = PLAIN.checkpoint(file).train(words());
        var without = PLAIN.train(words());
        assertThat(Samples.bits(with)).isEqualTo(Samples.bits(without));
        assertThat(with.history()).isEqualTo(without.history());
        assertThat(with.getProvenance().getTrainerProvenance())
                .isEqualTo(without.getProvenance().getTrainerProvenance());
        assertThat(with.getProvenance().getInstanceProvenance().getMap())
                .isEqualTo(without.getProvenance().getInstanceProvenance().getMap());
    }

    @Test
    void findRate_withCheckpoint_leavesNoFile() {
        PLAIN.checkpoint(file).findRate(words());
        assertThat(file).doesNotExist();
    }

    @Test
    void checkpoint_withAnOptimiserOfTribuos_isRefusedWhenTheTrainerIsMade() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.checkpoint(file)
                        .optimiser(new AdaGrad(0.1, 0.01))
                        .truncate(3)
                        .sequenceTrainer())
                .withMessage(
                        "checkpoint(…): the state of org.tribuo.math.optimisers.AdaGrad cannot be read, so no run could be resumed with it; choose adam(0.01), sgd(0.1) or optimiser(new RmsProp(0.001)), or remove checkpoint");
        assertThat(file).doesNotExist();
    }

    /** What the process trains that is killed. */
    private static final Rnn LONG =
            Rnn.builder().hidden(6).lstm().dropout(0.2).batch(3).epochs(90).adam(0.01);

    /** Trains, and says each epoch that it comes to. */
    public static void main(String[] arguments) {
        words(LONG.checkpoint(Path.of(arguments[0])), new TrainingListener() {
            private int epoch;

            @Override
            public void progress(Progress progress) {
                if (progress.epoch() > epoch) {
                    epoch = progress.epoch();
                    System.out.println(epoch);
                }
            }
        });
    }

    @Test
    void train_afterItsProcessWasKilled_goesOn() throws Exception {
        assertThat(killedIn(20)).isEqualTo(1);
        assertThat(killedIn(50)).isGreaterThanOrEqualTo(20);
        Stop rest = new Stop(-1);
        assertThat(words(LONG.checkpoint(file), rest)).isEqualTo(words(LONG));
        // An epoch has three updates.
        assertThat(rest.updates).isLessThanOrEqualTo(3 * 41);
    }

    /** Kills a run in some epoch, and returns with which it began. */
    private int killedIn(int epoch) throws Exception {
        Process process = new ProcessBuilder(OwnJvm.command(CheckpointTest.class, List.of(), file.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int first = Integer.parseInt(lines.readLine());
            int last = first;
            while (last < epoch) {
                last = Integer.parseInt(lines.readLine());
            }
            process.destroyForcibly().waitFor();
            return first;
        }
    }
}
