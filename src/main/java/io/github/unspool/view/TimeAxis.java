package io.github.unspool.view;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.InstantColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Where rows stand on the axis of a chart: at their dates, at numbers such as years, or one after the other. */
final class TimeAxis {
    static final int WIDTH = 680;
    static final int HEIGHT = 320;
    private static final long DAY = 86_400_000;

    private TimeAxis() {}

    /** An empty chart over such times. */
    static XYChart chart(String title, String y, List<?> times) {
        boolean isDated = times.get(0) instanceof Date;
        XYChart chart = Charts.lines(title, isDated ? "date" : "row", y, WIDTH, HEIGHT);
        chart.getStyler().setYAxisMin((Double) null);
        if (isDated) {
            boolean areDays = times.stream().allMatch(time -> ((Date) time).getTime() % DAY == 0);
            chart.getStyler()
                    .setTimezone(TimeZone.getTimeZone(ZoneOffset.UTC))
                    .setDatePattern(areDays ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm")
                    .setXAxisMaxLabelCount(areDays ? 6 : 4);
        }
        return chart;
    }

    /** By the first column of dates or times, else by their numbers. */
    static List<?> of(Table table) {
        return table.columns().stream()
                .map(TimeAxis::dates)
                .flatMap(Optional::stream)
                .findFirst()
                .<List<?>>map(dates -> dates)
                .orElseGet(() -> numbers(table.rowCount()));
    }

    /** The times of a table, followed by those of a column of the same type; otherwise the numbers of the rows. */
    static List<?> after(Table past, Column<?> future) {
        int rows = past.rowCount() + future.size();
        int column = past.columnNames().indexOf(future.name());
        if (column < 0) {
            return numbers(rows);
        }
        List<Object> both = new ArrayList<>(dates(past.column(column)).orElse(List.of()));
        both.addAll(dates(future).orElse(List.of()));
        return both.size() == rows ? both : numbers(rows);
    }

    static List<Double> numbers(int rows) {
        return IntStream.rangeClosed(1, rows).mapToObj(Double::valueOf).toList();
    }

    private static Optional<List<Date>> dates(Column<?> column) {
        boolean isDated =
                column instanceof DateColumn || column instanceof DateTimeColumn || column instanceof InstantColumn;
        return isDated && column.countMissing() == 0
                ? Optional.of(IntStream.range(0, column.size())
                        .mapToObj(row -> date(column, row))
                        .toList())
                : Optional.empty();
    }

    private static Date date(Column<?> column, int row) {
        if (column instanceof InstantColumn instants) {
            return Date.from(instants.get(row));
        }
        LocalDateTime time =
                column instanceof DateColumn dates ? dates.get(row).atStartOfDay() : ((DateTimeColumn) column).get(row);
        return Date.from(time.toInstant(ZoneOffset.UTC));
    }

    /** The numbers of a column, NaN where one is missing. */
    static List<Double> values(Table table, String column) {
        if (!table.containsColumn(column)) {
            throw new IllegalArgumentException("there is no column \"%s\"; the columns are %s"
                    .formatted(column, String.join(", ", table.columnNames())));
        }
        if (table.column(column) instanceof NumericColumn<?> numbers) {
            return numbers.asDoubleColumn().asList();
        }
        throw new IllegalArgumentException("column \"%s\" has the type %s, but a line needs numbers"
                .formatted(column, table.column(column).type().name()));
    }
}
