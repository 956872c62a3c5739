package io.github.unspool.training;

import static io.github.unspool.training.TrainingRuns.CYCLE;
import static io.github.unspool.training.TrainingRuns.settings;
import static io.github.unspool.training.TrainingRuns.sgd;
import static io.github.unspool.training.TrainingRuns.train;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.cell.Cells;
import io.github.unspool.loss.Loss;
import io.github.unspool.math.Workers;
import io.github.unspool.network.Bptt;
import io.github.unspool.network.Inference;
import io.github.unspool.network.Initialisation;
import io.github.unspool.network.LayerSpec;
import io.github.unspool.network.Network;
import io.github.unspool.network.Sentences;
import io.github.unspool.network.Stack;
import io.github.unspool.network.Targets;
import io.github.unspool.network.Weights;
import io.github.unspool.optimiser.Optimiser;
import io.github.unspool.optimiser.Rate;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.part.Batch;
import io.github.unspool.part.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a run does to the weights. */
class TrainingLoopTest {
    @Test
    void run_onACycle_learnsIt() {
        Weights weights = Sentences.weights(4);
        TrainingSettings settings = new TrainingSettings(
                150, 1, false, 0, 0, 0, () -> Optimiser.adam(Rate.constant(0.02), 0.9, 0.999, 1e-8, 0), 1);

        History history = train(weights, CYCLE, settings);

        assertThat(history.ending()).isEqualTo(History.Ending.COMPLETED);
        assertThat(history.epochs().list()).hasSize(150);
        assertThat(history.epochs().list().get(0).loss()).isCloseTo(Math.log(4), within(0.4));
        assertThat(history.loss()).isLessThan(0.05);
        assertThat(Inference.loss(weights, CYCLE, Workers.alone())).isCloseTo(history.loss(), within(0.01));
    }

    @Test
    void run_oneEpochOfOneBatch_isOneStepAgainstTheGradient() {
        List<Sequence> data = Sentences.random(5, 5);
        Weights weights = Sentences.weights(3);
        Weights expected = weights.copy();
        Bptt bptt = new Bptt(expected, 2);
        Batch batch = Batch.of(data, 0, 5);
        bptt.forward(batch, expected.network().zeroState(2));
        double loss = bptt.loss() / 10;
        Weights gradient = new Weights(expected.network());
        bptt.backward(batch, gradient);
        sgd(0.5).step(expected.parameters(), gradient.parameters(), 0);

        History history = train(weights, data, settings(1, 2, 0, 0, 0.5));

        Epoch epoch = history.epochs().list().get(0);
        assertThat(epoch.loss()).isCloseTo(loss, within(1e-7));
        assertThat(epoch.gradientNorm()).isCloseTo(gradient.norm(Workers.alone()), within(1e-7));
        assertThat((double) weights.recurrences().get(0).wh().values()[4])
                .isCloseTo(expected.recurrences().get(0).wh().values()[4], within(1e-7));
    }

    @Test
    void run_truncatedBeyondTheLongest_isAsIfNotTruncated() {
        List<Sequence> data = Sentences.random(6, 4, 2);
        Weights whole = Sentences.weights(4);
        Weights truncated = Sentences.weights(4);

        train(whole, data, settings(3, 2, 0, 0, 0.1));
        train(truncated, data, settings(3, 2, 6, 0, 0.1));

        assertThat(truncated.recurrences().get(0).wh().values())
                .containsExactly(whole.recurrences().get(0).wh().values());
    }

    @Test
    void run_truncated_carriesTheStateIntoTheNextChunk() {
        // What follows 2 is determined by the first symbol alone, two steps before.
        List<Sequence> data = List.of(Sentences.of(0, 2, 2, 0), Sentences.of(1, 2, 2, 1));
        Weights weights = Sentences.weights(8);
        TrainingSettings settings = new TrainingSettings(
                800, 2, false, 2, 0, 0, () -> Optimiser.adam(Rate.constant(0.02), 0.9, 0.999, 1e-8, 0), 1);

        History history = train(weights, data, settings);

        // Without the state the last step could not be better than a guess between two, log(2)/3 a step.
        assertThat(history.loss()).isLessThan(0.5 * Math.log(2) / 3);
    }

    @Test
    void run_clipped_goesNoFartherThanTheLimit() {
        Weights weights = Sentences.weights(4);
        Weights before = weights.copy();

        History history = train(weights, CYCLE, settings(1, 1, 0, 0.01, 1));

        Weights moved = weights.copy();
        for (int i = 0; i < moved.parameters().size(); i++) {
            float[] values = moved.parameters().get(i).values();
            for (int j = 0; j < values.length; j++) {
                values[j] -= before.parameters().get(i).values()[j];
            }
        }
        assertThat(moved.norm(Workers.alone())).isCloseTo(0.01, within(1e-6));
        assertThat(history.epochs().list().get(0).gradientNorm()).isGreaterThan(0.1);
    }

    @Test
    void run_twiceWithTheSameSeed_givesTheSameBits() {
        Weights first = Sentences.weights(5);
        Weights second = Sentences.weights(5);
        List<Sequence> data = Sentences.random(7, 6, 5, 4, 3, 2, 1);

        History one = train(first, data, settings(4, 3, 3, 1, 0.3));
        History two = train(second, data, settings(4, 3, 3, 1, 0.3));

        assertThat(two).isEqualTo(one);
        assertThat(second.recurrences().get(0).wh().values())
                .containsExactly(first.recurrences().get(0).wh().values());
    }

    @Test
    void run_withDropout_isTheSameForTheSameSeedAndAnotherForAnother() {
        List<Sequence> data = Sentences.random(6, 5, 4);
        Weights first = dropping(0.5, 0.3, 3, data);

        assertThat(dropping(0.5, 0.3, 3, data).recurrences().get(0).wh().values())
                .containsExactly(first.recurrences().get(0).wh().values());
        assertThat(dropping(0.5, 0.3, 4, data).recurrences().get(0).wh().values())
                .isNotEqualTo(first.recurrences().get(0).wh().values());
        assertThat(dropping(0.5, 0, 3, data).recurrences().get(0).wh().values())
                .isNotEqualTo(first.recurrences().get(0).wh().values());
    }

    @Test
    void run_withDropoutOfNothing_isAsIfThereWereNone() {
        Weights none = Sentences.weights(8);

        train(none, CYCLE, settings(3, 3, 0, 0, 0.1));

        assertThat(dropping(0, 0, 1, CYCLE).recurrences().get(0).wh().values())
                .containsExactly(none.recurrences().get(0).wh().values());
    }

    private static Weights dropping(double part, double recurrent, long seed, List<Sequence> data) {
        LayerSpec layer = Sentences.weights(8).network().layers().get(0);
        Weights weights = Initialisation.of(
                Network.classifier(
                        Sentences.SYMBOLS,
                        List.of(layer.withDropout(part).withRecurrentDropout(recurrent)),
                        Sentences.SYMBOLS),
                42);
        train(weights, data, new TrainingSettings(3, 3, false, 0, 0, 0, () -> sgd(0.1), seed));
        return weights;
    }

    @Test
    void run_withALearnedStart_learnsItFromTheFirstChunkOnly() {
        LayerSpec layer = new LayerSpec(5, Cells.LSTM);
        Network network = new Network(
                Sentences.SYMBOLS,
                new Stack(0, List.of(layer), true),
                Sentences.SYMBOLS,
                Loss.crossEntropy(),
                Targets.EACH_STEP);
        Weights whole = Initialisation.of(network, 42);
        Weights expected = whole.copy();
        List<Sequence> data = Sentences.random(6, 6);
        Bptt bptt = new Bptt(expected, 2);
        Weights gradient = new Weights(network);
        Batch batch = Batch.of(data, 0, 3);
        bptt.forward(batch, expected.initialState(2));
        bptt.backward(batch, gradient);
        bptt.initialGradient().accumulate(gradient.recurrences());

        train(whole, data, settings(1, 2, 3, 0, 0.5));

        // One step for the first chunk; the second goes on from a state that it was given.
        for (int i = 0; i < 5; i++) {
            assertThat(whole.recurrences().get(0).h0().values()[i])
                    .isEqualTo(-0.5f * gradient.recurrences().get(0).h0().values()[i]);
            assertThat(whole.recurrences().get(0).c0().values()[i])
                    .isEqualTo(-0.5f * gradient.recurrences().get(0).c0().values()[i]);
        }
        assertThat(whole.recurrences().get(0).h0().values()).isNotEqualTo(new float[5]);
    }

    @Test
    void run_bucketed_makesBatchesOfSimilarLengths() {
        // Batches of two: with the longest first, 9 and 8, 3 and 2; the padding of no batch matters, only who is with
        // whom.
        List<Sequence> data = Sentences.random(3, 9, 2, 8);
        List<Double> fractions = new ArrayList<>();
        TrainingSettings settings = new TrainingSettings(4, 2, true, 0, 0, 0, () -> sgd(0.1), 1);
        new TrainingLoop(Sentences.weights(3), data, List.of(), settings, new TrainingListener() {
                    @Override
                    public void progress(Progress progress) {
                        fractions.add(progress.fraction());
                    }
                })
                .run();

        assertThat(fractions).hasSize(8).containsOnly(17 / 22.0, 5 / 22.0, 1.0).contains(17 / 22.0, 5 / 22.0);
    }

    @Test
    void run_withACheckpointAndAnOptimiserOfOnesOwn_isRefused() {
        Optimiser own = (weights, gradients, progress) -> {};
        TrainingSettings settings = new TrainingSettings(3, 1, false, 0, 0, 0, () -> own, 1);
        Checkpoint keeping = new Checkpoint() {
            @Override
            public Optional<Reached> load(List<Parameter> numbers) {
                return Optional.empty();
            }

            @Override
            public void save(Reached reached, List<Parameter> numbers) {}
        };
        TrainingLoop loop = new TrainingLoop(Sentences.weights(2), CYCLE, List.of(), settings, TrainingListener.NONE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> loop.run(keeping))
                .withMessage(
                        "the state of this optimiser cannot be stored in a checkpoint; use an optimiser of the class Optimiser");
        assertThat(loop.run().epochs().list()).hasSize(3);
    }
}
