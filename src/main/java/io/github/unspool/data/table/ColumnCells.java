package io.github.unspool.data.table;

import java.util.List;
import org.tribuo.Feature;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/**
 * A column that is read.
 *
 * @param column of numbers, words or truth values
 * @param gaps what becomes of a cell without a value
 */
public record ColumnCells(Column<?> column, Gaps gaps) {
    public ColumnCells {
        if (!(column instanceof NumericColumn || column instanceof StringColumn || column instanceof BooleanColumn)) {
            throw new IllegalArgumentException(
                    "the column \"%s\" is of the type %s, which cannot be read; give numbers, words or truth values"
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
            throw new IllegalArgumentException("row %s of column \"%s\" is %s; give it a value that a float can hold"
                    .formatted(row + 1, column.name(), value));
        }
        return new Feature(column.name(), value);
    }

    private IllegalArgumentException missing(int row) {
        String advice = gaps == Gaps.FILLED
                ? ", and there is none before it in its sequence to fill it with; mask() needs none"
                : "; fill gaps with forwardFill(), or let the network see them with mask()";
        return new IllegalArgumentException(
                "row %s of column \"%s\" has no value%s".formatted(row + 1, column.name(), advice));
    }
}
