package io.github.unspool.data;

import io.github.unspool.data.csv.TableFile;
import io.github.unspool.data.table.Call;
import io.github.unspool.data.table.ColumnCells;
import io.github.unspool.data.table.Columns;
import io.github.unspool.data.table.Gaps;
import io.github.unspool.runtime.Memory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.Feature;
import tech.tablesaw.columns.Column;

/**
 * A builder of sequences from a table in long format, which has a row for each step; {@link Sequences#table} creates one.
 * Immutable: each method returns a new builder.
 *
 * <pre>{@code
 * var data = Sequences.table(Datasets.strokes()).id("glyph").time("step").features("x", "y", "pen").label("letter").data();
 * }</pre>
 */
public final class Rows {
    /** The memory for a value as a feature of Tribuo, measured with the strokes. */
    private static final long BYTES_PER_VALUE = 37;

    private final TableFile table;
    private final String id;
    private final String time;
    private final boolean sorted;
    private final Gaps gaps;
    private final List<String> categories;

    Rows(TableFile table) {
        this(table, null, null, false, Gaps.REFUSED, List.of());
    }

    private Rows(TableFile table, String id, String time, boolean sorted, Gaps gaps, List<String> categories) {
        this.table = table;
        this.id = id;
        this.time = time;
        this.sorted = sorted;
        this.gaps = gaps;
        this.categories = categories;
    }

    /**
     * Sets the column that identifies sequences. By default all rows are one sequence.
     *
     * @param column rows with the same value in this column form a sequence, wherever they are in the table
     * @return these rows in sequences
     * @throws IllegalArgumentException if there is no such column
     */
    public Rows id(String column) {
        table.column(column);
        return new Rows(table, column, time, sorted, gaps, categories);
    }

    /**
     * Sets the column of times. By default the steps are in the order of the rows.
     *
     * @param column numbers, dates or other ordered values, which must increase within a sequence
     * @return these rows with times
     * @throws IllegalArgumentException if there is no such column
     */
    public Rows time(String column) {
        table.column(column);
        return new Rows(table, id, column, sorted, gaps, categories);
    }

    /**
     * Sorts the rows of each sequence by time; otherwise they must be in that order.
     *
     * @return these rows in order
     */
    public Rows sorted() {
        return new Rows(table, id, time, true, gaps, categories);
    }

    /**
     * Replaces a missing value by the value of the previous step.
     *
     * @return these rows with their gaps filled
     */
    public Rows forwardFill() {
        return new Rows(table, id, time, sorted, Gaps.FILLED, categories);
    }

    /**
     * Replaces a missing value by 0 and adds a feature such as {@code x missing} that marks it.
     *
     * @return these rows with their gaps marked
     */
    public Rows mask() {
        return new Rows(table, id, time, sorted, Gaps.MASKED, categories);
    }

    /**
     * Treats columns of numbers, such as codes, as categories: one feature for each value, such as {@code code=3}.
     *
     * @param columns columns of whole numbers; they are inputs only if {@link #features} names them too
     * @return these rows with those categories
     * @throws IllegalArgumentException if there is no such column, or it has numbers with decimals
     */
    public Rows categories(String... columns) {
        List<String> names = Arrays.stream(columns)
                .map(name -> Columns.categories(table.column(name)).name())
                .toList();
        return new Rows(table, id, time, sorted, gaps, names);
    }

    /**
     * Sets the inputs of each step.
     *
     * @param columns columns of numbers, each one feature; or of words or truth values, with one feature for each value,
     *     such as {@code font=plain}
     * @return the steps, whose targets must be set next
     * @throws IllegalArgumentException if a column is missing or of another type, a value is missing or not finite, or the
     *     times of a sequence do not rise; the message has row and column
     */
    public Steps features(String... columns) {
        if (columns.length == 0) {
            throw new IllegalArgumentException(
                    "features(): no columns; choose some of " + table.table().columnNames());
        }
        long values = (long) columns.length * table.table().rowCount();
        Memory.check(table.source().name() + " in sequences", BYTES_PER_VALUE * values);
        List<ColumnCells> cells = Arrays.stream(columns)
                .map(table::column)
                .map(column ->
                        new ColumnCells(categories.contains(column.name()) ? Columns.categories(column) : column, gaps))
                .toList();
        List<Steps.Sequence> sequences = new ArrayList<>();
        sequences().forEach((name, rows) -> sequences.add(sequence(name, rows, cells)));
        return Steps.ofColumns(
                table, sequences, this + ".features" + quoted(columns), names(cells, true), names(cells, false));
    }

    private static List<String> names(List<ColumnCells> cells, boolean numbers) {
        return cells.stream()
                .filter(cell -> cell.isNumber() == numbers)
                .map(cell -> cell.column().name())
                .toList();
    }

    private static Steps.Sequence sequence(String name, List<Integer> rows, List<ColumnCells> cells) {
        List<List<Feature>> steps = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            List<Feature> step = new ArrayList<>(cells.size());
            for (ColumnCells column : cells) {
                column.read(rows, i, step);
            }
            steps.add(step);
        }
        return new Steps.Sequence(name, rows, steps);
    }

    /** The rows of each sequence, in the order of their first rows. */
    private Map<String, List<Integer>> sequences() {
        Map<String, List<Integer>> sequences = new LinkedHashMap<>();
        Column<?> ids = id == null ? null : table.column(id);
        for (int row = 0; row < table.table().rowCount(); row++) {
            String name = ids == null ? "the table" : id + " \"" + Columns.name(ids, row) + '"';
            sequences.computeIfAbsent(name, key -> new ArrayList<>()).add(row);
        }
        if (sequences.isEmpty()) {
            throw new IllegalArgumentException(table.source().name() + " has no rows; add at least one");
        }
        if (time != null) {
            Times times = new Times(table, time);
            sequences.forEach((name, rows) -> times.order(name, rows, sorted));
        }
        return sequences;
    }

    private static String quoted(String... names) {
        return "(" + Call.quoted(List.of(names)) + ")";
    }

    /** The method calls that create this builder. */
    @Override
    public String toString() {
        return "table()" + (id == null ? "" : ".id" + quoted(id)) + (time == null ? "" : ".time" + quoted(time))
                + (sorted ? ".sorted()" : "") + gaps
                + (categories.isEmpty() ? "" : ".categories" + quoted(categories.toArray(String[]::new)));
    }
}
