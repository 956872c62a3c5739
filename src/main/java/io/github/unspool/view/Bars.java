package io.github.unspool.view;

import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Bars made of letters, which need no style and so are seen wherever a table is. */
final class Bars {
    private static final int LENGTH = 12;

    private Bars() {}

    /** The table with a bar of each probability behind it. */
    static Table beside(Table table, String probabilities) {
        DoubleColumn column = table.doubleColumn(probabilities);
        StringColumn bars = StringColumn.create(" ");
        column.forEach(probability -> bars.append(bar(probability)));
        return table.copy().addColumns(bars);
    }

    /** Always of one length, since some notebooks align tables to the right. */
    static String bar(double probability) {
        int full = (int) Math.round(probability * LENGTH);
        return "█".repeat(full) + "░".repeat(LENGTH - full);
    }
}
