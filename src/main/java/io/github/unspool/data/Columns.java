package io.github.unspool.data;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Columns by name, and of numbers to show. */
final class Columns {
    private Columns() {}

    /** The column of that name, in upper or lower case. */
    static Column<?> find(Table table, String name) {
        List<String> names = table.columnNames();
        return names.stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .<Column<?>>map(table::column)
                .orElseThrow(() -> missing(table.name(), names, name));
    }

    /** A column that shows significant digits, and holds all. */
    static DoubleColumn numbers(String name) {
        return SignificantDigits.show(DoubleColumn.create(name));
    }

    /** A number without an exponent and without ragged zeros. */
    static String plain(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString()
                : Double.toString(value);
    }

    static IllegalArgumentException missing(String table, List<String> names, String name) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        String nearest = names.stream()
                .min(Comparator.comparingInt(
                        (String n) -> distance.apply(name.toLowerCase(Locale.ROOT), n.toLowerCase(Locale.ROOT))))
                .orElseThrow(() -> new IllegalArgumentException("the table %s has no columns".formatted(table)));
        return new IllegalArgumentException("%s has no column \"%s\"; the nearest is \"%s\", and all are %s"
                .formatted(table, name, nearest, String.join(", ", names)));
    }
}
