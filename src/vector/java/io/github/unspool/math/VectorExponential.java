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

    /** Made by {@link Kernels}. */
    VectorExponential() {}

    @Override
    public float highest(float[] x, int from, int to) {
        int lanes = VectorElementary.SPECIES.length();
        FloatVector highest = splat(Float.NEGATIVE_INFINITY);
        int i = from;
        for (; i + lanes <= to; i += lanes) {
            FloatVector now = FloatVector.fromArray(VectorElementary.SPECIES, x, i);
            highest = highest.blend(now, now.compare(VectorOperators.GT, highest));
        }
        float rest = super.highest(x, i, to);
        float most = highest.reduceLanes(VectorOperators.MAX);
        return rest > most ? rest : most;
    }

    @Override
    void addWhole(float[] x, int from, int to, float[] sums) {
        int lanes = VectorElementary.SPECIES.length();
        for (int k = 0; k < SUMS; k += lanes) {
            FloatVector sum = FloatVector.fromArray(VectorElementary.SPECIES, sums, k);
            for (int i = from + k; i < to; i += SUMS) {
                sum = sum.add(FloatVector.fromArray(VectorElementary.SPECIES, x, i));
            }
            sum.intoArray(sums, k);
        }
    }

    @Override
    public void apply(float[] x, int from, int to, float shift) {
        int lanes = VectorElementary.SPECIES.length();
        int i = from;
        for (; i + lanes <= to; i += lanes) {
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
        super.apply(x, i, to, shift);
    }

    private static FloatVector splat(float x) {
        return FloatVector.broadcast(VectorElementary.SPECIES, x);
    }
}
