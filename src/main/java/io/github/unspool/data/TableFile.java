package io.github.unspool.data;

import io.github.unspool.file.Sha256;
import io.github.unspool.tribuo.TextProvenance.Source;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
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
}
