package io.github.unspool.training;

import static io.github.unspool.training.TrainingRuns.CYCLE;
import static io.github.unspool.training.TrainingRuns.settings;
import static io.github.unspool.training.TrainingRuns.sgd;
import static io.github.unspool.training.TrainingRuns.train;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.network.Sentences;
import io.github.unspool.network.Weights;
import io.github.unspool.optimiser.Optimiser;
import io.github.unspool.part.Sequence;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a run ends that does not end as planned, and which weights it leaves. */
class TrainingEndingTest {
    @AfterEach
    void noInterruptIsLeft() {
        assertThat(Thread.interrupted()).isFalse();
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
        assertThat(weights.parameter("output Wy").values())
                .containsExactly(afterTwo.parameter("output Wy").values());
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
        assertThat(weights.recurrences().get(0).wx().values())
                .containsExactly(before.recurrences().get(0).wx().values());
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

        History history = train(weights, CYCLE, settings(1000, 1, 0, 0, 0.1), interruptsInEpoch6);

        assertThat(history.ending()).isEqualTo(History.Ending.STOPPED);
        assertThat(history.epochs().list()).hasSize(5);
        assertThat(history.message()).isEqualTo("Stopped in epoch 6; the weights are those of epoch 5, the best.");
        assertThat(weights.recurrences().get(0).wh().values())
                .containsExactly(afterFive.recurrences().get(0).wh().values());
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

        History history = train(weights, CYCLE, settings(10, 1, 3, 0, 0.1), interruptsAtOnce);

        assertThat(history.ending()).isEqualTo(History.Ending.STOPPED);
        assertThat(history.epochs().list()).isEmpty();
        assertThat(weights.recurrences().get(0).wh().values())
                .isNotEqualTo(before.recurrences().get(0).wh().values());
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

        History history = train(weights, CYCLE, settings(9, 1, 0, 0, 0.1), interruptsAfterEpoch2);

        assertThat(history.message()).isEqualTo("Stopped in epoch 3; the weights are those of epoch 2, the best.");
        assertThat(weights.recurrences().get(0).wh().values())
                .containsExactly(afterTwo.recurrences().get(0).wh().values());
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
        assertThat(weights.recurrences().get(0).wh().values())
                .containsExactly(afterOne.recurrences().get(0).wh().values());
    }
}
