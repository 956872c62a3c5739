package io.github.unspool.view;

import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** What of a table is shown: of many columns the first and the last, and of a long text its beginning. */
public final class TableExcerpt {
    private static final int COLUMNS = 20;
    private static final int CHARS = 300;

    private final Table table;
    private final int columns;
    private boolean isCut;

    private TableExcerpt(Table table) {
        this.columns = table.columnCount();
        this.table = cut(table);
    }

    /**
     * The excerpt of a table.
     *
     * @param table any table
     * @return all of its rows
     */
    public static TableExcerpt of(Table table) {
        return new TableExcerpt(table);
    }

    Table table() {
        return table;
    }

    /** What is left out and how to see it; empty if nothing is. */
    String note() {
        List<String> notes = new ArrayList<>();
        if (columns > COLUMNS) {
            notes.add("%s of %s columns; selectColumns(…) of the table shows others".formatted(COLUMNS, columns));
        }
        if (isCut) {
            notes.add("long texts are shortened; printAll() of the table shows them in full");
        }
        return String.join("; ", notes);
    }

    /**
     * The table as text.
     *
     * @return its columns below their names; of many rows the first and the last
     */
    public String text() {
        return table.print() + (note().isEmpty() ? "" : "\n" + note());
    }

    private Table cut(Table whole) {
        Table cut = Table.create(whole.name());
        for (int i = 0; i < columns; i++) {
            if (columns <= COLUMNS || i < COLUMNS / 2 || i >= columns - COLUMNS / 2) {
                cut.addColumns(cut(whole.column(i)));
            } else if (i == COLUMNS / 2) {
                cut.addColumns(StringColumn.create("…", new String[whole.rowCount()]));
            }
        }
        return cut;
    }

    private Column<?> cut(Column<?> column) {
        if (!(column instanceof StringColumn texts)
                || texts.unique().asList().stream().allMatch(text -> text.length() <= CHARS)) {
            return column;
        }
        isCut = true;
        return texts.map(text -> text.length() <= CHARS ? text : text.substring(0, CHARS) + "…");
    }
}
