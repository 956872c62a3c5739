package io.github.unspool.network;

/** See {@link Optimiser#adam}. */
final class AdamOptimiser extends ElementwiseOptimiser {
    private final float beta1;
    private final float beta2;
    private final float epsilon;
    private final double decay;
    private double power1 = 1;
    private double power2 = 1;
    private float kept;
    private float stepSize;
    private float correction;

    AdamOptimiser(Rate rate, double beta1, double beta2, double epsilon, double decay) {
        super(rate, 2);
        this.beta1 = (float) beta1;
        this.beta2 = (float) beta2;
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
    void update(float[] w, float[] g, float[][] memory) {
        float[] m = memory[0];
        float[] v = memory[1];
        for (int j = 0; j < w.length; j++) {
            m[j] = Math.fma(beta1, m[j] - g[j], g[j]);
            v[j] = Math.fma(beta2, v[j] - g[j] * g[j], g[j] * g[j]);
            float root = (float) Math.sqrt(v[j]) * correction + epsilon;
            w[j] = w[j] * kept - stepSize * m[j] / root;
        }
    }
}
