package io.github.unspool.view;

import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Bars made of letters, which need no style and so are seen wherever a table is. */
final class Bars {
    private static final int LENGTH = 12;
    private static final int PARTS = 8;
    /** From an eighth of a block to a whole one. */
    private static final String BLOCKS = "▏▎▍▌▋▊▉█";

    private Bars() {}

    /** The table with a bar of each probability behind it. */
    static Table beside(Table table, String probabilities) {
        DoubleColumn column = table.doubleColumn(probabilities);
        StringColumn bars = StringColumn.create(" ");
        column.forEach(probability -> bars.append(bar(probability)));
        return table.copy().addColumns(bars);
    }

    /** What is not 0 is seen. */
    static String bar(double probability) {
        int parts = (int) Math.ceil(probability * LENGTH * PARTS);
        int rest = parts % PARTS;
        String whole = BLOCKS.substring(PARTS - 1).repeat(parts / PARTS);
        return whole + (rest == 0 ? "" : BLOCKS.substring(rest - 1, rest));
    }
}
