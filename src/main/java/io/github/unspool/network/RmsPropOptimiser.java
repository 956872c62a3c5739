package io.github.unspool.network;

/** See {@link Optimiser#rmsProp}. */
final class RmsPropOptimiser extends ElementwiseOptimiser {
    private final float rho;
    private final float epsilon;
    private float stepSize;

    RmsPropOptimiser(Rate rate, double rho, double epsilon) {
        super(rate, 1);
        this.rho = (float) rho;
        this.epsilon = (float) epsilon;
    }

    @Override
    void begin(double now) {
        stepSize = (float) now;
    }

    @Override
    void update(float[] w, float[] g, float[][] memory) {
        float[] s = memory[0];
        for (int j = 0; j < w.length; j++) {
            s[j] = Math.fma(rho, s[j] - g[j] * g[j], g[j] * g[j]);
            w[j] -= stepSize * g[j] / ((float) Math.sqrt(s[j]) + epsilon);
        }
    }
}
