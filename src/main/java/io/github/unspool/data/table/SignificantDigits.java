package io.github.unspool.data.table;

import java.math.BigDecimal;
import java.math.RoundingMode;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/**
 * Shows the numbers of a column with four significant digits of the largest, all with as many decimals. A number that would
 * be shown as 0 and is none has digits of its own.
 */
public final class SignificantDigits extends NumberColumnFormatter {
    private static final int DIGITS = 4;
    private static final int MOST = 300;

    private final DoubleColumn column;

    private SignificantDigits(DoubleColumn column) {
        this.column = column;
    }

    /**
     * Shows a column so.
     *
     * @param column any
     * @return the same column
     */
    public static DoubleColumn show(DoubleColumn column) {
        column.setPrintFormatter(new SignificantDigits(column));
        return column;
    }

    @Override
    public String format(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "" : Double.toString(value);
        }
        double largest = 0;
        for (double other : column) {
            largest = Double.isFinite(other) ? Math.max(largest, Math.abs(other)) : largest;
        }
        int decimals = decimals(largest);
        boolean isLost = value != 0 && Math.abs(value) < Math.pow(10, 1 - decimals);
        return new BigDecimal(value)
                .setScale(isLost ? decimals(value) : decimals, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    private static int decimals(double value) {
        int exponent = value == 0 ? 0 : (int) Math.floor(Math.log10(Math.abs(value)));
        return Math.min(MOST, Math.max(0, DIGITS - 1 - exponent));
    }
}
