package io.github.unspool.training;

import static io.github.unspool.training.TrainingRuns.CYCLE;
import static io.github.unspool.training.TrainingRuns.settings;
import static io.github.unspool.training.TrainingRuns.train;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.loss.Loss;
import io.github.unspool.math.Workers;
import io.github.unspool.network.Inference;
import io.github.unspool.network.Sentences;
import io.github.unspool.network.Weights;
import io.github.unspool.part.Sequence;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run reports. */
class TrainingListenerTest {
    @Test
    void run_tellsEachEpoch() {
        List<Integer> sizes = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void began(Measure measure) {
                assertThat(measure).isEqualTo(Measure.of(Loss.crossEntropy()));
                sizes.add(0);
            }

            @Override
            public void epoch(List<Epoch> epochs) {
                sizes.add(epochs.get(epochs.size() - 1).number());
            }
        };
        train(Sentences.weights(4), CYCLE, settings(3, 1, 0, 0, 0.1), listener);
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

        History history = train(weights, CYCLE, settings(1000, 1, 0, 0, 0.1), threeUpdates);

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

        train(Sentences.weights(4), data, settings(1, 1, 2, 0, 0.1), listener);

        assertThat(seen).hasSize(3);
        assertThat(seen.get(0).updateLoss()).isNaN();
        assertThat(seen.get(1).loss()).isEqualTo(seen.get(1).updateLoss());
        assertThat(seen.get(2).loss())
                .isCloseTo((2 * seen.get(1).updateLoss() + seen.get(2).updateLoss()) / 3, within(1e-9))
                .isNotEqualTo(seen.get(2).updateLoss());
    }

    @Test
    void listener_isNotifiedOfEveryUpdateAndTheEnd() {
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

        History history = train(Sentences.weights(4), CYCLE, settings(2, 1, 3, 0, 0.1), listener);

        assertThat(seen).extracting(TrainingListener.Progress::epoch).containsExactly(1, 1, 1, 2, 2, 2);
        assertThat(seen)
                .extracting(TrainingListener.Progress::fraction)
                .containsExactly(3 / 7.0, 6 / 7.0, 1.0, 3 / 7.0, 6 / 7.0, 1.0);
        assertThat(seen.get(5).total()).isEqualTo(1);
        assertThat(seen.get(5).loss()).isEqualTo(history.loss());
        assertThat(ends).containsExactly(history);
    }
}
