package io.github.unspool.view;

import io.github.unspool.compare.Choice;
import io.github.unspool.compare.Comparison;
import java.util.Arrays;
import org.knowm.xchart.HeatMapChart;

/** The mean score of two hyperparameters' values together, whatever the others are. */
final class GridChart {
    private static final int CELL_HEIGHT = 44;
    private static final int MOST = 30;

    private GridChart() {}

    static double[][] means(Levels columns, Levels rows) {
        double[][] means = new double[columns.choices().size()][rows.choices().size()];
        for (int column = 0; column < means.length; column++) {
            Choice one = columns.choices().get(column);
            for (int row = 0; row < means[column].length; row++) {
                Choice other = rows.choices().get(row);
                means[column][row] = columns.scores(s -> columns.has(s, one) && rows.has(s, other))
                        .mean();
            }
        }
        return means;
    }

    static HeatMapChart of(Comparison comparison, String across, String down) {
        Levels columns = Levels.of(comparison, across);
        Levels rows = Levels.of(comparison, down);
        int most = Math.max(columns.choices().size(), rows.choices().size());
        if (across.equals(down) || most > MOST) {
            throw new IllegalArgumentException(
                    across.equals(down)
                            ? "%s and %s: choose two hyperparameters".formatted(across, down)
                            : "%s values are too many for a grid; try scores(comparison, \"%s\")"
                                    .formatted(most, columns.choices().size() == most ? across : down));
        }
        double[][] means = means(columns, rows);
        HeatMapChart chart = HeatMaps.of(
                "mean %s, %s is better".formatted(comparison.score(), comparison.isHigherBetter() ? "higher" : "lower"),
                HeatMaps.axis(columns.words()),
                Charts.distinct(rows.words()),
                StepAxis.longest(rows.words()),
                CELL_HEIGHT,
                means);
        chart.setXAxisTitle(Charts.label(across));
        chart.setYAxisTitle(Charts.label(down));
        style(
                chart,
                Arrays.stream(means)
                        .flatMapToDouble(Arrays::stream)
                        .filter(mean -> !Double.isNaN(mean))
                        .sorted()
                        .toArray());
        return chart;
    }

    private static void style(HeatMapChart chart, double... sorted) {
        double lowest = sorted[0];
        double highest = sorted[sorted.length - 1];
        chart.getStyler().setRangeColors(ColourMap.SEQUENTIAL.array());
        int digits = highest > lowest ? Math.max(0, 2 - (int) Math.floor(Math.log10(highest - lowest))) : 3;
        // The scale has round ends.
        double unit = Math.pow(10, digits);
        chart.getStyler().setMin(Math.floor(lowest * unit) / unit).setMax((Math.floor(highest * unit) + 1) / unit);
        chart.getStyler().setHeatMapValueDecimalPattern(digits > 6 ? "0.00E0" : "0." + "0".repeat(digits));
        chart.getStyler().setYAxisTickMarkSpacingHint(1);
    }
}
