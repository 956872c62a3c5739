package io.github.unspool.data.series;

import io.github.unspool.data.table.Columns;
import io.github.unspool.data.table.Gaps;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * The rows of one series, checked: what there is to read at each, and the targets. Behind those that are counted
 * there may be more, of which only is known what is known ahead.
 */
public final class SeriesRows {
    private final SeriesPlan plan;
    private final String name;
    private final Table table;
    private final Timeline timeline;
    /** The row of the table at each. */
    private final int[] places;

    private final int count;
    /** The targets as they are, NaN where one is missing: [target][row]. */
    private final double[][] truth;
    /** The same, gaps filled if that is the policy. */
    private final double[][] filled;
    /** What is read of each column of numbers, targets first: [column][row], NaN where it is missing. */
    private final Map<String, double[]> numbers = new LinkedHashMap<>();
    /** What is read of each other column, null where it is missing. */
    private final Map<String, String[]> categories = new LinkedHashMap<>();

    /**
     * Reads rows that stand in the order of their times.
     *
     * @param name of which series they are; null if there is only one
     */
    SeriesRows(Table table, SeriesPlan plan, String name) {
        this.plan = plan;
        this.name = name;
        this.table = table;
        Grid grid = grid();
        this.timeline = grid.timeline();
        this.places = grid.rows();
        this.count = plan.ahead().isEmpty() ? places.length : untilTarget();
        this.truth = plan.targets().stream().map(this::values).toArray(double[][]::new);
        this.filled = new double[truth.length][];
        for (int k = 0; k < truth.length; k++) {
            String target = plan.targets().get(k);
            filled[k] = fill(truth[k]);
            numbers.put(target, differences(filled[k]));
        }
        for (String input : plan.read()) {
            if (table.column(input) instanceof NumericColumn
                    && !plan.categories().contains(input)) {
                numbers.put(input, fill(values(input)));
            } else {
                categories.put(input, words(input));
            }
        }
    }

    private Grid grid() {
        if (plan.step() != null) {
            return Timeline.complete(table, plan.time(), plan.zone(), plan.step());
        }
        Timeline times = plan.time() == null
                ? Timeline.none(table.rowCount())
                : Timeline.of(table, plan.time(), plan.zone(), plan.irregular());
        return new Grid(times, IntStream.range(0, table.rowCount()).toArray());
    }

    /** How many rows there are up to the last with a target. */
    private int untilTarget() {
        int rows = places.length;
        while (rows > 0 && plan.targets().stream().allMatch(missingAt(rows - 1))) {
            rows--;
        }
        if (rows == 0) {
            throw new IllegalArgumentException("no row has a value of " + String.join(" or ", plan.targets()));
        }
        return rows;
    }

    private Predicate<String> missingAt(int row) {
        return column -> places[row] == Grid.FILLED || table.column(column).isMissing(places[row]);
    }

    /** Which series this is; null if there is only one. */
    String name() {
        return name;
    }

    /** How many rows have, or could have, a target. */
    int count() {
        return count;
    }

    /** How many rows follow of which only is known what is known ahead. */
    int ahead() {
        return places.length - count;
    }

    public Timeline timeline() {
        return timeline;
    }

    Map<String, double[]> numbers() {
        return numbers;
    }

    /** What really was at a row; NaN where that is missing. */
    double truth(int target, int row) {
        return truth[target][row];
    }

    /** What is known of a target at a row; the last known value if gaps are filled. */
    public double known(int target, int row) {
        return filled[target][row];
    }

    /**What a predicted difference counts from, for the step that is so far ahead of a row: a value at that row or before. */
    public double base(int target, int row, int ahead) {
        if (plan.lag() == 0) {
            return 0;
        }
        int cycles = (ahead + plan.lag() - 1) / plan.lag();
        return filled[target][row + ahead - cycles * plan.lag()];
    }

    /** A table that says which series and which of its times from a row on. */
    Table times(String title, int from, int rows) {
        Table table = Table.create(title);
        if (name != null) {
            table.addColumns(StringColumn.create(plan.id(), Collections.nCopies(rows, name)));
        }
        return table.addColumns(timeline.future(from, rows));
    }

    /** The rows up to the last that is counted. */
    public Table past() {
        Table past = times("past", 0, count);
        for (int target = 0; target < truth.length; target++) {
            past.addColumns(DoubleColumn.create(plan.targets().get(target), Arrays.copyOf(truth[target], count)));
        }
        return past;
    }

    /** The features of a row that are no numbers of the table, by name. */
    Map<String, Double> flags(int row) {
        Map<String, Double> flags = new LinkedHashMap<>();
        numbers.forEach((column, values) -> {
            if (Double.isNaN(values[row])) {
                flags.put(column + " missing", 1.0);
            }
        });
        categories.forEach((column, values) -> flags.put(flag(column, values[row]), 1.0));
        plan.clock().forEach(feature -> flags.putAll(feature.of(timeline.clock(row))));
        return flags;
    }

    /** The category of a column that is known ahead; null if it is one of numbers. */
    String category(String column, int row, String as) {
        return categories.containsKey(column) ? flag(as, categories.get(column)[row]) : null;
    }

    private static String flag(String column, String value) {
        return value == null ? column + " missing" : column + "=" + value;
    }

    /** How many rows have values of a column. */
    private int known(String column) {
        return plan.ahead().contains(column) ? places.length : count;
    }

    private double[] values(String column) {
        double[] all = table.numberColumn(column).asDoubleArray();
        double[] values = new double[places.length];
        Arrays.fill(values, Double.NaN);
        for (int row = 0; row < known(column); row++) {
            values[row] = places[row] == Grid.FILLED ? Double.NaN : all[places[row]];
            if (Double.isInfinite(values[row])) {
                throw new IllegalArgumentException("row %s of column \"%s\" is %s, not a finite number; change it"
                        .formatted(places[row] + 1, column, values[row]));
            }
            if (Double.isNaN(values[row])) {
                checkPolicy(column, row);
            }
        }
        return values;
    }

    private void checkPolicy(String column, int row) {
        if (plan.gaps() == Gaps.REFUSED) {
            String which = places[row] == Grid.FILLED
                    ? "there is no row for %s, so column".formatted(timeline.text(row))
                    : "row %s of column".formatted(places[row] + 1);
            throw new IllegalArgumentException(
                    "%s \"%s\" has no value%s; fill missing values with forwardFill(), or mark them with mask()"
                            .formatted(which, column, places[row] == Grid.FILLED ? " then" : ""));
        }
        if (plan.gaps() == Gaps.FILLED && row == 0) {
            throw new IllegalArgumentException(
                    "column \"%s\" begins with a missing value, so forwardFill() cannot fill row 1; remove the rows before the first value"
                            .formatted(column));
        }
    }

    private double[] fill(double[] values) {
        double[] filled = values.clone();
        for (int row = 1; row < filled.length && plan.gaps() == Gaps.FILLED; row++) {
            filled[row] = Double.isNaN(filled[row]) ? filled[row - 1] : filled[row];
        }
        return filled;
    }

    private double[] differences(double[] values) {
        double[] differences = values.clone();
        for (int row = 0; row < values.length && plan.lag() > 0; row++) {
            differences[row] = row < plan.lag() ? Double.NaN : values[row] - values[row - plan.lag()];
        }
        return differences;
    }

    private String[] words(String name) {
        Column<?> column = table.column(name);
        String[] words = new String[places.length];
        for (int row = 0; row < known(name); row++) {
            if (missingAt(row).test(name)) {
                checkPolicy(name, row);
                words[row] = plan.gaps() == Gaps.FILLED ? words[row - 1] : null;
            } else {
                words[row] = Columns.category(column, places[row]);
            }
        }
        return words;
    }

    /** Adds all that is read to a hash. */
    void update(MessageDigest digest) {
        numbers.keySet().forEach(column -> digest.update(column.getBytes(StandardCharsets.UTF_8)));
        if (name != null) {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
        }
        for (double[] values : truth) {
            digest.update(bytes(values));
        }
        for (String column : plan.read()) {
            digest.update(categories.containsKey(column) ? bytes(column) : bytes(numbers.get(column)));
        }
        for (int row = 0; row < places.length && plan.time() != null; row++) {
            digest.update(timeline.text(row).getBytes(StandardCharsets.UTF_8));
        }
    }

    private byte[] bytes(String column) {
        return String.join("\n", categories.get(column)).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES);
        bytes.asDoubleBuffer().put(values);
        return bytes.array();
    }
}
