package io.github.unspool.math;

/**
 * exp, tanh and log, the same bits on every platform. The first two are the approximations of S. L. Moshier's Cephes library
 * (<i>Methods and Programs for Mathematical Functions</i>, Ellis Horwood 1989; {@code expf}, {@code tanhf}), evaluated
 * with fused multiply-adds.
 */
public final class Elementary {
    static final float LOG2_E = 1.44269504088896341f;
    /** 1.5 · 2²³: what is added to it is rounded to a whole number, which then stands in its last bits. */
    static final float ROUNDER = 12582912f;

    static final int MANTISSA = 23;
    /** The bits of 1f. */
    static final int ONE = 0x3F800000;
    /** ln 2 = LN2_HIGH + LN2_LOW; the high part has few bits, so that n·LN2_HIGH is exact. */
    static final float LN2_HIGH = 0.693359375f;

    static final float LN2_LOW = -2.12194440e-4f;
    static final float HIGHEST_EXPONENT = 88f;
    static final float LOWEST_EXPONENT = -87f;
    static final float P0 = 1.9875691500e-4f;
    static final float P1 = 1.3981999507e-3f;
    static final float P2 = 8.3334519073e-3f;
    static final float P3 = 4.1665795894e-2f;
    static final float P4 = 1.6666665459e-1f;
    static final float P5 = 5.0000001201e-1f;
    /** Below it tanh is a polynomial of its own, so that nothing cancels. */
    static final float NEAR_ZERO = 0.625f;

    static final float T0 = -5.70498872745e-3f;
    static final float T1 = 2.06390887954e-2f;
    static final float T2 = -5.37397155531e-2f;
    static final float T3 = 1.33314422036e-1f;
    static final float T4 = -3.33332819422e-1f;

    /** The bits of √½ in float. */
    private static final int ROOT_OF_HALF = 0x3F3504F3;
    /** ln 2 in double, in two parts like those above. */
    private static final double LOG_2_HIGH = 6.93147180369123816490e-01;

    private static final double LOG_2_LOW = 1.90821492927058770002e-10;
    private static final double L1 = 6.666666666666735130e-01;
    private static final double L2 = 3.999999999940941908e-01;
    private static final double L3 = 2.857142874366239149e-01;
    private static final double L4 = 2.222219843214978396e-01;
    private static final double L5 = 1.818357216161805012e-01;
    private static final double L6 = 1.531383769920937332e-01;
    private static final double L7 = 1.479819860511658591e-01;

    private Elementary() {}

    /**
     * e to the power of x, within 2 ulp from −87 to 88; 0 below, infinite above, NaN for NaN.
     *
     * @param x the exponent
     * @return e to the power of x
     */
    public static float exp(float x) {
        float shifted = Math.fma(x, LOG2_E, ROUNDER);
        float n = shifted - ROUNDER;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
        float p = P0;
        p = Math.fma(p, r, P1);
        p = Math.fma(p, r, P2);
        p = Math.fma(p, r, P3);
        p = Math.fma(p, r, P4);
        p = Math.fma(p, r, P5);
        p = Math.fma(p, r * r, r) + 1f;
        float y = p * Float.intBitsToFloat((Float.floatToRawIntBits(shifted) << MANTISSA) + ONE);
        return x < LOWEST_EXPONENT ? 0f : x > HIGHEST_EXPONENT ? Float.POSITIVE_INFINITY : y;
    }

    /**
     * The hyperbolic tangent, within 2 ulp; NaN for NaN.
     *
     * @param x any number
     * @return tanh x, from −1 to 1
     */
    public static float tanh(float x) {
        float magnitude = Math.abs(x);
        if (magnitude < NEAR_ZERO) {
            return tanhNearZero(x);
        }
        float tail = 1f - 2f / (exp(2f * magnitude) + 1f);
        return Math.copySign(tail, x);
    }

    /**
     * The logistic function 1 / (1 + e⁻ˣ), within 3 ulp from −80 to 80; NaN for NaN.
     *
     * @param x any number
     * @return from 0 to 1
     */
    public static float sigmoid(float x) {
        return 1f / (1f + exp(-x));
    }

    /**
     * The natural logarithm within 2 ulp, for sums of exponentials. Faster than {@link StrictMath#log}, which is native on JDK
     * 17. With {@code x = 2ᵏ·(1 + f)} and {@code s = f / (2 + f)} it is {@code k·ln 2 + f − s·(f − R(s²))}; R is that of K. C. Ng in
     * Sun's library <i>fdlibm</i> (1993).
     *
     * @param x any number
     * @return ln x; NaN below 0
     */
    public static double log(float x) {
        if (!(x >= Float.MIN_NORMAL && x < Float.POSITIVE_INFINITY)) {
            return StrictMath.log(x);
        }
        // The exponent is that of x / √½, so that 1 + f lies around 1.
        int k = (Float.floatToRawIntBits(x) - ROOT_OF_HALF) >> MANTISSA;
        double f = Float.intBitsToFloat(Float.floatToRawIntBits(x) - (k << MANTISSA)) - 1.0;
        double s = f / (2 + f);
        double z = s * s;
        double r = z * (L1 + z * (L2 + z * (L3 + z * (L4 + z * (L5 + z * (L6 + z * L7))))));
        return k * LOG_2_HIGH - (s * (f - r) - k * LOG_2_LOW - f);
    }

    private static float tanhNearZero(float x) {
        float s = x * x;
        float p = T0;
        p = Math.fma(p, s, T1);
        p = Math.fma(p, s, T2);
        p = Math.fma(p, s, T3);
        p = Math.fma(p, s, T4);
        return Math.fma(p * s, x, x);
    }
}
