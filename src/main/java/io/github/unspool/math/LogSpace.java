package io.github.unspool.math;

/**
 * Sums of numbers that are kept as their logarithms, the same bits on every platform. A logarithm of −∞ stands for 0.
 */
public final class LogSpace {
    private static final double LOG2_E = 1.4426950408889634074;
    /** 1.5 · 2⁵²: what is added to it is rounded to a whole number. */
    private static final double ROUNDER = 6755399441055744.0;
    /** ln 2 in two parts; the high part has few bits. */
    private static final double LN2_HIGH = 6.93147180369123816490e-01;

    private static final double LN2_LOW = 1.90821492927058770002e-10;
    /** Below it exp is as good as 0. */
    private static final double LOWEST = -708;

    private static final double HIGHEST = 709;
    private static final int MANTISSA = 52;
    private static final int BIAS = 1023;
    /** 1 / n! for n from 13 down to 2. */
    private static final double[] FACTORIALS = {
        1.0 / 6227020800.0,
        1.0 / 479001600,
        1.0 / 39916800,
        1.0 / 3628800,
        1.0 / 362880,
        1.0 / 40320,
        1.0 / 5040,
        1.0 / 720,
        1.0 / 120,
        1.0 / 24,
        1.0 / 6,
        1.0 / 2
    };
    /** The bits of √½. */
    private static final long ROOT_OF_HALF = 0x3FE6A09E667F3BCDL;

    private static final double L1 = 6.666666666666735130e-01;
    private static final double L2 = 3.999999999940941908e-01;
    private static final double L3 = 2.857142874366239149e-01;
    private static final double L4 = 2.222219843214978396e-01;
    private static final double L5 = 1.818357216161805012e-01;
    private static final double L6 = 1.531383769920937332e-01;
    private static final double L7 = 1.479819860511658591e-01;

    private LogSpace() {}

    /**
     * e to the power of x, within 2 ulp from −708 to 709: with {@code x = n·ln 2 + r} it is 2ⁿ times the Taylor series of eʳ, of 13
     * terms.
     *
     * @param x the exponent
     * @return e to the power of x; 0 below −708, infinite above 709, NaN for NaN
     */
    public static double exp(double x) {
        if (!(x >= LOWEST && x <= HIGHEST)) {
            return x < LOWEST ? 0 : x > HIGHEST ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        double n = Math.fma(x, LOG2_E, ROUNDER) - ROUNDER;
        double r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
        double p = FACTORIALS[0];
        for (int i = 1; i < FACTORIALS.length; i++) {
            p = Math.fma(p, r, FACTORIALS[i]);
        }
        p = Math.fma(p, r * r, r) + 1;
        return p * Double.longBitsToDouble((long) ((int) n + BIAS) << MANTISSA);
    }

    /**
     * The natural logarithm within 2 ulp, as {@link Elementary#log} computes it.
     *
     * @param x any number
     * @return ln x; −∞ for 0, NaN below
     */
    public static double log(double x) {
        if (!(x >= Double.MIN_NORMAL && x < Double.POSITIVE_INFINITY)) {
            return StrictMath.log(x);
        }
        long bits = Double.doubleToRawLongBits(x);
        long k = (bits - ROOT_OF_HALF) >> MANTISSA;
        double f = Double.longBitsToDouble(bits - (k << MANTISSA)) - 1.0;
        double s = f / (2 + f);
        double z = s * s;
        double r = z * (L1 + z * (L2 + z * (L3 + z * (L4 + z * (L5 + z * (L6 + z * L7))))));
        return k * LN2_HIGH - (s * (f - r) - k * LN2_LOW - f);
    }

    /**
     * Adds two numbers.
     *
     * @param a the logarithm of one
     * @param b the logarithm of the other
     * @return log(eᵃ + eᵇ)
     */
    public static double add(double a, double b) {
        double high = Math.max(a, b);
        return high == Double.NEGATIVE_INFINITY ? high : high + log(1 + exp(Math.min(a, b) - high));
    }

    /**
     * Adds three numbers.
     *
     * @param a the logarithm of the first
     * @param b the logarithm of the second
     * @param c the logarithm of the third
     * @return log(eᵃ + eᵇ + eᶜ)
     */
    public static double add(double a, double b, double c) {
        double high = Math.max(a, Math.max(b, c));
        return high == Double.NEGATIVE_INFINITY ? high : high + log(exp(a - high) + exp(b - high) + exp(c - high));
    }

    /**
     * Turns numbers into logarithms of probabilities: {@code x − log Σ exp(x)}.
     *
     * @param x the numbers, changed in place
     * @param from the first place
     * @param to the place after the last
     */
    public static void normalise(double[] x, int from, int to) {
        double high = Double.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            high = Math.max(high, x[i]);
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += exp(x[i] - high);
        }
        double all = high + log(sum);
        for (int i = from; i < to; i++) {
            x[i] -= all;
        }
    }
}
