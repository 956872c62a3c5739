package io.github.unspool.network;

import static io.github.unspool.network.TrainingRuns.CYCLE;
import static io.github.unspool.network.TrainingRuns.settings;
import static io.github.unspool.network.TrainingRuns.sgd;
import static io.github.unspool.network.TrainingRuns.train;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.math.Workers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs that are measured after each epoch, and those that end when none was better. */
class ValidationTest {
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

        History history = train(weights, CYCLE, settings);

        Weights afterSix = Sentences.weights(4);
        train(afterSix, CYCLE, settings(6, 1, 0, 0, 0.1));
        assertThat(history.ending()).isEqualTo(History.Ending.EARLY);
        assertThat(history.message())
                .isEqualTo("No better epoch for 4 epochs; the weights are those of epoch 6, the best.");
        assertThat(weights.wh(0).values()).containsExactly(afterSix.wh(0).values());
    }
}
