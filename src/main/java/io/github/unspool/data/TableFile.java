package io.github.unspool.data;

import io.github.unspool.file.Sha256;
import io.github.unspool.tribuo.TextProvenance.Source;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.io.csv.CsvWriteOptions;

/**
 * A table and where it is from.
 *
 * @param table the table
 * @param source its name and hash
 * @param format the kinds of its columns, if it is from a file
 */
record TableFile(Table table, Source source, CsvFormat format) {
    /** A table that somebody holds; its hash is that of the CSV file it would make. */
    static TableFile of(Table table) {
        StringWriter csv = new StringWriter();
        table.write().usingOptions(CsvWriteOptions.builder(csv).lineEnd("\n").build());
        byte[] bytes = csv.toString().getBytes(StandardCharsets.UTF_8);
        return new TableFile(table, new Source(table.name(), Sha256.of(bytes)), CsvFormat.INFERRED);
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

    /**
     * A value by which rows are told apart, as the file says it.
     *
     * @throws IllegalArgumentException if it is a decimal number, of which a table does not keep how it is written
     */
    String name(Column<?> column, int row) {
        String value = value(column, row);
        if (column instanceof DoubleColumn numbers && numbers.getDouble(row) != Math.rint(numbers.getDouble(row))) {
            throw new IllegalArgumentException(
                    "row %d of column \"%s\" is the number %s, so 1.1 and 1.10 would be one name; read the column as text, with Csv.read(file, c -> c.text(\"%s\"))"
                            .formatted(row + 1, column.name(), value, column.name()));
        }
        return value;
    }
}
