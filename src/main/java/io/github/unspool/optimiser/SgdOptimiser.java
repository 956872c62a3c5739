package io.github.unspool.optimiser;

/** See {@link Optimiser#sgd}. */
final class SgdOptimiser extends ElementwiseOptimiser {
    private float stepSize;

    SgdOptimiser(Rate rate) {
        super(rate, 0);
    }

    @Override
    void begin(double now) {
        stepSize = (float) now;
    }

    @Override
    void update(float[] w, float[] g, float[][] memory, int from, int to) {
        for (int j = from; j < to; j++) {
            w[j] = Math.fma(-stepSize, g[j], w[j]);
        }
    }
}
