package io.github.unspool.data;

import java.util.Comparator;
import java.util.List;
import tech.tablesaw.columns.Column;

/** Brings the rows of a sequence into the order of their times. */
final class Times {
    private final TableFile table;
    private final Column<?> times;

    Times(TableFile table, String column) {
        this.table = table;
        this.times = table.column(column);
    }

    /** Sorts the rows, or checks that they are. */
    void order(String sequence, List<Integer> rows, boolean sort) {
        rows.forEach(row -> table.value(times, row));
        if (sort) {
            rows.sort(this::compare);
        }
        for (int i = 1; i < rows.size(); i++) {
            int row = rows.get(i);
            int order = compare(rows.get(i - 1), row);
            if (order >= 0) {
                throw new IllegalArgumentException("row %d of column \"%s\": %s of %s %s; %s"
                        .formatted(
                                row + 1,
                                times.name(),
                                times.getString(row),
                                sequence,
                                order == 0 ? "is there twice" : "comes after " + times.getString(rows.get(i - 1)),
                                order == 0 ? "leave one out" : "sorted() sorts each sequence"));
            }
        }
    }

    @SuppressWarnings("unchecked") // Values of one column are of one type, and Tablesaw's all have an order.
    private int compare(int a, int b) {
        return Comparator.<Comparable<Object>>naturalOrder()
                .compare((Comparable<Object>) times.get(a), (Comparable<Object>) times.get(b));
    }
}
