package io.github.unspool.training;

import io.github.unspool.network.Sentences;
import io.github.unspool.network.Weights;
import io.github.unspool.optimiser.Optimiser;
import io.github.unspool.optimiser.Rate;
import io.github.unspool.part.Sequence;
import java.util.List;

/** Short runs for tests. */
final class TrainingRuns {
    /** One sequence that goes round. */
    static final List<Sequence> CYCLE = List.of(Sentences.of(0, 1, 2, 3, 0, 1, 2, 3));

    static TrainingSettings settings(int epochs, int batch, int truncation, double clip, double rate) {
        return new TrainingSettings(epochs, batch, false, truncation, clip, 0, () -> sgd(rate), 1);
    }

    static Optimiser sgd(double rate) {
        return Optimiser.sgd(Rate.constant(rate), 0, false);
    }

    static History train(Weights weights, List<Sequence> data, TrainingSettings settings) {
        return train(weights, data, settings, TrainingListener.NONE);
    }

    static History train(Weights weights, List<Sequence> data, TrainingSettings settings, TrainingListener listener) {
        return new TrainingLoop(weights, data, List.of(), settings, listener).run();
    }

    private TrainingRuns() {}
}
