package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.data.Sequences;
import io.github.unspool.training.Epoch;
import io.github.unspool.training.History;
import io.github.unspool.training.TrainingListener;
import io.github.unspool.tribuo.optimiser.RmsProp;
import io.github.unspool.tribuo.optimiser.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.tribuo.VariableInfo;
import org.tribuo.classification.Label;
import org.tribuo.classification.sequence.LabelSequenceEvaluator;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.sequence.ImmutableSequenceDataset;
import org.tribuo.sequence.MinimumCardinalitySequenceDataset;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceExample;

class RnnSequenceTrainerTest {
    private static final Rnn QUICK = Rnn.builder().hidden(5).tanh().epochs(3).batch(2);

    private static List<Integer> bits(Rnn rnn, SequenceDataset<Label> data) {
        return Samples.bits(rnn.train(data));
    }

    @Test
    void train_tribuosOwnData_satisfiesTribuosOwnEvaluator() {
        SequenceDataset<Label> data = Samples.gorillas();
        RnnSequenceTrainer<Label> trainer =
                Rnn.builder().hidden(8).tanh().epochs(60).adam(0.05).sequenceTrainer();
        var evaluation = new LabelSequenceEvaluator().evaluate(trainer.train(data), data);
        assertThat(evaluation.accuracy()).isEqualTo(1);
        assertThat(evaluation.confusion(new Label("Monkey"), new Label("Monkey")))
                .isEqualTo(6);
    }

    @Test
    void train_sameSeed_givesTheSameBits() {
        assertThat(bits(QUICK.seed(5), Samples.gorillas())).isEqualTo(bits(QUICK.seed(5), Samples.gorillas()));
    }

    @Test
    void train_otherSeed_givesOtherBits() {
        assertThat(bits(QUICK.seed(5), Samples.gorillas())).isNotEqualTo(bits(QUICK.seed(6), Samples.gorillas()));
    }

    @Test
    void train_immutableDataset_givesTheSameBits() {
        var immutable = ImmutableSequenceDataset.copyDataset(Samples.gorillas());
        assertThat(bits(QUICK, immutable)).isEqualTo(bits(QUICK, Samples.gorillas()));
    }

    @Test
    void train_minimumCardinalityDataset_knowsOnlyWhatWasKept() {
        var data = Sequences.words("a b a b a", "b a b a b", "a rare b");
        var model = QUICK.train(new MinimumCardinalitySequenceDataset<>(data, 2));
        assertThat(model.getFeatureIDMap()).extracting(VariableInfo::getName).containsExactlyInAnyOrder("a", "b");
        assertThat(model.getProvenance().getDatasetProvenance().getNumExamples())
                .isEqualTo(2);
    }

    @Test
    void train_minimumCardinalityThatKeepsNothing_isRefused() {
        var nothing = new MinimumCardinalitySequenceDataset<>(Samples.sentence(), 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QUICK.train(nothing))
                .withMessageStartingWith("no data: the data set has no sequence");
    }

    @Test
    void train_weightTwo_countsAsTheSequenceTwice() {
        assertAlike(
                List.of(heavy(2), light()), //
                List.of(heavy(1), heavy(1), light()));
    }

    @Test
    void train_weightZero_countsAsAbsent() {
        assertAlike(List.of(heavy(0), light()), List.of(light()));
    }

    private static SequenceExample<Label> heavy(float weight) {
        return Samples.sequence(weight, "a→X", "b→X", "a→Y");
    }

    private static SequenceExample<Label> light() {
        return Samples.sequence(1, "b→Y", "a→X");
    }

    /** All in one batch; up to rounding. */
    private static void assertAlike(List<SequenceExample<Label>> one, List<SequenceExample<Label>> other) {
        Rnn rnn = Rnn.builder().hidden(3).tanh().epochs(20).sgd(0.5);
        History a = rnn.train(Samples.dataset(one)).history();
        History b = rnn.train(Samples.dataset(other)).history();
        for (int i = 0; i < 20; i++) {
            Epoch epoch = a.epochs().list().get(i);
            assertThat(epoch.loss()).isCloseTo(b.epochs().list().get(i).loss(), within(1e-5));
        }
        assertThat(a.loss()).isLessThan(a.epochs().list().get(0).loss());
    }

    @Test
    void train_again_isAnotherRunThatTheInvocationCountRepeats() {
        RnnSequenceTrainer<Label> trainer = QUICK.sequenceTrainer();
        var first = trainer.train(Samples.gorillas());
        var second = trainer.train(Samples.gorillas());
        assertThat(Samples.bits(second)).isNotEqualTo(Samples.bits(first));
        assertThat(trainer.getInvocationCount()).isEqualTo(2);
        assertThat(invocation(first)).isEqualTo("0");
        assertThat(invocation(second)).isEqualTo("1");

        RnnSequenceTrainer<Label> again = QUICK.sequenceTrainer();
        again.setInvocationCount(1);
        assertThat(Samples.bits(again.train(Samples.gorillas()))).isEqualTo(Samples.bits(second));
    }

    private static String invocation(RnnSequenceModel<Label> model) {
        return model.getProvenance()
                .getTrainerProvenance()
                .getInstanceValues()
                .get(TrainerProvenance.TRAIN_INVOCATION_COUNT)
                .toString();
    }

    @Test
    void setInvocationCount_negative_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QUICK.<Label>sequenceTrainer().setInvocationCount(-1))
                .withMessage("the number of runs cannot be negative: -1");
    }

    @Test
    void train_onSeveralThreads_givesTheSameRunsAsOneAfterTheOther() throws Exception {
        RnnSequenceTrainer<Label> trainer = QUICK.sequenceTrainer();
        List<List<Integer>> expected = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            expected.add(Samples.bits(trainer.train(Samples.gorillas())));
        }

        RnnSequenceTrainer<Label> shared = QUICK.sequenceTrainer();
        List<Callable<List<Integer>>> runs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            runs.add(() -> Samples.bits(shared.train(Samples.gorillas())));
        }
        List<List<Integer>> found = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<List<Integer>> run : threads.invokeAll(runs)) {
                found.add(run.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void train_listener_isNotifiedOfEachUpdateAndTheEnd() {
        List<Integer> epochs = new ArrayList<>();
        List<History> ended = new ArrayList<>();
        var model = QUICK.<Label>sequenceTrainer().train(Samples.gorillas(), Map.of(), new TrainingListener() {
            @Override
            public void progress(Progress progress) {
                epochs.add(progress.epoch());
            }

            @Override
            public void ended(History history) {
                ended.add(history);
            }
        });
        // 4 sequences in batches of 2, 3 times.
        assertThat(epochs).containsExactly(1, 1, 2, 2, 3, 3);
        assertThat(ended).containsExactly(model.history());
    }

    @Test
    void train_interrupted_givesAModelAndConsumesTheInterrupt() {
        Thread.currentThread().interrupt();
        var model = QUICK.train(Samples.gorillas());
        assertThat(Thread.interrupted()).isFalse();
        assertThat(model.history().ending()).isEqualTo(History.Ending.STOPPED);
        assertThat(model.history().message())
                .isEqualTo("Stopped in epoch 1; the weights are those of its last update.");
        assertThat(model.predict(Samples.gorillas().getExample(0))).hasSize(5);
    }

    @Test
    void train_dataThatIsRefused_isNotCountedAsARun() {
        RnnSequenceTrainer<Label> trainer = QUICK.sequenceTrainer();
        var refused = Samples.dataset(List.of(Samples.sequence(-1, "a→X")));
        assertThatIllegalArgumentException().isThrownBy(() -> trainer.train(refused));
        assertThat(trainer.getInvocationCount()).isZero();
        assertThat(Samples.bits(trainer.train(Samples.gorillas())))
                .isEqualTo(Samples.bits(QUICK.<Label>sequenceTrainer().train(Samples.gorillas())));
    }

    @Test
    void optimisers_wrongRate_suggestARateOfTheirOwn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RmsProp(-1))
                .withMessage("RmsProp(-1.0): the value must be positive and finite; try RmsProp(0.001)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sgd(0))
                .withMessage("sgd(0.0): the value must be positive and finite; try sgd(0.1)");
    }

    @Test
    void train_networkThatCannotFit_saysSoBeforeItBegins() {
        RnnSequenceTrainer<Label> trainer = Rnn.builder()
                .hidden(20_000)
                .lstm()
                .hidden(20_000)
                .lstm()
                .hidden(20_000)
                .lstm()
                .epochs(1)
                .sequenceTrainer();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.train(Samples.sentence()))
                .withMessageMatching(
                        "this run needs \\d{3}\\.\\d GB of memory, but only .* are available to Java; what would fit: start Java with -Xmx\\d+m .*");
        assertThat(trainer.getInvocationCount()).isZero();
    }
}
