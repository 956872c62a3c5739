package io.github.unspool.view;

import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import tech.tablesaw.api.Table;

/** Columns of a table over its time. */
final class TableChart {
    private TableChart() {}

    static XYChart of(Table table, String... columns) {
        if (table.rowCount() == 0 || columns.length == 0) {
            throw new IllegalArgumentException(
                    "there is nothing to draw; the table needs rows and a column of numbers");
        }
        List<?> times = TimeAxis.of(table);
        String names = String.join(", ", columns);
        XYChart chart = TimeAxis.chart(names, columns.length == 1 ? columns[0] : "value", times);
        chart.getStyler().setMarkerSize(table.rowCount() == 1 ? 8 : 0).setLegendVisible(columns.length > 1);
        for (String column : columns) {
            XYSeries line = chart.addSeries(column, times, TimeAxis.values(table, column));
            line.setLineWidth(1.5f);
        }
        return chart;
    }
}
