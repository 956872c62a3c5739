package io.github.unspool.view;

import io.github.unspool.compare.Choice;
import io.github.unspool.compare.Comparison;
import io.github.unspool.compare.LeaderboardRow;
import io.github.unspool.compare.RepeatedScores;
import io.github.unspool.compare.Result;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a comparison has shown, as charts and tables, to restyle, extend or save. The leaderboard is
 * {@link Comparison#table}, its runs are {@link Comparison#runs}.
 */
public final class Comparisons {
    private static final int DIGITS = 4;
    private static final String SECONDS = "training time of a run (s)";

    private Comparisons() {}

    /**
     * The losses by epoch: of data that is not learned from, if there is some. A line for the mean of a candidate's
     * repeats, a band for ± one standard deviation; if some repeats have ended, of the others. The best seven have colours
     * and dashes; the others are thin and grey, those that were stopped end with a cross. What lies far above is not shown.
     *
     * @param comparison a comparison
     * @return the mean loss of a step, by epoch
     * @throws IllegalArgumentException if no epoch was completed
     */
    public static XYChart curves(Comparison comparison) {
        return CurveChart.of(comparison, Map.of());
    }

    /**
     * The losses by epoch as a table.
     *
     * @param comparison a comparison
     * @return candidate, epoch, mean loss, its standard deviation and how many repeats came so far; of many epochs some
     */
    public static Table curvesTable(Comparison comparison) {
        StringColumn candidate = StringColumn.create("candidate");
        IntColumn epoch = IntColumn.create("epoch");
        DoubleColumn mean = DoubleColumn.create("loss");
        DoubleColumn deviation = DoubleColumn.create("sd");
        IntColumn runs = IntColumn.create("runs");
        for (LeaderboardRow row : comparison.rows()) {
            Curve curve = Curve.of(Curve.lists(row.curves()));
            for (int i = 0; i < curve.epochs().length; i++) {
                candidate.append(row.candidate().name());
                epoch.append(curve.epochs()[i]);
                mean.append(curve.samples().get(i).mean());
                deviation.append(curve.samples().get(i).deviation());
                runs.append(curve.samples().get(i).values().size());
            }
        }
        return Table.create("curves", candidate, epoch, format(mean), format(deviation), runs);
    }

    /**
     * The final scores against one hyperparameter: a pale point for each run, a diamond for the mean over all runs that had
     * this value. Of many numbers the axis is logarithmic where they are spread so.
     *
     * @param comparison a comparison
     * @param hyperparameter what was varied, such as {@code rate}
     * @return the scores of those that are ranked
     * @throws IllegalArgumentException if no such hyperparameter was varied
     */
    public static XYChart scores(Comparison comparison, String hyperparameter) {
        return ScoreChart.of(comparison, hyperparameter);
    }

    /**
     * The final scores of each value of a hyperparameter as a table.
     *
     * @param comparison a comparison
     * @param hyperparameter what was varied, such as {@code rate}
     * @return the value, mean and standard deviation of all runs that had it, and how many these are
     * @throws IllegalArgumentException if no such hyperparameter was varied
     */
    public static Table scoresTable(Comparison comparison, String hyperparameter) {
        Levels levels = Levels.of(comparison, hyperparameter);
        DoubleColumn mean = DoubleColumn.create(comparison.score());
        DoubleColumn deviation = DoubleColumn.create("sd");
        IntColumn runs = IntColumn.create("runs");
        for (Choice choice : levels.choices()) {
            RepeatedScores scores = levels.scores(choice);
            mean.append(scores.mean());
            deviation.append(scores.deviation());
            runs.append(scores.values().size());
        }
        StringColumn value = StringColumn.create(hyperparameter, levels.words());
        return Table.create("scores by " + hyperparameter, value, format(mean), format(deviation), runs);
    }

    /**
     * The mean score of two hyperparameters' values together, over all runs that had both.
     *
     * @param comparison a comparison
     * @param across what was varied, along the x axis
     * @param down what was varied too, along the y axis
     * @return the heat map; white where there is no run
     * @throws IllegalArgumentException if no such hyperparameter was varied, both are the same, or there are too many values
     */
    public static HeatMapChart heatMap(Comparison comparison, String across, String down) {
        return GridChart.of(comparison, across, down);
    }

    /**
     * The mean score of two hyperparameters' values together as a table.
     *
     * @param comparison a comparison
     * @param across what was varied, a column for each value
     * @param down what was varied too, a row for each value
     * @return the means; missing where there is no run
     * @throws IllegalArgumentException if no such hyperparameter was varied
     */
    public static Table heatMapTable(Comparison comparison, String across, String down) {
        Levels columns = Levels.of(comparison, across);
        Levels rows = Levels.of(comparison, down);
        double[][] means = GridChart.means(columns, rows);
        Table table = Table.create("mean " + comparison.score(), StringColumn.create(down, rows.words()));
        for (int column = 0; column < means.length; column++) {
            table.addColumns(
                    format(DoubleColumn.create(across + " " + columns.words().get(column), means[column])));
        }
        return table;
    }

    /**
     * How much each hyperparameter matters: which part of the variance of the scores comes from it alone, from two
     * together, and from repeats. An analysis of variance of a complete grid, which is functional ANOVA (F. Hutter, H.
     * Hoos, K. Leyton-Brown, <i>An efficient approach for assessing hyperparameter importance</i>, ICML 2014) without the
     * need of a model.
     *
     * <p>The importance depends on the values that were tried: a learning rate with which no network can learn makes the
     * rate important. With few repeats also what does nothing gets a small part by chance.
     *
     * @param comparison a grid, each run of which went well to its end
     * @return a bar for each, in per cent
     * @throws IllegalArgumentException if it is no such grid, or all scores are the same
     */
    public static CategoryChart importance(Comparison comparison) {
        Map<String, Double> shares = Importance.of(comparison);
        CategoryChart chart = StepCharts.bars(
                "Importance for the " + comparison.score(),
                "part of the variance (%)",
                List.copyOf(shares.keySet()),
                shares.values().stream().mapToDouble(share -> 100 * share).toArray());
        chart.setXAxisTitle("hyperparameter");
        return chart;
    }

    /**
     * How much each hyperparameter matters as a table.
     *
     * @param comparison a grid, each run of which went well to its end
     * @return hyperparameter, and its part of the variance from 0 to 1
     * @throws IllegalArgumentException if it is no such grid, or all scores are the same
     */
    public static Table importanceTable(Comparison comparison) {
        Map<String, Double> shares = Importance.of(comparison);
        return Table.create(
                "importance",
                StringColumn.create("hyperparameter", shares.keySet().stream()),
                format(DoubleColumn.create(
                        "part of the variance",
                        shares.values().stream().mapToDouble(share -> share).toArray())));
    }

    /**
     * Quality against training time, with the Pareto front: the candidates for which no other is both better and faster.
     * Times depend on the machine, and on how many runs were made side by side.
     *
     * @param comparison a comparison
     * @return the mean score of those that are ranked, by the mean of the seconds a run took
     * @throws IllegalArgumentException if no candidate has a score
     */
    public static XYChart front(Comparison comparison) {
        return front(comparison, SECONDS, Comparisons::seconds);
    }

    /**
     * Quality against any other cost, with the Pareto front.
     *
     * @param comparison a comparison
     * @param cost what it is called, with its unit
     * @param of what one of those that are ranked costs, such as {@code s -> s.candidate().choices().get("units").number()}
     * @return the mean score of those that are ranked, by their cost
     * @throws IllegalArgumentException if no candidate has a score
     */
    public static XYChart front(Comparison comparison, String cost, ToDoubleFunction<LeaderboardRow> of) {
        return FrontChart.of(comparison, cost, FrontChart.points(comparison, of));
    }

    /**
     * Quality against training time as a table.
     *
     * @param comparison a comparison
     * @return candidate, the mean of the seconds a run took, mean score, and whether it is on the Pareto front; the fastest
     *     first
     * @throws IllegalArgumentException if no candidate has a score
     */
    public static Table frontTable(Comparison comparison) {
        StringColumn candidate = StringColumn.create("candidate");
        DoubleColumn seconds = DoubleColumn.create(SECONDS);
        DoubleColumn score = DoubleColumn.create(comparison.score());
        BooleanColumn isInFront = BooleanColumn.create("on the front");
        for (FrontChart.Point point : FrontChart.points(comparison, Comparisons::seconds)) {
            candidate.append(point.row().candidate().name());
            seconds.append(point.cost());
            score.append(point.score());
            isInFront.append(point.isInFront());
        }
        return Table.create("front", candidate, format(seconds), format(score), isInFront);
    }

    private static double seconds(LeaderboardRow row) {
        return row.results().stream()
                .filter(Result::isSound)
                .mapToDouble(Result::seconds)
                .average()
                .orElse(Double.NaN);
    }

    private static DoubleColumn format(DoubleColumn column) {
        return Views.format(column, DIGITS);
    }
}
