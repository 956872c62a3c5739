package io.github.unspool.data.series;

import io.github.unspool.data.table.Call;
import io.github.unspool.data.table.Columns;
import io.github.unspool.file.Excerpt;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.api.TimeColumn;
import tech.tablesaw.columns.Column;

/**
 * One time of several columns: year, month, day, hour, minute and second, as many as there are; or a date, and then the time
 * of day in one column or in those of its numbers.
 */
public final class TimeColumns {
    private static final int DATE_PARTS = 3;
    private static final int MOST = 6;
    /** No part of a time has more digits. */
    private static final int LONGEST = 4;

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("H:mm[:ss]", Locale.ROOT);
    private static final String ORDER =
            "year, month, day, hour, minute and second in this order, or a date and then its time of day";

    private final String source;
    private final List<Column<?>> columns;
    private final boolean dated;

    private TimeColumns(String source, List<Column<?>> columns) {
        this.source = source;
        this.columns = columns;
        this.dated = columns.get(0) instanceof DateColumn;
    }

    /** What the made column is called. */
    static String name(List<String> columns) {
        return String.join(" ", columns);
    }

    /**
     * Makes the column of times.
     *
     * @throws IllegalArgumentException if columns are of other kinds, or a row has no such time
     */
    public static Column<?> combine(Table table, String source, List<String> names) {
        List<Column<?>> columns =
                names.stream().<Column<?>>map(name -> Columns.find(table, name)).toList();
        var time = new TimeColumns(source, columns);
        time.check();
        return time.isDay() ? time.days(name(names)) : time.times(name(names));
    }

    private void check() {
        boolean parts = columns.stream().skip(dated ? 1 : 0).allMatch(TimeColumns::isPart);
        if (!parts || columns.size() > (dated ? 1 + DATE_PARTS : MOST)) {
            throw new IllegalArgumentException("time(%s): the columns must be %s; those of %s contain %s"
                    .formatted(
                            Call.quoted(columns.stream().map(Column::name).toList()),
                            ORDER,
                            source,
                            String.join(
                                    ", ", columns.stream().map(Columns::kind).toList())));
        }
    }

    /** Text may be a number with a zero before it, such as 01, or a time of day. */
    private static boolean isPart(Column<?> column) {
        return column instanceof NumericColumn || column instanceof StringColumn || column instanceof TimeColumn;
    }

    private boolean isDay() {
        return !dated && columns.size() <= DATE_PARTS;
    }

    private DateColumn days(String name) {
        DateColumn days = DateColumn.create(name);
        for (int row = 0; row < columns.get(0).size(); row++) {
            days.append(time(row).toLocalDate());
        }
        return days;
    }

    private DateTimeColumn times(String name) {
        DateTimeColumn times = DateTimeColumn.create(name);
        for (int row = 0; row < columns.get(0).size(); row++) {
            times.append(time(row));
        }
        return times;
    }

    private LocalDateTime time(int row) {
        for (Column<?> column : columns) {
            if (column.isMissing(row)) {
                throw new IllegalArgumentException("row %s has no time in column \"%s\"; add one, or remove the row"
                        .formatted(row + 1, column.name()));
            }
        }
        try {
            return dated ? ((DateColumn) columns.get(0)).get(row).atTime(clock(row)) : day(row).atTime(clock(row));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "%s: row %s has the invalid time %s (%s); use %s"
                            .formatted(source, row + 1, cells(row), Excerpt.of(e.getMessage()), ORDER),
                    e);
        }
    }

    private String cells(int row) {
        return Excerpt.of(String.join(
                ", ", columns.stream().map(column -> Columns.text(column, row)).toList()));
    }

    private LocalDate day(int row) {
        return LocalDate.of(part(0, row, 1), part(1, row, 1), part(2, row, 1));
    }

    private LocalTime clock(int row) {
        int first = dated ? 1 : DATE_PARTS;
        Column<?> hour = first < columns.size() ? columns.get(first) : null;
        if (hour instanceof TimeColumn times) {
            return times.get(row);
        }
        if (hour instanceof StringColumn words && columns.size() == first + 1 && !isWhole(words.get(row))) {
            return LocalTime.parse(words.get(row).replace('.', ':'), CLOCK);
        }
        return LocalTime.of(part(first, row, 0), part(first + 1, row, 0), part(first + 2, row, 0));
    }

    /** Whether text is the first of several parts of a time, and not one that could not be read. */
    public static boolean isPart(String text, List<String> columns) {
        return columns.size() > 1 && isWhole(text);
    }

    private static boolean isWhole(String text) {
        return text.length() <= LONGEST && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** A whole number, or what it is if no column says it. */
    private int part(int column, int row, int otherwise) {
        if (column >= columns.size()) {
            return otherwise;
        }
        String text = Columns.text(columns.get(column), row);
        if (!isWhole(text)) {
            throw new DateTimeException("\"%s\" is not a whole number".formatted(text));
        }
        return Integer.parseInt(text);
    }
}
