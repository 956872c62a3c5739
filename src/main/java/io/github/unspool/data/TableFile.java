package io.github.unspool.data;

import io.github.unspool.tribuo.TextProvenance.Source;
import java.io.ByteArrayOutputStream;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.io.csv.CsvWriteOptions;

/**
 * A table and where it is from.
 *
 * @param table the table
 * @param source its name and hash
 */
record TableFile(Table table, Source source) {
    /** A table that somebody holds; its hash is that of the CSV file it would make. */
    static TableFile of(Table table) {
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        table.write().usingOptions(CsvWriteOptions.builder(csv).lineEnd("\n").build());
        return new TableFile(table, new Source(table.name(), TextFile.sha256(csv.toByteArray())));
    }

    Column<?> column(String name) {
        return Columns.find(table, name);
    }

    /** A value that has to be there. */
    String value(Column<?> column, int row) {
        if (column.isMissing(row)) {
            throw new IllegalArgumentException("row %d of column \"%s\" has no value; give it one, or leave the row out"
                    .formatted(row + 1, column.name()));
        }
        return column.getString(row);
    }
}
