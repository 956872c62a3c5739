package io.github.unspool.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link ScaledSum} lane by lane. */
final class VectorScaledSum extends ScaledSum {
    private static final VectorSpecies<Float> SPECIES = VectorElementary.SPECIES;
    private static final int LANES = SPECIES.length();
    private static final WarmUp WARM_UP =
            new WarmUp(() -> addLanes(1, new float[256], 0, new float[256], 0, 256), 1_000);

    /** Made by {@link Kernels}. */
    VectorScaledSum() {}

    @Override
    public void add(float a, float[] x, int from, float[] y, int at, int length) {
        int whole = WARM_UP.isDone() ? length - length % LANES : 0;
        addLanes(a, x, from, y, at, whole);
        super.add(a, x, from + whole, y, at + whole, length - whole);
    }

    private static void addLanes(float a, float[] x, int from, float[] y, int at, int length) {
        FloatVector factor = FloatVector.broadcast(SPECIES, a);
        for (int i = 0; i < length; i += LANES) {
            FloatVector sum = FloatVector.fromArray(SPECIES, y, at + i);
            factor.fma(FloatVector.fromArray(SPECIES, x, from + i), sum).intoArray(y, at + i);
        }
    }
}
