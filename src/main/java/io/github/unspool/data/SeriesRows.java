package io.github.unspool.data;

import io.github.unspool.file.Sha256;
import io.github.unspool.tribuo.SeriesProvenance;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** The rows of a series, checked: what there is to read at each, and what there is to tell. */
final class SeriesRows {
    private final SeriesPlan plan;
    private final Table table;
    private final Timeline timeline;
    /** The targets as they are, NaN where one is missing: [target][row]. */
    private final double[][] truth;
    /** The same, gaps filled if that is the policy. */
    private final double[][] filled;
    /** What is read of each column of numbers, targets first: [column][row], NaN where it is missing. */
    private final Map<String, double[]> numbers = new LinkedHashMap<>();
    /** What is read of each other column, null where it is missing. */
    private final Map<String, String[]> categories = new LinkedHashMap<>();

    SeriesRows(Table source, SeriesPlan plan) {
        this.plan = plan;
        this.table = plan.sorted ? Timeline.sorted(source, plan.time) : source;
        this.timeline = plan.time == null
                ? Timeline.none(table.rowCount())
                : Timeline.of(table, plan.time, plan.zone, plan.irregular);
        this.truth = plan.targets.stream().map(this::values).toArray(double[][]::new);
        this.filled = new double[truth.length][];
        for (int k = 0; k < truth.length; k++) {
            String name = plan.targets.get(k);
            filled[k] = fill(name, truth[k]);
            numbers.put(name, differences(filled[k]));
        }
        for (String name : plan.inputs) {
            if (table.column(name) instanceof NumericColumn) {
                numbers.put(name, fill(name, values(name)));
            } else {
                categories.put(name, words(name));
            }
        }
    }

    int count() {
        return table.rowCount();
    }

    Timeline timeline() {
        return timeline;
    }

    Map<String, double[]> numbers() {
        return numbers;
    }

    /** The time of the last of so many rows, as text; empty if rows have no times. */
    String lastTime(int rows) {
        return plan.time == null || rows == 0 ? "" : timeline.text(rows - 1);
    }

    /** How many rows are not after the last that a model was made of. */
    int until(SeriesProvenance part) {
        return part.lastTime().isEmpty() ? Math.min(part.last(), count()) : timeline.until(part.lastTime());
    }

    /** What really was at a row; NaN where that is missing. */
    double truth(int target, int row) {
        return truth[target][row];
    }

    /** What is known of a target at a row; the last known value if gaps are filled. */
    double known(int target, int row) {
        return filled[target][row];
    }

    /** What a number that is told counts from, for the step that is so far ahead of a row: a value at that row or before. */
    double base(int target, int row, int ahead) {
        if (plan.lag == 0) {
            return 0;
        }
        int cycles = (ahead + plan.lag - 1) / plan.lag;
        return filled[target][row + ahead - cycles * plan.lag];
    }

    /** The features of a row that are no numbers of the table, by name. */
    Map<String, Double> flags(int row) {
        Map<String, Double> flags = new LinkedHashMap<>();
        numbers.forEach((name, values) -> {
            if (Double.isNaN(values[row])) {
                flags.put(name + " missing", 1.0);
            }
        });
        categories.forEach(
                (name, values) -> flags.put(values[row] == null ? name + " missing" : name + "=" + values[row], 1.0));
        plan.clock.forEach(feature -> flags.putAll(feature.of(timeline.clock(row))));
        return flags;
    }

    private double[] values(String name) {
        double[] values = table.numberColumn(name).asDoubleArray();
        for (int row = 0; row < values.length; row++) {
            if (Double.isInfinite(values[row])) {
                throw new IllegalArgumentException(
                        "row %d of column \"%s\" is %s; give it a finite number".formatted(row + 1, name, values[row]));
            }
            if (Double.isNaN(values[row])) {
                checkPolicy(name, row);
            }
        }
        return values;
    }

    private void checkPolicy(String name, int row) {
        if (plan.gaps == Gaps.REFUSED) {
            throw new IllegalArgumentException(
                    "row %d of column \"%s\" has no value; fill gaps with forwardFill(), or let the network see them with mask()"
                            .formatted(row + 1, name));
        }
        if (plan.gaps == Gaps.FILLED && row == 0) {
            throw new IllegalArgumentException(
                    "column \"%s\" begins without a value, so forwardFill() has nothing to fill row 1 with; leave out the rows before the first value"
                            .formatted(name));
        }
    }

    private double[] fill(String name, double[] values) {
        double[] filled = values.clone();
        for (int row = 1; row < filled.length && plan.gaps == Gaps.FILLED; row++) {
            filled[row] = Double.isNaN(filled[row]) ? filled[row - 1] : filled[row];
        }
        return filled;
    }

    private double[] differences(double[] values) {
        double[] differences = values.clone();
        for (int row = 0; row < values.length && plan.lag > 0; row++) {
            differences[row] = row < plan.lag ? Double.NaN : values[row] - values[row - plan.lag];
        }
        return differences;
    }

    private String[] words(String name) {
        Column<?> column = table.column(name);
        String[] words = new String[column.size()];
        for (int row = 0; row < words.length; row++) {
            if (column.isMissing(row)) {
                checkPolicy(name, row);
                words[row] = plan.gaps == Gaps.FILLED ? words[row - 1] : null;
            } else {
                words[row] = column.getString(row);
            }
        }
        return words;
    }

    /** A hash of all that is read. */
    String sha256() {
        MessageDigest digest = Sha256.digest();
        numbers.keySet().forEach(name -> digest.update(name.getBytes(StandardCharsets.UTF_8)));
        for (double[] values : truth) {
            digest.update(bytes(values));
        }
        for (String name : plan.inputs) {
            digest.update(categories.containsKey(name) ? bytes(name) : bytes(numbers.get(name)));
        }
        for (int row = 0; row < count() && plan.time != null; row++) {
            digest.update(timeline.text(row).getBytes(StandardCharsets.UTF_8));
        }
        return Sha256.text(digest);
    }

    private byte[] bytes(String name) {
        return String.join("\n", categories.get(name)).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES);
        bytes.asDoubleBuffer().put(values);
        return bytes.array();
    }
}
