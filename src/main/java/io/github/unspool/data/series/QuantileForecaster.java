package io.github.unspool.data.series;

import io.github.unspool.data.table.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.regression.Regressor;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Predictions of several models, each of another quantile. Quantiles that were learned apart may cross, so those of a step are
 * sorted.
 *
 * <p>Source: V. Chernozhukov, I. Fernández-Val, A. Galichon, <i>Quantile and probability curves without crossing</i>,
 * Econometrica 78 (2010).
 */
public final class QuantileForecaster {
    private final List<Double> levels;
    private final List<String> targets;
    private final int horizon;
    private final List<Forecaster> forecasters;

    /** The models are in the order of the levels, which ascend. */
    public QuantileForecaster(SeriesMaker maker, List<Double> levels, List<Model<Regressor>> models) {
        this.levels = levels;
        this.targets = maker.plan().targets();
        this.horizon = maker.plan().horizon();
        this.forecasters =
                models.stream().map(model -> new Forecaster(maker, model)).toList();
    }

    /** The times that follow, and a column for each target and level, such as {@code births 0.9}. */
    public Table future() {
        List<Table> each = forecasters.stream().map(Forecaster::future).toList();
        Table all = each.get(0).copy();
        all.removeColumns(targets.toArray(String[]::new));
        for (String target : targets) {
            List<DoubleColumn> columns = levels.stream()
                    .map(level -> Columns.numbers(target + " " + level))
                    .toList();
            for (int row = 0; row < all.rowCount(); row++) {
                int r = row;
                double[] sorted = each.stream()
                        .mapToDouble(table -> table.doubleColumn(target).get(r))
                        .sorted()
                        .toArray();
                IntStream.range(0, sorted.length).forEach(i -> columns.get(i).append(sorted[i]));
            }
            columns.forEach(all::addColumns);
        }
        return all;
    }

    /** How often the truth lay below each quantile, and the mean pinball loss, over all steps ahead. */
    public Table score(Dataset<Regressor> data) {
        List<List<Prediction<Regressor>>> predictions =
                forecasters.stream().map(forecaster -> forecaster.predict(data)).toList();
        StringColumn column = StringColumn.create("column");
        DoubleColumn level = DoubleColumn.create("level");
        DoubleColumn below = Columns.numbers("truth below");
        DoubleColumn pinball = Columns.numbers("pinball loss");
        for (String target : targets) {
            double[][] sorted = errors(predictions, target);
            for (int i = 0; i < levels.size(); i++) {
                double q = levels.get(i);
                double[] errors = sorted[i];
                column.append(target);
                level.append(q);
                below.append(mean(errors, error -> error <= 0 ? 1 : 0));
                pinball.append(mean(errors, error -> Math.max(q * error, (q - 1) * error)));
            }
        }
        return Table.create("quantiles", column, level, below, pinball);
    }

    private static double mean(double[] errors, DoubleUnaryOperator of) {
        return IntStream.range(0, errors.length)
                .mapToDouble(i -> of.applyAsDouble(errors[i]))
                .average()
                .orElse(Double.NaN);
    }

    /** Truth minus quantile, for each level. */
    private double[][] errors(List<List<Prediction<Regressor>>> predictions, String target) {
        List<double[]> truthsAndQuantiles = new ArrayList<>();
        for (int i = 0; i < predictions.get(0).size(); i++) {
            for (int ahead = 1; ahead <= horizon; ahead++) {
                int example = i;
                int step = ahead;
                double truth =
                        Forecaster.value(predictions.get(0).get(i).getExample().getOutput(), target, ahead);
                truthsAndQuantiles.add(predictions.stream()
                        .mapToDouble(each -> Forecaster.value(each.get(example).getOutput(), target, step))
                        .sorted()
                        .map(quantile -> truth - quantile)
                        .toArray());
            }
        }
        return IntStream.range(0, levels.size())
                .mapToObj(level -> truthsAndQuantiles.stream()
                        .mapToDouble(row -> row[level])
                        .toArray())
                .toArray(double[][]::new);
    }
}
