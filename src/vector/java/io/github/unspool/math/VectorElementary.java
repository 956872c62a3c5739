package io.github.unspool.math;

import static io.github.unspool.math.Elementary.HIGHEST_EXPONENT;
import static io.github.unspool.math.Elementary.LN2_HIGH;
import static io.github.unspool.math.Elementary.LN2_LOW;
import static io.github.unspool.math.Elementary.LOG2_E;
import static io.github.unspool.math.Elementary.LOWEST_EXPONENT;
import static io.github.unspool.math.Elementary.MANTISSA;
import static io.github.unspool.math.Elementary.NEAR_ZERO;
import static io.github.unspool.math.Elementary.ONE;
import static io.github.unspool.math.Elementary.P0;
import static io.github.unspool.math.Elementary.P1;
import static io.github.unspool.math.Elementary.P2;
import static io.github.unspool.math.Elementary.P3;
import static io.github.unspool.math.Elementary.P4;
import static io.github.unspool.math.Elementary.P5;
import static io.github.unspool.math.Elementary.ROUNDER;
import static io.github.unspool.math.Elementary.T0;
import static io.github.unspool.math.Elementary.T1;
import static io.github.unspool.math.Elementary.T2;
import static io.github.unspool.math.Elementary.T3;
import static io.github.unspool.math.Elementary.T4;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Elementary} lane by lane: the same operations in the same order, so the same bits. */
public final class VectorElementary {
    /** The vectors that all kernels work with, so that the compiler sees one kind only. */
    public static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private static final int SIGN = 0x80000000;

    private VectorElementary() {}

    /**
     * See {@link Elementary#exp}.
     *
     * @param x the exponents
     * @return e to the power of each
     */
    public static FloatVector exp(FloatVector x) {
        FloatVector shifted = x.fma(splat(LOG2_E), splat(ROUNDER));
        FloatVector n = shifted.sub(ROUNDER);
        FloatVector r = n.fma(splat(-LN2_LOW), n.fma(splat(-LN2_HIGH), x));
        FloatVector p = splat(P0)
                .fma(r, splat(P1))
                .fma(r, splat(P2))
                .fma(r, splat(P3))
                .fma(r, splat(P4))
                .fma(r, splat(P5));
        p = p.fma(r.mul(r), r).add(1f);
        IntVector power = shifted.reinterpretAsInts()
                .lanewise(VectorOperators.LSHL, MANTISSA)
                .add(ONE);
        FloatVector y = p.mul(power.reinterpretAsFloats());
        return y.blend(0f, x.compare(VectorOperators.LT, LOWEST_EXPONENT))
                .blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, HIGHEST_EXPONENT));
    }

    /**
     * See {@link Elementary#tanh}.
     *
     * @param x any numbers
     * @return the tanh of each
     */
    public static FloatVector tanh(FloatVector x) {
        FloatVector magnitude = x.abs();
        FloatVector tail = splat(1f).sub(splat(2f).div(exp(magnitude.mul(2f)).add(1f)));
        IntVector sign = x.reinterpretAsInts().and(SIGN);
        FloatVector signed = tail.reinterpretAsInts().or(sign).reinterpretAsFloats();
        FloatVector s = x.mul(x);
        FloatVector p =
                splat(T0).fma(s, splat(T1)).fma(s, splat(T2)).fma(s, splat(T3)).fma(s, splat(T4));
        FloatVector near = p.mul(s).fma(x, x);
        return signed.blend(near, magnitude.compare(VectorOperators.LT, NEAR_ZERO));
    }

    /**
     * See {@link Elementary#sigmoid}.
     *
     * @param x any numbers
     * @return the logistic function of each
     */
    public static FloatVector sigmoid(FloatVector x) {
        return splat(1f).div(exp(x.neg()).add(1f));
    }

    private static FloatVector splat(float x) {
        return FloatVector.broadcast(SPECIES, x);
    }
}
