package io.github.unspool.network;

/** See {@link Optimiser#adam}. */
final class AdamOptimiser implements Optimiser {
    private final double rate;
    private final float beta1;
    private final float beta2;
    private final float epsilon;
    private double decay1 = 1;
    private double decay2 = 1;
    private Weights mean;
    private Weights square;

    AdamOptimiser(double rate, double beta1, double beta2, double epsilon) {
        this.rate = rate;
        this.beta1 = (float) beta1;
        this.beta2 = (float) beta2;
        this.epsilon = (float) epsilon;
    }

    @Override
    public void step(Weights weights, Weights gradients) {
        if (mean == null) {
            mean = new Weights(weights.network());
            square = new Weights(weights.network());
        }
        decay1 *= beta1;
        decay2 *= beta2;
        float stepSize = (float) (rate / (1 - decay1));
        float correction = (float) (1 / Math.sqrt(1 - decay2));
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
