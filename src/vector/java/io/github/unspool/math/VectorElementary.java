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
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Elementary} lane by lane over arrays: the same operations in the same order, so the same bits.
 *
 * <p>Each function is one loop without a call that takes or gives a vector. HotSpot may choose not to inline such a call,
 * and then makes an object of each vector, ten times slower, in some runs and not in others.
 */
public final class VectorElementary {
    /** The vectors that all kernels work with, so that the compiler sees one kind only. */
    public static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private static final int LANES = SPECIES.length();

    private static final int ROUNDS = 400;

    static {
        mixOperators();
    }

    private static final WarmUp SIGMOID = new WarmUp(() -> sigmoidLanes(new float[256], 0, 256), 2_000);
    private static final WarmUp TANH = new WarmUp(() -> tanhLanes(new float[256], 0, 256, new float[256], 0), 2_000);

    private VectorElementary() {}

    /**
     * Uses operators in turn, before a kernel uses few of them often. All of them go through one method of JDK 17, which
     * HotSpot compiles for the operator that it has seen there if it was only one. That fails four times, and every operation
     * of every kernel inherits the four failures: after 25 operations a kernel has the hundred that a method may have, from
     * there on HotSpot no longer assumes what a vector is, and makes an object of one.
     */
    private static void mixOperators() {
        FloatVector half = splat(0.5f);
        FloatVector x = half;
        for (int i = 0; i < ROUNDS; i++) {
            x = x.mul(half).add(half).sub(x).fma(half, half).div(half).neg().abs();
        }
        x.intoArray(new float[LANES], 0);
    }

    /**
     * Puts the logistic function of numbers in their place; see {@link Elementary#sigmoid}.
     *
     * @param x changed in place
     * @param from the first place
     * @param to the place after the last
     */
    public static void sigmoid(float[] x, int from, int to) {
        for (int i = SIGMOID.isDone() ? sigmoidLanes(x, from, to) : from; i < to; i++) {
            x[i] = Elementary.sigmoid(x[i]);
        }
    }

    /** All that fill vectors; gives the place of the first that do not. */
    private static int sigmoidLanes(float[] x, int from, int to) {
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            FloatVector u = FloatVector.fromArray(SPECIES, x, i).neg();
            FloatVector shifted = u.fma(splat(LOG2_E), splat(ROUNDER));
            FloatVector n = shifted.sub(ROUNDER);
            FloatVector r = n.fma(splat(-LN2_LOW), n.fma(splat(-LN2_HIGH), u));
            FloatVector p = splat(P0).fma(r, splat(P1)).fma(r, splat(P2)).fma(r, splat(P3));
            p = p.fma(r, splat(P4)).fma(r, splat(P5)).fma(r.mul(r), r).add(1f);
            FloatVector power = shifted.reinterpretAsInts()
                    .lanewise(VectorOperators.LSHL, MANTISSA)
                    .add(ONE)
                    .reinterpretAsFloats();
            FloatVector e = p.mul(power)
                    .blend(0f, u.compare(VectorOperators.LT, LOWEST_EXPONENT))
                    .blend(Float.POSITIVE_INFINITY, u.compare(VectorOperators.GT, HIGHEST_EXPONENT));
            splat(1f).div(e.add(1f)).intoArray(x, i);
        }
        return i;
    }

    /**
     * Puts the tanh of numbers into others; see {@link Elementary#tanh}.
     *
     * @param x the numbers
     * @param from the first place
     * @param to the place after the last
     * @param y takes the values; may be x
     * @param at the place of the first of them
     */
    public static void tanh(float[] x, int from, int to, float[] y, int at) {
        int i = TANH.isDone() ? tanhLanes(x, from, to, y, at) : from;
        for (int j = at + i - from; i < to; i++, j++) {
            y[j] = Elementary.tanh(x[i]);
        }
    }

    private static int tanhLanes(float[] x, int from, int to, float[] y, int at) {
        int i = from;
        int j = at;
        for (; i + LANES <= to; i += LANES, j += LANES) {
            FloatVector z = FloatVector.fromArray(SPECIES, x, i);
            FloatVector magnitude = z.abs();
            FloatVector u = magnitude.mul(2f);
            FloatVector shifted = u.fma(splat(LOG2_E), splat(ROUNDER));
            FloatVector n = shifted.sub(ROUNDER);
            FloatVector r = n.fma(splat(-LN2_LOW), n.fma(splat(-LN2_HIGH), u));
            FloatVector p = splat(P0).fma(r, splat(P1)).fma(r, splat(P2)).fma(r, splat(P3));
            p = p.fma(r, splat(P4)).fma(r, splat(P5)).fma(r.mul(r), r).add(1f);
            FloatVector power = shifted.reinterpretAsInts()
                    .lanewise(VectorOperators.LSHL, MANTISSA)
                    .add(ONE)
                    .reinterpretAsFloats();
            FloatVector e =
                    p.mul(power).blend(Float.POSITIVE_INFINITY, u.compare(VectorOperators.GT, HIGHEST_EXPONENT));
            FloatVector tail = splat(1f).sub(splat(2f).div(e.add(1f)));
            FloatVector s = z.mul(z);
            FloatVector q = splat(T0)
                    .fma(s, splat(T1))
                    .fma(s, splat(T2))
                    .fma(s, splat(T3))
                    .fma(s, splat(T4));
            tail.blend(tail.neg(), z.compare(VectorOperators.LT, 0f))
                    .blend(q.mul(s).fma(z, z), magnitude.compare(VectorOperators.LT, NEAR_ZERO))
                    .intoArray(y, j);
        }
        return i;
    }

    private static FloatVector splat(float x) {
        return FloatVector.broadcast(SPECIES, x);
    }
}
