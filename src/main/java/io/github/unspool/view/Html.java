package io.github.unspool.view;

import java.io.StringWriter;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.Locale;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.io.html.HtmlWriteOptions;
import tech.tablesaw.io.html.HtmlWriter;

/** Tables as HTML without styles, so that each notebook shows them in its own theme. */
public final class Html {
    private static final int ROWS = 20;

    private Html() {}

    /**
     * Writes a table; of a long one the first and the last rows.
     *
     * @param table any table; what it holds is escaped
     * @return the HTML
     */
    public static String of(Table table) {
        boolean cut = table.rowCount() > ROWS;
        StringWriter html = new StringWriter();
        new HtmlWriter()
                .write(cut ? ends(table) : table, HtmlWriteOptions.builder(html).build());
        return cut ? html + "<p>%d of %d rows</p>".formatted(ROWS, table.rowCount()) : html.toString();
    }

    private static Table ends(Table table) {
        Table ends = Table.create(table.name());
        for (Column<?> column : table.columns()) {
            StringColumn cells = StringColumn.create(column.name());
            for (int row = 0; row < ROWS / 2; row++) {
                cells.append(column.getString(row));
            }
            cells.append("…");
            for (int row = table.rowCount() - ROWS / 2; row < table.rowCount(); row++) {
                cells.append(column.getString(row));
            }
            ends.addColumns(cells);
        }
        return ends;
    }

    static NumberFormat decimals(int digits) {
        return new DecimalFormat(
                digits == 0 ? "0" : "0." + "0".repeat(digits), DecimalFormatSymbols.getInstance(Locale.ROOT));
    }

    /** For numbers of any size. */
    static NumberFormat scientific(int digits) {
        return new DecimalFormat("0." + "0".repeat(digits) + "E0", DecimalFormatSymbols.getInstance(Locale.ROOT));
    }
}
