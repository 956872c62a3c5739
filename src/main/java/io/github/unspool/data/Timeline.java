package io.github.unspool.data;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.InstantColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** The checked times of a table's rows, and the times that will follow. */
final class Timeline {
    private final Column<?> column;
    private final ZoneId zone;
    /** Each row's clock in the zone; empty if the time is a number or there is none. */
    private final List<LocalDateTime> clock;

    /** The same where clocks are never changed, if only so the step between rows is always the same. */
    private final List<LocalDateTime> spaced;

    private final boolean regular;

    private Timeline(Column<?> column, ZoneId zone, List<LocalDateTime> clock, boolean regular) {
        this.column = column;
        this.zone = zone;
        this.clock = clock;
        this.spaced = clock.size() < 2 || Spacing.of(clock).broken(clock) == clock.size()
                ? clock
                : clock(column, ZoneOffset.UTC);
        this.regular = regular;
    }

    /** Rows without a time: their numbers, from 1. */
    static Timeline none(int rows) {
        int[] numbers = IntStream.rangeClosed(1, rows).toArray();
        return new Timeline(IntColumn.create("step", numbers), ZoneOffset.UTC, List.of(), true);
    }

    /** The times of a table whose rows are in their order. */
    static Timeline of(Table table, String name, ZoneId zone, boolean irregular) {
        Column<?> column = table.column(name);
        checkOrder(column);
        List<LocalDateTime> clock = clock(column, zone);
        Timeline timeline = new Timeline(column, zone, clock, !irregular);
        if (!irregular && column.size() > 1) {
            timeline.checkSpacing();
        }
        return timeline;
    }

    /** The table with its rows in the order of their times. */
    static Table sorted(Table table, String time) {
        checkPresent(table.column(time));
        return table.sortAscendingOn(time);
    }

    static boolean isTime(Column<?> column) {
        return column instanceof DateColumn
                || column instanceof DateTimeColumn
                || column instanceof InstantColumn
                || column instanceof NumericColumn;
    }

    /** What a row is ordered by. */
    @SuppressWarnings("unchecked") // Each of the kinds of isTime gives one comparable kind of value.
    private static Comparable<Object> key(Column<?> column, int row) {
        Object key = column instanceof NumericColumn<?> numbers ? numbers.getDouble(row) : column.get(row);
        return (Comparable<Object>) key;
    }

    private static void checkPresent(Column<?> column) {
        for (int row = 0; row < column.size(); row++) {
            if (column.isMissing(row)) {
                throw new IllegalArgumentException(
                        "row %d has no time in column \"%s\"; give it one, or leave the row out"
                                .formatted(row + 1, column.name()));
            }
        }
    }

    private static void checkOrder(Column<?> column) {
        checkPresent(column);
        for (int row = 1; row < column.size(); row++) {
            int order = key(column, row - 1).compareTo(key(column, row));
            if (order == 0) {
                throw new IllegalArgumentException(
                        "rows %d and %d have the same time %s in column \"%s\"; leave one out"
                                .formatted(row, row + 1, text(column, row), column.name()));
            }
            if (order > 0) {
                throw new IllegalArgumentException(
                        "row %d: %s comes after %s in column \"%s\"; put the rows into the order of time with sorted()"
                                .formatted(row + 1, text(column, row), text(column, row - 1), column.name()));
            }
        }
    }

    private static List<LocalDateTime> clock(Column<?> column, ZoneId zone) {
        List<LocalDateTime> clock = new ArrayList<>();
        for (int row = 0; row < column.size() && !(column instanceof NumericColumn); row++) {
            clock.add(
                    column instanceof DateColumn dates
                            ? dates.get(row).atStartOfDay()
                            : column instanceof InstantColumn instants
                                    ? LocalDateTime.ofInstant(instants.get(row), zone)
                                    : (LocalDateTime) column.get(row));
        }
        return clock;
    }

    private void checkSpacing() {
        int broken = clock.isEmpty() ? brokenNumber() : Spacing.of(spaced).broken(spaced);
        if (broken < column.size()) {
            throw new IllegalArgumentException(
                    "row %d: %s follows %s in column \"%s\", which is not the step of the others; complete the rows, or take them as they are with irregular()"
                            .formatted(broken + 1, text(column, broken), text(column, broken - 1), column.name()));
        }
    }

    private double step() {
        double[] steps = IntStream.range(1, column.size())
                .mapToDouble(row -> number(row) - number(row - 1))
                .sorted()
                .toArray();
        return steps[steps.length / 2];
    }

    private double number(int row) {
        return ((NumericColumn<?>) column).getDouble(row);
    }

    private int brokenNumber() {
        double step = step();
        int row = 1;
        while (row < column.size() && Math.abs(number(row) - number(row - 1) - step) <= 1e-6 * step) {
            row++;
        }
        return row;
    }

    private static String text(Column<?> column, int row) {
        return column instanceof NumericColumn ? column.getString(row) : String.valueOf(column.get(row));
    }

    /** The time of a row, as text. */
    String text(int row) {
        return text(column, row);
    }

    /** Whether rows have a clock, and so a weekday. */
    boolean hasClock() {
        return !clock.isEmpty();
    }

    /** The clock of a row. */
    LocalDateTime clock(int row) {
        return clock.get(row);
    }

    /** The day of a row, counted from 0; also beyond the last. */
    LocalDate day(int row) {
        return row < clock.size()
                ? clock.get(row).toLocalDate()
                : Spacing.of(spaced).at(row).toLocalDate();
    }

    /** A column with the times of the steps that follow the last row, of the same kind; their numbers if it is not regular. */
    Column<?> future(int steps) {
        int rows = column.size();
        if (!regular || rows < 2) {
            return IntColumn.create("step", IntStream.rangeClosed(1, steps).toArray());
        }
        Column<?> future = column.emptyCopy();
        for (int h = 0; h < steps; h++) {
            append(future, h);
        }
        return future;
    }

    private void append(Column<?> future, int h) {
        int rows = column.size();
        if (clock.isEmpty()) {
            double next = number(rows - 1) + step() * (h + 1);
            future.appendCell(next == Math.rint(next) ? Long.toString((long) next) : Double.toString(next));
            return;
        }
        LocalDateTime next = Spacing.of(spaced).at(rows + h);
        if (future instanceof DateColumn dates) {
            dates.append(next.toLocalDate());
        } else if (future instanceof InstantColumn instants) {
            instants.append(next.atZone(spaced == clock ? zone : ZoneOffset.UTC).toInstant());
        } else {
            future.appendObj(next);
        }
    }
}
