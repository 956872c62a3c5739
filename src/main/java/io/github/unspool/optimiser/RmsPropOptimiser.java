package io.github.unspool.optimiser;

/** See {@link Optimiser#rmsProp}. */
final class RmsPropOptimiser extends ElementwiseOptimiser {
    private final double rho;
    private final float epsilon;
    private float stepSize;

    RmsPropOptimiser(Rate rate, double rho, double epsilon) {
        super(rate, 1);
        this.rho = rho;
        this.epsilon = (float) epsilon;
    }

    @Override
    void begin(double now) {
        stepSize = (float) now;
    }

    @Override
    void update(float[] w, float[] g, float[][] memory, int from, int to) {
        float[] s = memory[0];
        float keep = (float) rho;
        float add = (float) (1 - rho);
        for (int j = from; j < to; j++) {
            s[j] = Math.fma(keep, s[j], add * (g[j] * g[j]));
            w[j] -= stepSize * g[j] / ((float) Math.sqrt(s[j]) + epsilon);
        }
    }
}
