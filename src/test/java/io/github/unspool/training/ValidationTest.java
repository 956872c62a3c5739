package io.github.unspool.training;

import static io.github.unspool.training.TrainingRuns.CYCLE;
import static io.github.unspool.training.TrainingRuns.settings;
import static io.github.unspool.training.TrainingRuns.sgd;
import static io.github.unspool.training.TrainingRuns.train;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.math.Workers;
import io.github.unspool.network.Inference;
import io.github.unspool.network.Sentences;
import io.github.unspool.network.Weights;
import io.github.unspool.optimiser.Optimiser;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.part.Sequence;
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
                        "No better epoch for 3 epochs; the weights are those of epoch %s, the best.".formatted(best));
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

    @Test
    void patienceWithAGain_waitsForLessThanOneEpochButKeepsTheLowest() {
        List<Double> losses = List.of(1.0, 0.5, 0.45, 0.44, 0.2, 0.19, 0.185);
        assertThat(new Patience(2, 0).isOver(losses, 1)).isFalse();
        assertThat(new Patience(2, 0.1).isOver(losses.subList(0, 3), 1)).isFalse();
        assertThat(new Patience(2, 0.1).isOver(losses.subList(0, 4), 1)).isTrue();
        assertThat(new Patience(3, 0.1).isOver(losses.subList(0, 5), 1)).isFalse();
        assertThat(new Patience(2, 0.1).isOver(losses, 1)).isTrue();
        // Many small steps are a large one in the end.
        assertThat(new Patience(3, 0.1).isOver(List.of(1.0, 0.94, 0.88, 0.82), 1))
                .isFalse();
        assertThat(new Patience(3, 0.1).isOver(List.of(1.0, Double.NaN, 0.95, 0.99), 1))
                .isTrue();
        // A training loss is that of the weights of the epoch before.
        assertThat(new Patience(2, 0.1).isOver(List.of(1.0, 1.0), 0)).isFalse();
        assertThat(new Patience(2, 0.1).isOver(List.of(1.0, 1.0, 1.0), 0)).isTrue();
        assertThat(Patience.NONE.isOver(losses, 1)).isFalse();
    }

    @Test
    void run_withAGain_endsWithTheLowestAllTheSame() {
        Weights weights = Sentences.weights(4);
        TrainingSettings plain = new TrainingSettings(100, 1, false, 0, 0, 0, () -> sgd(0.05), 1);
        TrainingSettings settings = new TrainingSettings(
                plain.chosen().with(Stopping.PATIENCE, new Patience(3, 0.05)),
                plain.optimiser(),
                plain.seed(),
                plain.words());

        History history = new TrainingLoop(weights, CYCLE, CYCLE, settings, TrainingListener.NONE).run();

        List<Double> losses =
                history.epochs().list().stream().map(Epoch::validationLoss).toList();
        int last = losses.size() - 1;
        assertThat(history.ending()).isEqualTo(History.Ending.EARLY);
        assertThat(losses.get(last))
                .isEqualTo(losses.stream().min(Double::compare).orElseThrow());
        assertThat(losses.get(last - 3) - losses.get(last)).isBetween(0.0, 0.05);
        assertThat(history.message())
                .isEqualTo("No epoch better by 0.05 for 3 epochs; the weights are those of epoch %s, the best."
                        .formatted(losses.size()));
        assertThat(Inference.loss(weights, CYCLE, Workers.alone())).isEqualTo(losses.get(last));
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
        assertThat(weights.recurrences().get(0).wh().values())
                .containsExactly(afterSix.recurrences().get(0).wh().values());
    }
}
