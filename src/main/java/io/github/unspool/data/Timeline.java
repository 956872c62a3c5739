package io.github.unspool.data;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
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
        this.spaced = clock.size() < 2 || Spacing.of(clock).broken(clock, shownBy(column, zone)) == clock.size()
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
        checkPresent(column);
        checkNoDates(column);
        if (column instanceof DateTimeColumn local && !zone.equals(ZoneOffset.UTC)) {
            column = instants(local, zone);
        }
        checkOrder(column);
        List<LocalDateTime> clock = clock(column, zone);
        Timeline timeline = new Timeline(column, zone, clock, !irregular);
        if (!irregular && column.size() > 1) {
            timeline.checkSpacing();
        }
        return timeline;
    }

    /** Numbers that are written dates, such as 20240131: after the last of January comes no 32nd. */
    private static void checkNoDates(Column<?> column) {
        String[] patterns = {"uuuuMM", "uuuuMMdd", "uuuuMMddHH", "uuuuMMddHHmm", "uuuuMMddHHmmss"};
        for (String pattern : column instanceof NumericColumn ? patterns : new String[0]) {
            DateTimeFormatter format =
                    DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
            boolean all =
                    IntStream.range(0, column.size()).allMatch(row -> isDate((NumericColumn<?>) column, row, format));
            if (all) {
                throw new IllegalArgumentException(
                        "column \"%s\" holds numbers such as %s, which look like dates; if they are, read them with Csv.read(file, c -> c.%s(\"%s\", \"%s\")), otherwise count the rows without time(…)"
                                .formatted(
                                        column.name(),
                                        whole((NumericColumn<?>) column, 0),
                                        pattern.contains("H") ? "time" : "date",
                                        column.name(),
                                        pattern.replace('u', 'y')));
            }
        }
    }

    private static String whole(NumericColumn<?> numbers, int row) {
        return Long.toString((long) numbers.getDouble(row));
    }

    private static boolean isDate(NumericColumn<?> numbers, int row, DateTimeFormatter format) {
        try {
            int year = format.parse(whole(numbers, row)).get(ChronoField.YEAR);
            return numbers.getDouble(row) == Math.rint(numbers.getDouble(row)) && year >= 1800 && year < 2200;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** Local times by the clock of a zone; an hour that is there twice is the earlier one first. */
    private static InstantColumn instants(DateTimeColumn local, ZoneId zone) {
        InstantColumn instants = InstantColumn.create(local.name());
        Instant before = Instant.MIN;
        for (int row = 0; row < local.size(); row++) {
            ZonedDateTime time = local.get(row).atZone(zone);
            if (!time.toLocalDateTime().equals(local.get(row))) {
                throw new IllegalArgumentException("row %d: there is no %s in %s, where clocks were set forward then"
                        .formatted(row + 1, local.get(row), zone));
            }
            if (!time.toInstant().isAfter(before)) {
                time = time.withLaterOffsetAtOverlap();
            }
            before = time.toInstant();
            instants.append(before);
        }
        return instants;
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
                        "rows %d and %d have the same time %s in column \"%s\"; if they are of several series, take the rows of one; if clocks were set back, say by which clock with time(\"%s\", ZoneId.of(\"Europe/Berlin\"))"
                                .formatted(row, row + 1, text(column, row), column.name(), column.name()));
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

    /** What a clock shows when it should show a time, which it skips where it is set forward. */
    private static UnaryOperator<LocalDateTime> shownBy(Column<?> column, ZoneId zone) {
        return column instanceof InstantColumn ? time -> time.atZone(zone).toLocalDateTime() : UnaryOperator.identity();
    }

    private void checkSpacing() {
        int broken = clock.isEmpty()
                ? brokenNumber()
                : Spacing.of(spaced).broken(spaced, shownBy(column, spaced == clock ? zone : ZoneOffset.UTC));
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

    /** The rows of a season that the step suggests; 1 if nothing does. */
    int period() {
        return spaced.size() < 2 ? 1 : Spacing.of(spaced).period();
    }

    /** The time of a row, as text. */
    String text(int row) {
        return text(column, row);
    }

    /** How many rows are not after a time, given as {@link #text} gives it. */
    int until(String last) {
        int row = 0;
        while (row < column.size() && key(column, row).compareTo(parsed(last)) <= 0) {
            row++;
        }
        return row;
    }

    @SuppressWarnings("unchecked") // As key gives it.
    private Comparable<Object> parsed(String time) {
        try {
            Object parsed = column instanceof NumericColumn
                    ? Double.valueOf(time)
                    : column instanceof DateColumn
                            ? LocalDate.parse(time)
                            : column instanceof InstantColumn ? Instant.parse(time) : LocalDateTime.parse(time);
            return (Comparable<Object>) parsed;
        } catch (DateTimeException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the model was trained on times such as %s, and column \"%s\" holds others, such as %s"
                            .formatted(time, column.name(), text(column, 0)),
                    e);
        }
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
