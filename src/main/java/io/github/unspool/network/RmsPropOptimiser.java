package io.github.unspool.network;

/** See {@link Optimiser#rmsProp}. */
final class RmsPropOptimiser implements Optimiser {
    private final Rate rate;
    private final float rho;
    private final float epsilon;
    private Weights square;

    RmsPropOptimiser(Rate rate, double rho, double epsilon) {
        this.rate = rate;
        this.rho = (float) rho;
        this.epsilon = (float) epsilon;
    }

    @Override
    public void step(Weights weights, Weights gradients, double progress) {
        if (square == null) {
            square = new Weights(weights.network());
        }
        float stepSize = (float) rate.at(progress);
        for (int i = 0; i < weights.parameters().size(); i++) {
            update(
                    weights.parameters().get(i).values(),
                    gradients.parameters().get(i).values(),
                    square.parameters().get(i).values(),
                    stepSize);
        }
    }

    private void update(float[] w, float[] g, float[] s, float stepSize) {
        for (int j = 0; j < w.length; j++) {
            s[j] = Math.fma(rho, s[j] - g[j] * g[j], g[j] * g[j]);
            w[j] -= stepSize * g[j] / ((float) Math.sqrt(s[j]) + epsilon);
        }
    }
}
