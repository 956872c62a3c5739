package io.github.unspool.math;

/**
 * exp and tanh in float, the same bits on every platform. Both are the approximations of S. L. Moshier's Cephes library
 * (<i>Methods and Programs for Mathematical Functions</i>, Ellis Horwood 1989; {@code expf}, {@code tanhf}), evaluated
 * with fused multiply-adds.
 */
public final class Elementary {
    private static final float LOG2_E = 1.44269504088896341f;
    /** ln 2 = LN2_HIGH + LN2_LOW; the high part has few bits, so that n·LN2_HIGH is exact. */
    private static final float LN2_HIGH = 0.693359375f;

    private static final float LN2_LOW = -2.12194440e-4f;
    private static final float HIGHEST_EXPONENT = 88f;
    private static final float LOWEST_EXPONENT = -87f;

    private Elementary() {}

    /**
     * e to the power of x, within 2 ulp from −87 to 88; 0 below, infinite above, NaN for NaN.
     *
     * @param x the exponent
     * @return e to the power of x
     */
    public static float exp(float x) {
        if (!(x >= LOWEST_EXPONENT && x <= HIGHEST_EXPONENT)) {
            return x > 0 ? Float.POSITIVE_INFINITY : x < 0 ? 0 : x;
        }
        float n = (float) Math.floor(Math.fma(x, LOG2_E, 0.5f));
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
        float p = 1.9875691500e-4f;
        p = Math.fma(p, r, 1.3981999507e-3f);
        p = Math.fma(p, r, 8.3334519073e-3f);
        p = Math.fma(p, r, 4.1665795894e-2f);
        p = Math.fma(p, r, 1.6666665459e-1f);
        p = Math.fma(p, r, 5.0000001201e-1f);
        p = Math.fma(p, r * r, r) + 1f;
        return p * Float.intBitsToFloat(((int) n + 127) << 23);
    }

    /**
     * The hyperbolic tangent, within 2 ulp; NaN for NaN.
     *
     * @param x any number
     * @return tanh x, from −1 to 1
     */
    public static float tanh(float x) {
        float magnitude = Math.abs(x);
        if (magnitude < 0.625f) {
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

    private static float tanhNearZero(float x) {
        float s = x * x;
        float p = -5.70498872745e-3f;
        p = Math.fma(p, s, 2.06390887954e-2f);
        p = Math.fma(p, s, -5.37397155531e-2f);
        p = Math.fma(p, s, 1.33314422036e-1f);
        p = Math.fma(p, s, -3.33332819422e-1f);
        return Math.fma(p * s, x, x);
    }
}
