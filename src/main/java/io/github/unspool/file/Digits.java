package io.github.unspool.file;

import java.util.Locale;

/** Numbers as text that loses nothing which matters. */
public final class Digits {
    /** From here on a number is not written out with all its digits. */
    private static final double LARGE = 1e4;

    private Digits() {}

    /**
     * A loss, an error or a norm with four decimals, or with three significant digits if they would show 0 for what is not 0, or if
     * it has exploded.
     *
     * @param value any number
     * @return such as {@code 0.1234} or {@code 1.23e-06}
     */
    public static String ofLoss(double value) {
        return String.format(Locale.ROOT, value < LARGE && !isLost(value) ? "%.4f" : "%.3g", value);
    }

    /**
     * Whether four decimals would show 0 for a number that is not 0.
     *
     * @param value any number
     * @return true if so
     */
    public static boolean isLost(double value) {
        return value != 0 && Math.abs(value) < 0.00005;
    }
}
