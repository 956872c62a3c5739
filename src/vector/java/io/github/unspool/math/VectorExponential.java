package io.github.unspool.math;

import static io.github.unspool.math.Elementary.HIGHEST_EXPONENT;
import static io.github.unspool.math.Elementary.LN2_HIGH;
import static io.github.unspool.math.Elementary.LN2_LOW;
import static io.github.unspool.math.Elementary.LOG2_E;
import static io.github.unspool.math.Elementary.LOWEST_EXPONENT;
import static io.github.unspool.math.Elementary.MANTISSA;
import static io.github.unspool.math.Elementary.ONE;
import static io.github.unspool.math.Elementary.P0;
import static io.github.unspool.math.Elementary.P1;
import static io.github.unspool.math.Elementary.P2;
import static io.github.unspool.math.Elementary.P3;
import static io.github.unspool.math.Elementary.P4;
import static io.github.unspool.math.Elementary.P5;
import static io.github.unspool.math.Elementary.ROUNDER;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** {@link Exponential} lane by lane; one loop for each, for the reason that {@link VectorElementary} gives. */
final class VectorExponential extends Exponential {
    private static final int LANES = VectorElementary.SPECIES.length();

    private static final WarmUp WARM_UP = new WarmUp(VectorExponential::example, 3_000);

    /** Made by {@link Kernels}. */
    VectorExponential() {}

    private static void example() {
        float[] x = new float[256];
        expLanes(x, 0, 256, highestLanes(x, 0, 256));
        addLanes(x, 0, 256, new float[SUMS]);
        divideLanes(x, new float[256], 0, 256, 1);
    }

    @Override
    public float highest(float[] x, int from, int to) {
        int whole = WARM_UP.isDone() ? to - (to - from) % LANES : from;
        float most = whole > from ? highestLanes(x, from, whole) : Float.NEGATIVE_INFINITY;
        float rest = super.highest(x, whole, to);
        return rest > most ? rest : most;
    }

    private static float highestLanes(float[] x, int from, int to) {
        FloatVector highest = splat(Float.NEGATIVE_INFINITY);
        for (int i = from; i < to; i += LANES) {
            FloatVector now = FloatVector.fromArray(VectorElementary.SPECIES, x, i);
            highest = highest.blend(now, now.compare(VectorOperators.GT, highest));
        }
        return highest.reduceLanes(VectorOperators.MAX);
    }

    @Override
    void addWhole(float[] x, int from, int to, float[] sums) {
        if (WARM_UP.isDone()) {
            addLanes(x, from, to, sums);
        } else {
            super.addWhole(x, from, to, sums);
        }
    }

    private static void addLanes(float[] x, int from, int to, float[] sums) {
        for (int k = 0; k < SUMS; k += LANES) {
            FloatVector sum = FloatVector.fromArray(VectorElementary.SPECIES, sums, k);
            for (int i = from + k; i < to; i += SUMS) {
                sum = sum.add(FloatVector.fromArray(VectorElementary.SPECIES, x, i));
            }
            sum.intoArray(sums, k);
        }
    }

    @Override
    void apply(float[] x, int from, int to, float shift) {
        int whole = WARM_UP.isDone() ? to - (to - from) % LANES : from;
        expLanes(x, from, whole, shift);
        super.apply(x, whole, to, shift);
    }

    private static void expLanes(float[] x, int from, int to, float shift) {
        for (int i = from; i < to; i += LANES) {
            FloatVector u =
                    FloatVector.fromArray(VectorElementary.SPECIES, x, i).sub(shift);
            FloatVector shifted = u.fma(splat(LOG2_E), splat(ROUNDER));
            FloatVector n = shifted.sub(ROUNDER);
            FloatVector r = n.fma(splat(-LN2_LOW), n.fma(splat(-LN2_HIGH), u));
            FloatVector p = splat(P0).fma(r, splat(P1)).fma(r, splat(P2)).fma(r, splat(P3));
            p = p.fma(r, splat(P4)).fma(r, splat(P5)).fma(r.mul(r), r).add(1f);
            FloatVector power = shifted.reinterpretAsInts()
                    .lanewise(VectorOperators.LSHL, MANTISSA)
                    .add(ONE)
                    .reinterpretAsFloats();
            p.mul(power)
                    .blend(0f, u.compare(VectorOperators.LT, LOWEST_EXPONENT))
                    .blend(Float.POSITIVE_INFINITY, u.compare(VectorOperators.GT, HIGHEST_EXPONENT))
                    .intoArray(x, i);
        }
    }

    @Override
    void divide(float[] x, float[] y, int from, int to, float divisor) {
        int whole = WARM_UP.isDone() ? to - (to - from) % LANES : from;
        divideLanes(x, y, from, whole, divisor);
        super.divide(x, y, whole, to, divisor);
    }

    private static void divideLanes(float[] x, float[] y, int from, int to, float divisor) {
        FloatVector by = splat(divisor);
        for (int i = from; i < to; i += LANES) {
            FloatVector quotient =
                    FloatVector.fromArray(VectorElementary.SPECIES, x, i).div(by);
            quotient.intoArray(x, i);
            quotient.sub(FloatVector.fromArray(VectorElementary.SPECIES, y, i)).intoArray(y, i);
        }
    }

    private static FloatVector splat(float x) {
        return FloatVector.broadcast(VectorElementary.SPECIES, x);
    }
}
