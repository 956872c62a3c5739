package io.github.unspool.data;

import io.github.unspool.network.Memory;
import io.github.unspool.tribuo.TextProvenance.Source;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.nio.file.Path;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.io.csv.CsvReadOptions;
import tech.tablesaw.io.csv.CsvWriteOptions;

/**
 * A table and where it is from.
 *
 * @param table the table
 * @param source its name and hash
 */
record TableFile(Table table, Source source) {
    /** What a character of a file takes as a cell of a table, at least. */
    private static final int BYTES_PER_CHARACTER = 2;

    /** A table that somebody holds; its hash is that of the CSV file it would make. */
    static TableFile of(Table table) {
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        table.write().usingOptions(CsvWriteOptions.builder(csv).lineEnd("\n").build());
        return new TableFile(table, new Source(table.name(), TextFile.sha256(csv.toByteArray())));
    }

    /**
     * Reads a CSV file in UTF-8.
     *
     * @throws IllegalArgumentException if it is not one
     */
    static TableFile read(Path path) {
        TextFile file = TextFile.read(path);
        String name = file.source().name();
        Memory.check(
                name + " as a table", BYTES_PER_CHARACTER * (long) file.text().length());
        try {
            Table table = Table.read()
                    .csv(CsvReadOptions.builder(new StringReader(file.text()))
                            .tableName(name)
                            .sample(false)
                            .build());
            return new TableFile(table, file.source());
        } catch (RuntimeException e) {
            // Tablesaw's own words stand around the first cause's, which are clearer.
            Throwable why = e;
            while (why.getCause() != null) {
                why = why.getCause();
            }
            throw new IllegalArgumentException(
                    "%s is no table: %s"
                            .formatted(name, String.valueOf(why.getMessage()).strip()),
                    e);
        }
    }

    Column<?> column(String name) {
        if (!table.containsColumn(name)) {
            throw new IllegalArgumentException(
                    "%s has no column \"%s\"; it has %s".formatted(source.name(), name, table.columnNames()));
        }
        return table.column(name);
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
