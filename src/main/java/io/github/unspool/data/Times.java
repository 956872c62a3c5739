package io.github.unspool.data;

import io.github.unspool.data.csv.TableFile;
import io.github.unspool.data.table.Columns;
import io.github.unspool.file.Excerpt;
import java.util.Comparator;
import java.util.List;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/** Puts the rows of a sequence into the order of their times. */
final class Times {
    private final TableFile table;
    private final Column<?> times;

    Times(TableFile table, String column) {
        this.table = table;
        this.times = table.column(column);
        if (times instanceof StringColumn words) {
            throw new IllegalArgumentException(
                    "column \"%s\" of %s contains text such as \"%s\", not times; write times such as 2024-02-29 13:00, or give their pattern with date(\"%s\", \"dd/MM/yyyy\")"
                            .formatted(times.name(), table.source().name(), Excerpt.of(words.get(0)), times.name()));
        }
    }

    /** Sorts the rows, or checks that they are. */
    void order(String sequence, List<Integer> rows, boolean sort) {
        rows.forEach(row -> Columns.value(times, row));
        if (sort) {
            rows.sort(this::compare);
        }
        for (int i = 1; i < rows.size(); i++) {
            int row = rows.get(i);
            int order = compare(rows.get(i - 1), row);
            if (order >= 0) {
                throw new IllegalArgumentException("row %s of column \"%s\": %s of %s %s; %s"
                        .formatted(
                                row + 1,
                                times.name(),
                                Excerpt.of(Columns.text(times, row)),
                                sequence,
                                order == 0 ? "occurs twice" : "comes after " + Columns.text(times, rows.get(i - 1)),
                                order == 0
                                        ? "if these rows belong to several sequences, identify them with id(…); otherwise remove one of the two rows"
                                        : "call sorted() to sort each sequence"));
            }
        }
    }

    @SuppressWarnings("unchecked") // Values of one column are of one type, and Tablesaw's all have an order.
    private int compare(int a, int b) {
        return Comparator.<Comparable<Object>>naturalOrder()
                .compare((Comparable<Object>) times.get(a), (Comparable<Object>) times.get(b));
    }
}
