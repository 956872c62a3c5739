package io.github.unspool.view;

import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/** What tests see of a table. */
final class Tables {
    private Tables() {}

    /** The cells as text, row by row, as a reader sees them without the formats' white space. */
    static List<String> rows(Table table) {
        return IntStream.range(0, table.rowCount())
                .mapToObj(row -> String.join(
                        " | ",
                        table.columns().stream()
                                .map(column -> column.getString(row))
                                .toList()))
                .toList();
    }
}
