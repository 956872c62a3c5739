package io.github.unspool.view;

import io.github.unspool.compare.Comparison;
import io.github.unspool.loss.Loss;
import io.github.unspool.training.History;
import io.github.unspool.training.Measure;

/** What the score of a comparison is called on an axis: a loss with its unit, as a loss curve has it. */
final class ScoreName {
    private static final String LOSS = "validation loss";

    private ScoreName() {}

    /** Such as {@code validation loss (cross-entropy in nats)}; without a unit if no run has reported its loss. */
    static String of(Comparison comparison) {
        return comparison.score() + unit(comparison);
    }

    private static String unit(Comparison comparison) {
        if (!comparison.score().equals(LOSS)) {
            return "";
        }
        return comparison.rows().stream()
                .flatMap(row -> row.curves().stream())
                .findFirst()
                .map(History.Epochs::measure)
                .map(Measure::loss)
                .map(Loss::comparable)
                .map(loss -> " (" + loss.title() + ")")
                .orElse("");
    }
}
