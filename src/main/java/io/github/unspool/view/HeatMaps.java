package io.github.unspool.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;

/** Numbers as colours of a {@link ColourMap}, the steps of a sequence along. */
final class HeatMaps {
    /** What stands around the cells: title, axes without their words, scale. */
    private static final int MARGIN_X = 190;

    private static final int MARGIN_Y = 96;
    private static final int ROOM_FOR_NUMBER = 40;
    private static final int MOST_NUMBERS = 144;

    private HeatMaps() {}

    /** The words below, for a map of the usual width. */
    static StepAxis axis(List<String> steps) {
        return StepAxis.of(steps, Charts.WIDTH - MARGIN_X);
    }

    /**
     * A map.
     *
     * @param steps the columns
     * @param rows the names of the rows, the first on top
     * @param rowLabel how wide these are, in pixels, if more than a number
     * @param cellHeight how high a row is, in pixels
     * @param values column by column, of each the first rows or all
     */
    static HeatMapChart of(
            String title, StepAxis steps, List<String> rows, int rowLabel, int cellHeight, double[][] values) {
        return of(CellChart::new, title, steps, rows, rowLabel, cellHeight, values);
    }

    /** The same as a chart of another class. */
    static HeatMapChart of(
            Function<HeatMapChartBuilder, CellChart> make,
            String title,
            StepAxis steps,
            List<String> rows,
            int rowLabel,
            int cellHeight,
            double[][] values) {
        int height = cellHeight * rows.size();
        HeatMapChart chart = make.apply(new HeatMapChartBuilder()
                .width(MARGIN_X + rowLabel + steps.width())
                .height(MARGIN_Y + steps.height() + height)
                .title(title));
        // Cells that are large enough hold their numbers, so that colour is not all there is; of many, nobody reads
        // them.
        chart.getStyler()
                .setShowValue(steps.place() >= ROOM_FOR_NUMBER
                        && cellHeight >= StepAxis.ROOM_FOR_LABEL
                        && rows.size() * values.length <= MOST_NUMBERS);
        steps.style(chart.getStyler());
        // XChart's y axis begins at the bottom.
        List<String> fromBelow = new ArrayList<>(rows);
        Collections.reverse(fromBelow);
        chart.addSeries("value", steps.names(), fromBelow, cells(values, rows.size()));
        return chart;
    }

    /** Those that are not NaN. */
    private static List<Number[]> cells(double[][] values, int rows) {
        List<Number[]> cells = new ArrayList<>();
        for (int column = 0; column < values.length; column++) {
            for (int row = 0; row < rows; row++) {
                if (!Double.isNaN(values[column][row])) {
                    cells.add(new Number[] {column, rows - 1 - row, values[column][row]});
                }
            }
        }
        return cells;
    }
}
