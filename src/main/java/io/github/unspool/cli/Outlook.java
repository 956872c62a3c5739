package io.github.unspool.cli;

import io.github.unspool.view.Forecast;
import io.github.unspool.view.Views;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.lines.SeriesLines;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/** The last rows of a table, and the forecast that follows. */
final class Outlook {
    /** How many rows to show for each that is told, and at least. */
    private static final int PAST = 5;

    private static final int LEAST = 40;

    private final Table past;
    private final Table forecast;
    private final String column;

    /**
     * Of the first target.
     *
     * @param past as {@code Series.past} gives it, of one series
     * @param forecast of the same form
     */
    Outlook(Table past, Table forecast, String column) {
        int rows = Math.max(LEAST, PAST * forecast.rowCount());
        this.past = past.last(Math.min(rows, past.rowCount()));
        this.forecast = forecast;
        this.column = column;
    }

    XYChart chart() {
        double[] came = values(past, column);
        double[] told = values(forecast, column);
        Forecast both =
                new Forecast(column, List.of(), after(nothing(came.length), told), after(came, nothing(told.length)));
        List<LocalDate> dates = dates();
        XYChart chart = Views.chart(dates.isEmpty() ? both : both.on(dates));
        for (String bound : List.of(column + " low", column + " high")) {
            if (forecast.containsColumn(bound)) {
                addDashed(chart, bound, dates, after(nothing(came.length), values(forecast, bound)));
            }
        }
        return chart;
    }

    private static void addDashed(XYChart chart, String name, List<LocalDate> dates, double[] values) {
        var series = dates.isEmpty()
                ? chart.addSeries(
                        name,
                        IntStream.rangeClosed(1, values.length).asDoubleStream().toArray(),
                        values)
                : chart.addSeries(
                        name, instants(dates), DoubleStream.of(values).boxed().toList());
        series.setLineStyle(SeriesLines.DASH_DASH);
    }

    private static List<Date> instants(List<LocalDate> dates) {
        return dates.stream()
                .map(date -> Date.from(date.atStartOfDay(ZoneOffset.UTC).toInstant()))
                .toList();
    }

    /** None if the rows have no dates. */
    private List<LocalDate> dates() {
        int time = past.columnIndex(column) - 1;
        return past.column(time) instanceof DateColumn before && forecast.column(time) instanceof DateColumn future
                ? Stream.concat(before.asList().stream(), future.asList().stream())
                        .toList()
                : List.of();
    }

    private static double[] values(Table table, String column) {
        return ((NumericColumn<?>) table.column(column)).asDoubleArray();
    }

    private static double[] nothing(int length) {
        double[] nothing = new double[length];
        Arrays.fill(nothing, Double.NaN);
        return nothing;
    }

    private static double[] after(double[] first, double[] second) {
        return DoubleStream.concat(DoubleStream.of(first), DoubleStream.of(second))
                .toArray();
    }
}
