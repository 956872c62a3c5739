package io.github.unspool.data.series;

import io.github.unspool.data.table.Columns;
import java.util.List;
import java.util.function.Predicate;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.regression.Regressor;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Errors of models, with a row for each model or fold and each target, optionally also for each of several series. */
public final class SeriesScores {
    private final StringColumn what;
    /** Of which series; null if all are measured together. */
    private final StringColumn id;

    private final StringColumn column = StringColumn.create("column");
    private final DoubleColumn mae = Columns.numbers("MAE");
    private final DoubleColumn rmse = Columns.numbers("RMSE");
    private final DoubleColumn mase = Columns.numbers("MASE");
    private int count;

    /** Of all series together. */
    public SeriesScores(String what) {
        this(what, null);
    }

    /** Of each series, and of all together. */
    public SeriesScores(String what, String id) {
        this.what = StringColumn.create(what);
        this.id = id == null ? null : StringColumn.create(id);
    }

    /** How many were measured. */
    public int count() {
        return count;
    }

    public SeriesScores add(String name, SeriesMaker maker, Model<Regressor> model, Dataset<Regressor> data) {
        var forecaster = new Forecaster(maker, model);
        List<Prediction<Regressor>> predictions = forecaster.predict(data);
        Panel panel = maker.panel();
        for (SeriesRows rows : id == null ? List.<SeriesRows>of() : panel.all()) {
            add(name, rows.name(), maker, predictions, forecaster.fitted(), rows::equals);
        }
        add(name, "all", maker, predictions, forecaster.fitted(), rows -> true);
        count++;
        return this;
    }

    /** A row without numbers, for what cannot be measured. */
    public SeriesScores addUnknown(String name, SeriesMaker maker) {
        maker.plan().targets().forEach(goal -> row(name, goal, Double.NaN, Double.NaN, Double.NaN));
        return this;
    }

    private void add(
            String name,
            String series,
            SeriesMaker maker,
            List<Prediction<Regressor>> predictions,
            Panel.Border fitted,
            Predicate<SeriesRows> which) {
        Panel panel = maker.panel();
        List<Prediction<Regressor>> some = predictions.stream()
                .filter(prediction -> which.test(panel.of(prediction.getExample())))
                .toList();
        for (int target = 0; target < maker.plan().targets().size(); target++) {
            String goal = maker.plan().targets().get(target);
            double[] errors = some.stream()
                    .flatMapToDouble(
                            p -> Forecaster.errors(p, goal, maker.plan().horizon()))
                    .toArray();
            double absolute = errors.length == 0 ? Double.NaN : 0;
            double squared = absolute;
            for (double error : errors) {
                absolute += Math.abs(error) / errors.length;
                squared += error * error / errors.length;
            }
            if (id != null) {
                id.append(series);
            }
            row(name, goal, absolute, Math.sqrt(squared), absolute / naiveError(panel, target, fitted, which));
        }
    }

    private void row(String name, String goal, double absolute, double root, double scaled) {
        what.append(name);
        column.append(goal);
        mae.append(absolute);
        rmse.append(root);
        mase.append(scaled);
    }

    /** The mean error of predicting the value of the row before, on the rows trained on. */
    private static double naiveError(Panel panel, int target, Panel.Border fitted, Predicate<SeriesRows> which) {
        double sum = 0;
        int steps = 0;
        for (int i = 0; i < panel.all().size(); i++) {
            SeriesRows rows = panel.all().get(i);
            for (int row = 1; row < fitted.rows()[i] && which.test(rows); row++) {
                double step = Math.abs(rows.truth(target, row) - rows.truth(target, row - 1));
                if (!Double.isNaN(step)) {
                    sum += step;
                    steps++;
                }
            }
        }
        return steps == 0 ? Double.NaN : sum / steps;
    }

    public Table table() {
        Table table = Table.create("scores", what);
        return (id == null ? table : table.addColumns(id)).addColumns(column, mae, rmse, mase);
    }

    /** The table with the mean of each target as its last rows. */
    public Table withMeans() {
        Table each = table().copy();
        for (String goal : column.unique()) {
            Table ofColumn = each.where(each.stringColumn("column").isEqualTo(goal));
            row(
                    "mean",
                    goal,
                    ofColumn.doubleColumn("MAE").mean(),
                    ofColumn.doubleColumn("RMSE").mean(),
                    ofColumn.doubleColumn("MASE").mean());
        }
        return table();
    }
}
