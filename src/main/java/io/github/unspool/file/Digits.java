package io.github.unspool.file;

import java.util.Locale;

/** Formats numbers. */
public final class Digits {
    /** From this value on, a number is written with an exponent. */
    private static final double LARGE = 1e4;

    private Digits() {}

    /**
     * Formats a loss, an error or a norm with four decimals, or with three significant digits if it is very large or would
     * be rounded to 0.
     *
     * @param value any number
     * @return such as {@code 0.1234} or {@code 1.23e-06}
     */
    public static String ofLoss(double value) {
        return String.format(Locale.ROOT, value < LARGE && !isLost(value) ? "%.4f" : "%.3g", value);
    }

    /**
     * Whether a number other than 0 would be rounded to 0 with four decimals.
     *
     * @param value any number
     * @return true if so
     */
    public static boolean isLost(double value) {
        return value != 0 && Math.abs(value) < 0.00005;
    }
}
