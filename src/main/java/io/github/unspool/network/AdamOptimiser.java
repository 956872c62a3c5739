package io.github.unspool.network;

/** See {@link Optimiser#adam}. */
final class AdamOptimiser implements Optimiser {
    private final Rate rate;
    private final float beta1;
    private final float beta2;
    private final float epsilon;
    private final double decay;
    private double power1 = 1;
    private double power2 = 1;
    private Weights mean;
    private Weights square;

    AdamOptimiser(Rate rate, double beta1, double beta2, double epsilon, double decay) {
        this.rate = rate;
        this.beta1 = (float) beta1;
        this.beta2 = (float) beta2;
        this.epsilon = (float) epsilon;
        this.decay = decay;
    }

    @Override
    public void step(Weights weights, Weights gradients, double progress) {
        if (mean == null) {
            mean = new Weights(weights.network());
            square = new Weights(weights.network());
        }
        power1 *= beta1;
        power2 *= beta2;
        double now = rate.at(progress);
        if (decay != 0) {
            weights.scale((float) (1 - now * decay));
        }
        float stepSize = (float) (now / (1 - power1));
        float correction = (float) (1 / Math.sqrt(1 - power2));
        for (int i = 0; i < weights.parameters().size(); i++) {
            update(
                    weights.parameters().get(i).values(),
                    gradients.parameters().get(i).values(),
                    mean.parameters().get(i).values(),
                    square.parameters().get(i).values(),
                    stepSize,
                    correction);
        }
    }

    private void update(float[] w, float[] g, float[] m, float[] v, float stepSize, float correction) {
        for (int j = 0; j < w.length; j++) {
            m[j] = Math.fma(beta1, m[j] - g[j], g[j]);
            v[j] = Math.fma(beta2, v[j] - g[j] * g[j], g[j] * g[j]);
            float root = (float) Math.sqrt(v[j]) * correction + epsilon;
            w[j] -= stepSize * m[j] / root;
        }
    }
}
