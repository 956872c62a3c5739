package io.github.unspool.optimiser;

/** See {@link Optimiser#adam}. */
final class AdamOptimiser extends ElementwiseOptimiser {
    private final double beta1;
    private final double beta2;
    private final float epsilon;
    private final double decay;
    private double power1 = 1;
    private double power2 = 1;
    private float kept;
    private float stepSize;
    private float correction;

    AdamOptimiser(Rate rate, double beta1, double beta2, double epsilon, double decay) {
        super(rate, 2);
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = (float) epsilon;
        this.decay = decay;
    }

    @Override
    void begin(double now) {
        power1 *= beta1;
        power2 *= beta2;
        kept = (float) (1 - now * decay);
        stepSize = (float) (now / (1 - power1));
        correction = (float) (1 / Math.sqrt(1 - power2));
    }

    @Override
    void update(float[] w, float[] g, float[][] memory, int from, int to) {
        float[] m = memory[0];
        float[] v = memory[1];
        float keep1 = (float) beta1;
        float keep2 = (float) beta2;
        // Not 1 − keep2, whose digits a beta near 1 has taken.
        float add2 = (float) (1 - beta2);
        for (int j = from; j < to; j++) {
            m[j] = Math.fma(keep1, m[j] - g[j], g[j]);
            v[j] = Math.fma(keep2, v[j], add2 * (g[j] * g[j]));
            float root = (float) Math.sqrt(v[j]) * correction + epsilon;
            w[j] = w[j] * kept - stepSize * m[j] / root;
        }
    }
}
