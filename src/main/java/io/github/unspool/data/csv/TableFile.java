package io.github.unspool.data.csv;

import io.github.unspool.data.table.Columns;
import io.github.unspool.file.Sha256;
import io.github.unspool.tribuo.provenance.TextProvenance.Source;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.io.csv.CsvWriteOptions;

/**
 * A table and its source.
 *
 * @param table the table
 * @param source its name and hash
 * @param format the types of its columns, if it is from a file
 */
public record TableFile(Table table, Source source, CsvFormat format) {
    /**
     * A table in memory; its hash is that of the CSV file it would make.
     *
     * @param table the table
     * @return the table with its source
     */
    public static TableFile of(Table table) {
        StringWriter csv = new StringWriter();
        table.write().usingOptions(CsvWriteOptions.builder(csv).lineEnd("\n").build());
        byte[] bytes = csv.toString().getBytes(StandardCharsets.UTF_8);
        return new TableFile(table, new Source(table.name(), Sha256.of(bytes)), CsvFormat.INFERRED);
    }

    /**
     * Finds a column.
     *
     * @param name its name
     * @return the column
     * @throws IllegalArgumentException if there is none; the message lists the columns
     */
    public Column<?> column(String name) {
        return Columns.find(table, name);
    }
}
