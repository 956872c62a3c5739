package io.github.unspool.data.series;

import io.github.unspool.data.table.Columns;
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
public final class Timeline {
    private final Column<?> column;
    private final ZoneId zone;
    /** Each row's clock in the zone; empty if the time is a number or there is none. */
    private final List<LocalDateTime> clock;

    /** Whether the step is kept by that clock, or by one that is never changed. */
    private final boolean byClock;

    /** The step; null if the time is a number, or of one row. */
    private final Spacing spacing;

    private final boolean regular;

    private Timeline(
            Column<?> column,
            ZoneId zone,
            List<LocalDateTime> clock,
            boolean byClock,
            Spacing spacing,
            boolean regular) {
        this.column = column;
        this.zone = zone;
        this.clock = clock;
        this.byClock = byClock;
        this.spacing = spacing;
        this.regular = regular;
    }

    /** Rows without a time: their numbers, from 1. */
    static Timeline none(int rows) {
        int[] numbers = IntStream.rangeClosed(1, rows).toArray();
        return new Timeline(IntColumn.create("step", numbers), ZoneOffset.UTC, List.of(), true, null, true);
    }

    /** The times of a table whose rows are in their order. */
    static Timeline of(Table table, String name, ZoneId zone, boolean irregular) {
        Timeline timeline = of(table.column(name), zone, irregular);
        if (!irregular && table.rowCount() > 1) {
            timeline.checkSpacing();
        }
        return timeline;
    }

    private static Timeline of(Column<?> times, ZoneId zone, boolean irregular) {
        checkPresent(times);
        checkNoDates(times);
        Column<?> column =
                times instanceof DateTimeColumn local && !zone.equals(ZoneOffset.UTC) ? instants(local, zone) : times;
        checkOrder(column);
        List<LocalDateTime> clock = clock(column, zone);
        if (clock.size() < 2) {
            return new Timeline(column, zone, clock, true, null, !irregular);
        }
        Spacing shown = Spacing.of(clock);
        boolean byClock = shown.broken(clock, shownBy(column, zone)) == clock.size();
        Spacing spacing = byClock ? shown : Spacing.of(clock(column, ZoneOffset.UTC));
        return new Timeline(column, zone, clock, byClock, spacing, !irregular);
    }

    /**
     * The times of a table whose rows are in their order, and those between them at which it has no row.
     *
     * @throws IllegalArgumentException if a time is not one of the steps, or nearly all would be without a row
     */
    static Grid complete(Table table, String name, ZoneId zone, GridStep step) {
        Timeline given = of(table.column(name), zone, true);
        if (given.clock.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s: column \"%s\" contains numbers, not times; complete the rows in the table"
                            .formatted(step, name));
        }
        Spacing spacing = step.spacing().apply(given.clock(step.byClock()));
        int[] rows = given.grid(step, spacing);
        Column<?> column = given.column.emptyCopy();
        for (int k = 0; k < rows.length; k++) {
            given.append(column, spacing.at(k), step.byClock());
        }
        var all = new Timeline(column, zone, clock(column, zone), step.byClock(), spacing, true);
        return new Grid(all, rows);
    }

    /** Which row stands at each step. */
    private int[] grid(GridStep step, Spacing spacing) {
        int off = offGrid(step, spacing);
        if (off < column.size()) {
            checkSteps(step, spacing, off);
            throw new IllegalArgumentException(
                    "row %s: %s in column \"%s\" is not one of the times of %s from %s on; choose a step that fits all times, or accept the rows as they are with irregular()"
                            .formatted(off + 1, text(off), column.name(), step, text(0)));
        }
        List<LocalDateTime> times = clock(step.byClock());
        UnaryOperator<LocalDateTime> shown = shown(step.byClock());
        IntStream.Builder rows = IntStream.builder();
        for (int row = 0, k = 0; row < times.size(); k++) {
            rows.add(shown.apply(spacing.at(k)).equals(times.get(row)) ? row++ : Grid.FILLED);
        }
        return rows.build().toArray();
    }

    /** The first row that stands at none of the steps, or behind too many without a row; else how many there are. */
    private int offGrid(GridStep step, Spacing spacing) {
        List<LocalDateTime> times = clock(step.byClock());
        UnaryOperator<LocalDateTime> shown = shown(step.byClock());
        int row = 0;
        for (int k = 0; row < times.size() && k < mostSteps(); k++) {
            LocalDateTime time = shown.apply(spacing.at(k));
            if (time.isAfter(times.get(row))) {
                return row;
            }
            row += time.equals(times.get(row)) ? 1 : 0;
        }
        return row;
    }

    private int mostSteps() {
        return (int) Math.min(Integer.MAX_VALUE, (long) Grid.MOST * column.size());
    }

    private void checkSteps(GridStep step, Spacing spacing, int off) {
        if (shown(step.byClock())
                .apply(spacing.at(mostSteps()))
                .isBefore(clock(step.byClock()).get(off))) {
            throw new IllegalArgumentException(
                    "%s would create more than %s rows for each of the %s existing ones, from %s to %s; use a longer step, or correct a wrong time"
                            .formatted(step, Grid.MOST, column.size(), text(0), text(column.size() - 1)));
        }
    }

    /** The times as a step is counted: by the clock of the zone, or by one that is never changed. */
    private List<LocalDateTime> clock(boolean local) {
        return local ? clock : clock(column, ZoneOffset.UTC);
    }

    private UnaryOperator<LocalDateTime> shown(boolean local) {
        return shownBy(column, local ? zone : ZoneOffset.UTC);
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
                        "column \"%s\" contains numbers such as %s, which look like dates; if they are, read them with Csv.read(file, c -> c.%s(\"%s\", \"%s\")), otherwise remove time(…)"
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
                throw new IllegalArgumentException(
                        "row %s: the time %s does not exist in %s, because clocks were set forward"
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

    public static boolean isTime(Column<?> column) {
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
                throw new IllegalArgumentException("row %s has no time in column \"%s\"; add one, or remove the row"
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
                        "rows %s and %s have the same time %s in column \"%s\"; if they belong to several series, call id(\"…\"); if clocks were set back, set the time zone with time(\"%s\", ZoneId.of(\"Europe/Berlin\"))"
                                .formatted(row, row + 1, text(column, row), column.name(), column.name()));
            }
            if (order > 0) {
                throw new IllegalArgumentException(
                        "row %s: %s comes after %s in column \"%s\"; sort the rows with sorted()"
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
        int broken = clock.isEmpty() ? brokenNumber() : spacing.broken(clock(byClock), shown(byClock));
        if (broken < column.size()) {
            String fill = clock.isEmpty() ? "complete the rows" : advice(GridStep.usual(clock));
            throw new IllegalArgumentException(
                    "row %s: %s follows %s in column \"%s\", which is not the usual step; %s, or accept the rows as they are with irregular()"
                            .formatted(
                                    broken + 1, text(column, broken), text(column, broken - 1), column.name(), fill));
        }
    }

    private String advice(GridStep step) {
        boolean fits = offGrid(step, step.spacing().apply(clock(step.byClock()))) == column.size();
        return fits ? "fill the gaps with " + step : "complete the rows";
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
        return column instanceof NumericColumn ? Columns.text(column, row) : String.valueOf(column.get(row));
    }

    /** The rows of a season that the step suggests; 1 if nothing does, as where rows are not a step apart. */
    public int period() {
        return spacing == null || !regular ? 1 : spacing.period();
    }

    /** The time of a row, as text. */
    String text(int row) {
        return text(column, row);
    }

    /** What a row is ordered by among those of other series. */
    Comparable<Object> key(int row) {
        return key(column, row);
    }

    /** The text of what a row is ordered by; {@link #parsed} reads it. */
    static String text(Comparable<Object> key) {
        return (Object) key instanceof Double number ? Columns.plain(number) : key.toString();
    }

    /** How many rows are not after a time. */
    int until(Comparable<Object> last) {
        int row = 0;
        while (row < column.size() && key(column, row).compareTo(last) <= 0) {
            row++;
        }
        return row;
    }

    /** What {@link #text} gives, as {@link #key} gives it. */
    @SuppressWarnings("unchecked") // As key gives it.
    Comparable<Object> parsed(String time) {
        try {
            Object parsed = column instanceof NumericColumn
                    ? Double.valueOf(time)
                    : column instanceof DateColumn
                            ? LocalDate.parse(time)
                            : column instanceof InstantColumn ? Instant.parse(time) : LocalDateTime.parse(time);
            return (Comparable<Object>) parsed;
        } catch (DateTimeException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the model was trained on times such as %s, but column \"%s\" contains others, such as %s"
                            .formatted(time, column.name(), text(column, 0)),
                    e);
        }
    }

    /** Whether rows have a clock, and so a weekday. */
    public boolean hasClock() {
        return !clock.isEmpty();
    }

    /** The clock of a row. */
    LocalDateTime clock(int row) {
        return clock.get(row);
    }

    /** The day of a row, counted from 0; also beyond the last. */
    public LocalDate day(int row) {
        return row < clock.size()
                ? clock.get(row).toLocalDate()
                : spacing.at(row).toLocalDate();
    }

    /** As {@link #future(int, int)}, of the steps that follow the last row. */
    Column<?> future(int steps) {
        return future(column.size(), steps);
    }

    /**
     * A column with the times of the steps from a row on, of the same kind; their numbers if they are not regular and lie
     * behind the last row.
     */
    Column<?> future(int from, int steps) {
        boolean isKnown = from + steps <= column.size();
        if (!isKnown && (!regular || column.size() < 2)) {
            return IntColumn.create("step", IntStream.rangeClosed(1, steps).toArray());
        }
        Column<?> future = column.emptyCopy();
        for (int row = from; row < from + steps; row++) {
            if (row < column.size()) {
                future.appendObj(column.get(row));
            } else if (clock.isEmpty()) {
                double next = number(column.size() - 1) + step() * (row - column.size() + 1);
                future.appendCell(next == Math.rint(next) ? Long.toString((long) next) : Double.toString(next));
            } else {
                append(future, spacing.at(row), byClock);
            }
        }
        return future;
    }

    /** Adds the time that a clock shows to a column of the same kind as these. */
    private void append(Column<?> times, LocalDateTime time, boolean local) {
        if (times instanceof DateColumn dates) {
            dates.append(time.toLocalDate());
        } else if (times instanceof InstantColumn instants) {
            instants.append(time.atZone(local ? zone : ZoneOffset.UTC).toInstant());
        } else {
            times.appendObj(time);
        }
    }
}
