package io.github.unspool.data.table;

import java.util.List;
import org.tribuo.Feature;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/**
 * An input column.
 *
 * @param column of numbers, words or truth values
 * @param gaps the treatment of missing values
 */
public record ColumnCells(Column<?> column, Gaps gaps) {
    public ColumnCells {
        if (!(column instanceof NumericColumn || column instanceof StringColumn || column instanceof BooleanColumn)) {
            throw new IllegalArgumentException(
                    "the column \"%s\" has the unsupported type %s; use numbers, words or truth values"
                            .formatted(column.name(), column.type().name()));
        }
    }

    /** Adds what stands at a step to its features; rows are those of the sequence. */
    public void read(List<Integer> rows, int step, List<Feature> features) {
        int at = step;
        while (gaps == Gaps.FILLED && at > 0 && column.isMissing(rows.get(at))) {
            at--;
        }
        int row = rows.get(at);
        if (!column.isMissing(row)) {
            features.add(feature(row));
        } else if (gaps == Gaps.MASKED) {
            features.add(new Feature(column.name() + " missing", 1));
        } else {
            throw missing(row);
        }
    }

    public boolean isNumber() {
        return column instanceof NumericColumn;
    }

    private Feature feature(int row) {
        if (!(column instanceof NumericColumn<?> numbers)) {
            return new Feature(column.name() + "=" + Columns.text(column, row), 1);
        }
        double value = numbers.getDouble(row);
        if (!Float.isFinite((float) value)) {
            throw new IllegalArgumentException(
                    "row %s of column \"%s\" is %s, which is not in the range of a float; change it"
                            .formatted(row + 1, column.name(), value));
        }
        return new Feature(column.name(), value);
    }

    private IllegalArgumentException missing(int row) {
        String advice = gaps == Gaps.FILLED
                ? ", and its sequence has none before it for forwardFill(); use mask() instead"
                : "; fill missing values with forwardFill(), or mark them with mask()";
        return new IllegalArgumentException(
                "row %s of column \"%s\" has no value%s".formatted(row + 1, column.name(), advice));
    }
}
