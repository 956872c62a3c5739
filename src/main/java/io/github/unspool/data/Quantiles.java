package io.github.unspool.data;

import io.github.unspool.loss.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.tribuo.Model;
import org.tribuo.regression.Regressor;

/**
 * Models of one series, each of which predicts another quantile of its targets: the number below which a target lies with
 * this probability. For {@link Series#forecast(Quantiles)} and {@link Series#score(Quantiles, org.tribuo.Dataset)}.
 *
 * <pre>{@code
 * var quantiles = Quantiles.of(loss -> rnn.loss(loss).train(parts), 0.1, 0.25, 0.5, 0.75, 0.9);
 * Views.chart(series.past(), series.forecast(quantiles))
 * }</pre>
 *
 * @param levels the probabilities, ascending
 * @param models one for each
 */
public record Quantiles(List<Double> levels, List<Model<Regressor>> models) {

    /**
     * Copies the lists and checks them.
     *
     * @param levels the probabilities, ascending
     * @param models one for each
     * @throws IllegalArgumentException if there are fewer than two levels, they do not ascend, or there is not a model for
     *     each
     */
    public Quantiles {
        levels = List.copyOf(levels);
        models = List.copyOf(models);
        check(levels);
        if (levels.size() != models.size()) {
            throw new IllegalArgumentException("%s levels and %s models; one model for each level is needed"
                    .formatted(levels.size(), models.size()));
        }
    }

    private static void check(List<Double> levels) {
        if (levels.size() < 2) {
            throw new IllegalArgumentException(
                    "the levels %s: at least two are needed, such as 0.1, 0.5, 0.9".formatted(levels));
        }
        for (int i = 0; i < levels.size(); i++) {
            Loss.quantile(levels.get(i));
            if (i > 0 && levels.get(i) <= levels.get(i - 1)) {
                throw new IllegalArgumentException(
                        "the levels %s do not ascend; sort them, such as 0.1, 0.5, 0.9".formatted(levels));
            }
        }
    }

    /**
     * Trains a model for each level, with {@link Loss#quantile}.
     *
     * @param training trains a model with a loss, such as {@code loss -> rnn.loss(loss).train(parts)}
     * @param levels the probabilities, ascending, each above 0 and below 1
     * @return the models
     * @throws IllegalArgumentException if there are fewer than two levels, or they do not ascend
     */
    public static Quantiles of(Function<Loss, ? extends Model<Regressor>> training, double... levels) {
        List<Double> all = Arrays.stream(levels).boxed().toList();
        check(all);
        List<Model<Regressor>> models = new ArrayList<>();
        for (double level : levels) {
            models.add(training.apply(Loss.quantile(level)));
        }
        return new Quantiles(all, models);
    }

    /** The levels. */
    @Override
    public String toString() {
        return "quantiles " + levels;
    }
}
