package io.github.unspool.optimiser;

/** See {@link Optimiser#sgd}. */
final class MomentumOptimiser extends ElementwiseOptimiser {
    private final float momentum;
    private final boolean nesterov;
    private float stepSize;

    MomentumOptimiser(Rate rate, double momentum, boolean nesterov) {
        super(rate, 1);
        this.momentum = (float) momentum;
        this.nesterov = nesterov;
    }

    @Override
    void begin(double now) {
        stepSize = (float) now;
    }

    @Override
    void update(float[] w, float[] g, float[][] memory, int from, int to) {
        float[] v = memory[0];
        for (int j = from; j < to; j++) {
            v[j] = Math.fma(momentum, v[j], g[j]);
            float direction = nesterov ? Math.fma(momentum, v[j], g[j]) : v[j];
            w[j] = Math.fma(-stepSize, direction, w[j]);
        }
    }
}
