package io.github.unspool.math;

import jdk.incubator.vector.FloatVector;

/** {@link ScaledSum} lane by lane. */
final class VectorScaledSum extends ScaledSum {

    /** Made by {@link Kernels}. */
    VectorScaledSum() {}

    @Override
    public void add(float a, float[] x, int from, float[] y, int at, int length) {
        int lanes = VectorElementary.SPECIES.length();
        FloatVector factor = FloatVector.broadcast(VectorElementary.SPECIES, a);
        int i = 0;
        for (; i + lanes <= length; i += lanes) {
            FloatVector sum = FloatVector.fromArray(VectorElementary.SPECIES, y, at + i);
            factor.fma(FloatVector.fromArray(VectorElementary.SPECIES, x, from + i), sum)
                    .intoArray(y, at + i);
        }
        super.add(a, x, from + i, y, at + i, length - i);
    }
}
