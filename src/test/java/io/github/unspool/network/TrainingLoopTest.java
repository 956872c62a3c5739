package io.github.unspool.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.cell.Cells;
import io.github.unspool.math.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrainingLoopTest {
    private static final List<Sequence> CYCLE = List.of(Sentences.of(0, 1, 2, 3, 0, 1, 2, 3));

    @AfterEach
    void noInterruptIsLeft() {
        assertThat(Thread.interrupted()).isFalse();
    }

    private static TrainingSettings settings(int epochs, int batch, int truncation, double clip, double rate) {
        return new TrainingSettings(epochs, batch, false, truncation, clip, 0, () -> sgd(rate), 1);
    }

    private static Optimiser sgd(double rate) {
        return Optimiser.sgd(Rate.constant(rate), 0, false);
    }

    private static History train(Weights weights, List<Sequence> data, TrainingSettings settings) {
        return new TrainingLoop(weights, data, List.of(), settings, TrainingListener.NONE).run();
    }

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
        bptt.forward(batch, State.zero(expected.network(), 2));
        double loss = bptt.loss() / 10;
        Weights gradient = new Weights(expected.network());
        bptt.backward(batch, gradient);
        sgd(0.5).step(expected.parameters(), gradient.parameters(), 0);

        History history = train(weights, data, settings(1, 2, 0, 0, 0.5));

        Epoch epoch = history.epochs().list().get(0);
        assertThat(epoch.loss()).isCloseTo(loss, within(1e-7));
        assertThat(epoch.gradientNorm()).isCloseTo(gradient.norm(Workers.alone()), within(1e-7));
        assertThat((double) weights.wh(0).values()[4]).isCloseTo(expected.wh(0).values()[4], within(1e-7));
    }

    @Test
    void run_truncatedBeyondTheLongest_isAsIfNotTruncated() {
        List<Sequence> data = Sentences.random(6, 4, 2);
        Weights whole = Sentences.weights(4);
        Weights truncated = Sentences.weights(4);

        train(whole, data, settings(3, 2, 0, 0, 0.1));
        train(truncated, data, settings(3, 2, 6, 0, 0.1));

        assertThat(truncated.wh(0).values()).containsExactly(whole.wh(0).values());
    }

    @Test
    void run_truncated_carriesTheStateIntoTheNextChunk() {
        // What follows 2 is told by the first symbol alone, two steps before.
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
        assertThat(second.wh(0).values()).containsExactly(first.wh(0).values());
    }

    @Test
    void run_whoseLossBecomesNaN_keepsTheBestWeightsAndSaysWhatToDo() {
        Weights weights = Sentences.weights(4);
        int[] steps = new int[1];
        Optimiser explodesInEpoch3 = (w, g, progress) -> {
            if (++steps[0] == 3) {
                w.forEach(parameter -> Arrays.fill(parameter.values(), Float.MAX_VALUE));
            } else {
                sgd(0.1).step(w, g, progress);
            }
        };
        Weights afterTwo = Sentences.weights(4);
        train(afterTwo, CYCLE, settings(2, 1, 0, 0, 0.1));

        History history = train(weights, CYCLE, new TrainingSettings(9, 1, false, 0, 0, 0, () -> explodesInEpoch3, 1));

        assertThat(history.ending()).isEqualTo(History.Ending.DIVERGED);
        assertThat(history.epochs().list()).hasSize(3);
        assertThat(history.message())
                .startsWith("In epoch 4 the loss became NaN after an update with gradient norm ")
                .endsWith("the weights are those of epoch 2, the best.");
        assertThat(weights.wy().values()).containsExactly(afterTwo.wy().values());
    }

    @Test
    void run_thatDivergesAtOnce_leavesTheFirstWeights() {
        Weights weights = Sentences.weights(4);
        Weights before = weights.copy();
        List<Sequence> data = Sentences.random(5, 5);

        Optimiser breaks = (w, g, progress) -> w.get(0).values()[0] = Float.POSITIVE_INFINITY;
        History history = train(weights, data, new TrainingSettings(3, 1, false, 0, 0, 0, () -> breaks, 1));

        assertThat(history.ending()).isEqualTo(History.Ending.DIVERGED);
        assertThat(history.message())
                .startsWith("In epoch 1 a weight became infinite or NaN after an update with gradient norm ")
                .contains("the weights are untrained");
        assertThat(history.epochs().list()).isEmpty();
        assertThat(weights.wx(0).values()).containsExactly(before.wx(0).values());
    }

    @Test
    void run_interrupted_stopsWithTheBestWeights() {
        Weights weights = Sentences.weights(4);
        Weights afterFive = Sentences.weights(4);
        train(afterFive, CYCLE, settings(5, 1, 0, 0, 0.1));
        TrainingListener interruptsInEpoch6 = new TrainingListener() {
            @Override
            public void progress(Progress progress) {
                if (progress.epoch() == 6) {
                    Thread.currentThread().interrupt();
                }
            }
        };

        History history =
                new TrainingLoop(weights, CYCLE, List.of(), settings(1000, 1, 0, 0, 0.1), interruptsInEpoch6).run();

        assertThat(history.ending()).isEqualTo(History.Ending.STOPPED);
        assertThat(history.epochs().list()).hasSize(5);
        assertThat(history.message()).isEqualTo("Stopped in epoch 6; the weights are those of epoch 5, the best.");
        assertThat(weights.wh(0).values()).containsExactly(afterFive.wh(0).values());
    }

    @Test
    void run_interruptedInTheFirstEpoch_keepsWhatItHadReached() {
        Weights weights = Sentences.weights(4);
        Weights before = weights.copy();
        TrainingListener interruptsAtOnce = new TrainingListener() {
            @Override
            public void progress(Progress progress) {
                Thread.currentThread().interrupt();
            }
        };

        History history =
                new TrainingLoop(weights, CYCLE, List.of(), settings(10, 1, 3, 0, 0.1), interruptsAtOnce).run();

        assertThat(history.ending()).isEqualTo(History.Ending.STOPPED);
        assertThat(history.epochs().list()).isEmpty();
        assertThat(weights.wh(0).values()).isNotEqualTo(before.wh(0).values());
    }

    @Test
    void run_interruptedWithinAnUpdate_leavesTheUpdateOut() {
        Weights weights = Sentences.weights(4);
        Weights afterTwo = Sentences.weights(4);
        train(afterTwo, CYCLE, settings(2, 1, 0, 0, 0.1));
        TrainingListener interruptsAfterEpoch2 = new TrainingListener() {
            @Override
            public void epoch(List<Epoch> epochs) {
                if (epochs.size() == 2) {
                    Thread.currentThread().interrupt();
                }
            }
        };

        History history =
                new TrainingLoop(weights, CYCLE, List.of(), settings(9, 1, 0, 0, 0.1), interruptsAfterEpoch2).run();

        assertThat(history.message()).isEqualTo("Stopped in epoch 3; the weights are those of epoch 2, the best.");
        assertThat(weights.wh(0).values()).containsExactly(afterTwo.wh(0).values());
    }

    @Test
    void run_interruptedWhileTheEpochIsMeasured_leavesTheEpochOut() {
        Weights weights = Sentences.weights(4);
        Weights afterOne = Sentences.weights(4);
        train(afterOne, CYCLE, settings(1, 1, 0, 0, 0.1));
        int updatesOfAnEpoch = CYCLE.size();
        TrainingListener interruptsAtTheEndOfEpoch2 = new TrainingListener() {
            private int updates;

            @Override
            public boolean isEnough() {
                if (++updates == 2 * updatesOfAnEpoch) {
                    Thread.currentThread().interrupt();
                }
                return false;
            }
        };

        History history =
                new TrainingLoop(weights, CYCLE, CYCLE, settings(9, 1, 0, 0, 0.1), interruptsAtTheEndOfEpoch2).run();

        assertThat(history.epochs().list()).hasSize(1);
        assertThat(history.message()).isEqualTo("Stopped in epoch 2; the weights are those of epoch 1, the best.");
        assertThat(weights.wh(0).values()).containsExactly(afterOne.wh(0).values());
    }

    @Test
    void run_tellsEachEpoch() {
        List<Integer> sizes = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void began(Loss measure) {
                assertThat(measure).isEqualTo(Loss.crossEntropy());
                sizes.add(0);
            }

            @Override
            public void epoch(List<Epoch> epochs) {
                sizes.add(epochs.get(epochs.size() - 1).number());
            }
        };
        new TrainingLoop(Sentences.weights(4), CYCLE, List.of(), settings(3, 1, 0, 0, 0.1), listener).run();
        assertThat(sizes).containsExactly(0, 1, 2, 3);
    }

    @Test
    void run_untilTheListenerHasEnough_endsAfterThatUpdate() {
        List<Double> losses = new ArrayList<>();
        TrainingListener threeUpdates = new TrainingListener() {
            @Override
            public void progress(Progress progress) {
                losses.add(progress.updateLoss());
            }

            @Override
            public boolean isEnough() {
                return losses.size() == 3;
            }
        };
        Weights weights = Sentences.weights(4);
        double first = Inference.loss(weights, CYCLE, Workers.alone());

        History history = new TrainingLoop(weights, CYCLE, List.of(), settings(1000, 1, 0, 0, 0.1), threeUpdates).run();

        assertThat(history.ending()).isEqualTo(History.Ending.STOPPED);
        assertThat(history.epochs().list()).hasSize(2);
        assertThat(losses).hasSize(3).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(losses.get(0)).isCloseTo(first, within(1e-6));
    }

    @Test
    void progress_ofAnUpdate_hasItsOwnLoss() {
        List<TrainingListener.Progress> seen = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void progress(Progress progress) {
                seen.add(progress);
            }
        };
        // The first two steps are not known, so the first chunk of two has no loss.
        List<Sequence> data = List.of(Sentences.of(new float[] {0, 0, 1, 1, 0, 1}, 0, 1, 2, 3, 0, 1, 2));

        new TrainingLoop(Sentences.weights(4), data, List.of(), settings(1, 1, 2, 0, 0.1), listener).run();

        assertThat(seen).hasSize(3);
        assertThat(seen.get(0).updateLoss()).isNaN();
        assertThat(seen.get(1).loss()).isEqualTo(seen.get(1).updateLoss());
        assertThat(seen.get(2).loss())
                .isCloseTo((2 * seen.get(1).updateLoss() + seen.get(2).updateLoss()) / 3, within(1e-9))
                .isNotEqualTo(seen.get(2).updateLoss());
    }

    @Test
    void listener_isToldEveryUpdateAndTheEnd() {
        List<TrainingListener.Progress> seen = new ArrayList<>();
        List<History> ends = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void progress(Progress progress) {
                seen.add(progress);
            }

            @Override
            public void ended(History history) {
                ends.add(history);
            }
        };

        History history =
                new TrainingLoop(Sentences.weights(4), CYCLE, List.of(), settings(2, 1, 3, 0, 0.1), listener).run();

        assertThat(seen).extracting(TrainingListener.Progress::epoch).containsExactly(1, 1, 1, 2, 2, 2);
        assertThat(seen)
                .extracting(TrainingListener.Progress::fraction)
                .containsExactly(3 / 7.0, 6 / 7.0, 1.0, 3 / 7.0, 6 / 7.0, 1.0);
        assertThat(seen.get(5).total()).isEqualTo(1);
        assertThat(seen.get(5).loss()).isEqualTo(history.loss());
        assertThat(ends).containsExactly(history);
    }

    private static TrainingSettings patient(int epochs, int patience, double rate) {
        return new TrainingSettings(epochs, 1, false, 0, 0, patience, () -> sgd(rate), 1);
    }

    @Test
    void run_withValidationData_measuresTheWeightsAfterEachEpoch() {
        Weights weights = Sentences.weights(4);
        List<Sequence> other = Sentences.random(6, 4);

        History history =
                new TrainingLoop(weights, CYCLE, other, settings(3, 1, 0, 0, 0.1), TrainingListener.NONE).run();

        Weights afterTwo = Sentences.weights(4);
        train(afterTwo, CYCLE, settings(2, 1, 0, 0, 0.1));
        List<Epoch> epochs = history.epochs().list();
        assertThat(epochs.get(1).validationLoss()).isEqualTo(Inference.loss(afterTwo, other, Workers.alone()));
        assertThat(epochs.get(2).validationLoss()).isEqualTo(Inference.loss(weights, other, Workers.alone()));
    }

    @Test
    void run_thatOverfits_endsEarlyWithTheWeightsOfTheLowestValidationLoss() {
        Weights weights = Sentences.weights(4);
        List<Sequence> opposite = List.of(Sentences.of(0, 3, 2, 1, 0, 3, 2, 1));

        History history = new TrainingLoop(weights, CYCLE, opposite, patient(100, 3, 0.2), TrainingListener.NONE).run();

        List<Double> losses =
                history.epochs().list().stream().map(Epoch::validationLoss).toList();
        int best = losses.indexOf(losses.stream().min(Double::compare).orElseThrow()) + 1;
        assertThat(history.ending()).isEqualTo(History.Ending.EARLY);
        assertThat(history.epochs().list()).hasSize(best + 3);
        assertThat(history.message())
                .isEqualTo(
                        "No better epoch for 3 epochs; the weights are those of epoch %d, the best.".formatted(best));
        assertThat(Inference.loss(weights, opposite, Workers.alone())).isEqualTo(losses.get(best - 1));
    }

    @Test
    void run_withPatienceThatIsNeverOver_stillEndsWithTheBestWeights() {
        Weights weights = Sentences.weights(4);
        List<Sequence> opposite = List.of(Sentences.of(0, 3, 2, 1, 0, 3, 2, 1));

        History history = new TrainingLoop(weights, CYCLE, opposite, patient(10, 50, 0.2), TrainingListener.NONE).run();

        double lowest = history.epochs().list().stream()
                .mapToDouble(Epoch::validationLoss)
                .min()
                .orElseThrow();
        assertThat(history.ending()).isEqualTo(History.Ending.COMPLETED);
        assertThat(Inference.loss(weights, opposite, Workers.alone())).isEqualTo(lowest);
        assertThat(history.message()).startsWith("The weights are those of epoch ");
    }

    private static List<Parameter> negated(List<Parameter> gradients) {
        for (Parameter gradient : gradients) {
            for (int i = 0; i < gradient.values().length; i++) {
                gradient.values()[i] *= -1;
            }
        }
        return gradients;
    }

    @Test
    void run_withPatienceAndNoValidationData_goesByTheTrainingLoss() {
        Weights weights = Sentences.weights(4);
        int[] steps = new int[1];
        // From the seventh epoch on it goes uphill.
        Optimiser turnsRound = (w, g, progress) -> {
            sgd(0.1).step(w, ++steps[0] > 6 ? negated(g) : g, progress);
        };
        TrainingSettings settings = new TrainingSettings(500, 1, false, 0, 0, 4, () -> turnsRound, 1);

        History history = new TrainingLoop(weights, CYCLE, List.of(), settings, TrainingListener.NONE).run();

        Weights afterSix = Sentences.weights(4);
        train(afterSix, CYCLE, settings(6, 1, 0, 0, 0.1));
        assertThat(history.ending()).isEqualTo(History.Ending.EARLY);
        assertThat(history.message())
                .isEqualTo("No better epoch for 4 epochs; the weights are those of epoch 6, the best.");
        assertThat(weights.wh(0).values()).containsExactly(afterSix.wh(0).values());
    }

    @Test
    void run_withDropout_isTheSameForTheSameSeedAndAnotherForAnother() {
        List<Sequence> data = Sentences.random(6, 5, 4);
        Weights first = dropping(0.5, 0.3, 3, data);

        assertThat(dropping(0.5, 0.3, 3, data).wh(0).values())
                .containsExactly(first.wh(0).values());
        assertThat(dropping(0.5, 0.3, 4, data).wh(0).values())
                .isNotEqualTo(first.wh(0).values());
        assertThat(dropping(0.5, 0, 3, data).wh(0).values())
                .isNotEqualTo(first.wh(0).values());
    }

    @Test
    void run_withDropoutOfNothing_isAsIfThereWereNone() {
        Weights none = Sentences.weights(8);

        train(none, CYCLE, settings(3, 3, 0, 0, 0.1));

        assertThat(dropping(0, 0, 1, CYCLE).wh(0).values())
                .containsExactly(none.wh(0).values());
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
                Sentences.SYMBOLS, new Stack(0, List.of(layer), true), Sentences.SYMBOLS, Loss.crossEntropy(), false);
        Weights whole = Initialisation.of(network, 42);
        Weights expected = whole.copy();
        List<Sequence> data = Sentences.random(6, 6);
        Bptt bptt = new Bptt(expected, 2);
        Weights gradient = new Weights(network);
        Batch batch = Batch.of(data, 0, 3);
        bptt.forward(batch, State.initial(expected, 2));
        bptt.backward(batch, gradient);
        bptt.initialGradient().accumulate(gradient);

        train(whole, data, settings(1, 2, 3, 0, 0.5));

        // One step for the first chunk; the second goes on from a state that it was given.
        for (int i = 0; i < 5; i++) {
            assertThat(whole.h0(0).values()[i]).isEqualTo(-0.5f * gradient.h0(0).values()[i]);
            assertThat(whole.c0(0).values()[i]).isEqualTo(-0.5f * gradient.c0(0).values()[i]);
        }
        assertThat(whole.h0(0).values()).isNotEqualTo(new float[5]);
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
                .withMessage("a checkpoint cannot keep what this optimiser remembers; use one of Optimiser's");
        assertThat(loop.run().epochs().list()).hasSize(3);
    }
}
