package io.github.unspool.data.table;

import io.github.unspool.file.Excerpt;
import io.github.unspool.file.Similar;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Columns by name, and of numbers to show. */
public final class Columns {
    private Columns() {}

    /** The column of that name, in upper or lower case. */
    public static Column<?> find(Table table, String name) {
        List<String> names = table.columnNames();
        return names.stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .<Column<?>>map(table::column)
                .orElseThrow(() -> missing(table.name(), names, name));
    }

    /** A column that shows significant digits, and holds all. */
    public static DoubleColumn numbers(String name) {
        return SignificantDigits.show(DoubleColumn.create(name));
    }

    /** A number without an exponent and without ragged zeros. */
    public static String plain(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString()
                : Double.toString(value);
    }

    /**
     * A cell as it stands in a file, the same on every machine: Tablesaw writes numbers with the digits and the decimal
     * mark of the locale.
     */
    public static String text(Column<?> column, int row) {
        if (column.isMissing(row) || !(column instanceof NumericColumn<?> numbers)) {
            return column.getString(row);
        }
        return column instanceof LongColumn longs ? Long.toString(longs.getLong(row)) : plain(numbers.getDouble(row));
    }

    /** A value that has to be there. */
    public static String value(Column<?> column, int row) {
        if (column.isMissing(row)) {
            throw new IllegalArgumentException("row %s of column \"%s\" has no value; add one, or remove the row"
                    .formatted(row + 1, column.name()));
        }
        return text(column, row);
    }

    /**
     * A value that distinguishes rows, as the file says it.
     *
     * @throws IllegalArgumentException if it is a decimal number, of which a table does not keep how it is written
     */
    public static String name(Column<?> column, int row) {
        String value = value(column, row);
        if (column instanceof DoubleColumn numbers && numbers.getDouble(row) != Math.rint(numbers.getDouble(row))) {
            throw new IllegalArgumentException(
                    "row %s of column \"%s\" is the number %s, so the names 1.1 and 1.10 would be equal; read the column as text, with Csv.read(file, c -> c.text(\"%s\"))"
                            .formatted(row + 1, column.name(), value, column.name()));
        }
        return value;
    }

    /** A value as a category: a number is the same whether its column has others with decimals or not. */
    public static String category(Column<?> column, int row) {
        return column instanceof NumericColumn<?> numbers && !name(column, row).isEmpty()
                ? plain(numbers.getDouble(row))
                : text(column, row);
    }

    /** A column of categories, also of numbers. */
    public static StringColumn categories(Column<?> column) {
        StringColumn categories = StringColumn.create(column.name());
        for (int row = 0; row < column.size(); row++) {
            if (column.isMissing(row)) {
                categories.appendMissing();
            } else {
                categories.append(category(column, row));
            }
        }
        return categories;
    }

    /** What a column holds, such as {@code doubles} or {@code local dates}. */
    public static String kind(Column<?> column) {
        return column.type().name().toLowerCase(Locale.ROOT).replace('_', ' ') + "s";
    }

    public static IllegalArgumentException missing(String table, List<String> names, String name) {
        if (names.isEmpty()) {
            return new IllegalArgumentException("the table %s has no columns".formatted(table));
        }
        String nearest = Similar.to(name, names, 1).get(0);
        return new IllegalArgumentException("%s has no column \"%s\"; did you mean \"%s\"? The columns are %s"
                .formatted(table, Excerpt.of(name), Excerpt.of(nearest), Excerpt.of(String.join(", ", names))));
    }
}
