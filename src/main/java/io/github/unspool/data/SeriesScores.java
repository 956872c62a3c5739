package io.github.unspool.data;

import io.github.unspool.tribuo.SeriesProvenance;
import java.util.List;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.regression.Regressor;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** How far off models are, a row for each model, or fold, and column told. */
final class SeriesScores {
    private final StringColumn what;
    private final StringColumn column = StringColumn.create("column");
    private final DoubleColumn mae = Columns.numbers("MAE");
    private final DoubleColumn rmse = Columns.numbers("RMSE");
    private final DoubleColumn mase = Columns.numbers("MASE");
    private int count;

    SeriesScores(String what) {
        this.what = StringColumn.create(what);
    }

    /** How many were measured. */
    int count() {
        return count;
    }

    SeriesScores add(String name, SeriesMaker maker, Model<Regressor> model, Dataset<Regressor> data) {
        List<Prediction<Regressor>> predictions = new Forecaster(maker, model).predict(data);
        int trained = SeriesProvenance.of(data.getProvenance()).orElseThrow().fitted();
        for (int target = 0; target < maker.plan().targets.size(); target++) {
            String told = maker.plan().targets.get(target);
            double[] errors = predictions.stream()
                    .flatMapToDouble(p -> Forecaster.errors(p, told, maker.plan().horizon))
                    .toArray();
            double absolute = 0;
            double squared = 0;
            for (double error : errors) {
                absolute += Math.abs(error) / errors.length;
                squared += error * error / errors.length;
            }
            row(name, told, absolute, Math.sqrt(squared), absolute / naiveError(maker.rows(), target, trained));
        }
        count++;
        return this;
    }

    private void row(String name, String told, double absolute, double root, double scaled) {
        what.append(name);
        column.append(told);
        mae.append(absolute);
        rmse.append(root);
        mase.append(scaled);
    }

    /** The mean error of telling the value of the row before, on the rows trained on. */
    private static double naiveError(SeriesRows rows, int target, int trained) {
        double sum = 0;
        int steps = 0;
        for (int row = 1; row < trained; row++) {
            double step = Math.abs(rows.truth(target, row) - rows.truth(target, row - 1));
            if (!Double.isNaN(step)) {
                sum += step;
                steps++;
            }
        }
        return steps == 0 ? Double.NaN : sum / steps;
    }

    Table table() {
        return Table.create("scores", what, column, mae, rmse, mase);
    }

    /** The table with the mean of each column told as its last rows. */
    Table withMeans() {
        Table each = table().copy();
        for (String told : column.unique()) {
            Table ofColumn = each.where(each.stringColumn("column").isEqualTo(told));
            row(
                    "mean",
                    told,
                    ofColumn.doubleColumn("MAE").mean(),
                    ofColumn.doubleColumn("RMSE").mean(),
                    ofColumn.doubleColumn("MASE").mean());
        }
        return table();
    }
}
