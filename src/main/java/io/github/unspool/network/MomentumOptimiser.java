package io.github.unspool.network;

/** See {@link Optimiser#sgd}. */
final class MomentumOptimiser implements Optimiser {
    private final Rate rate;
    private final float momentum;
    private final boolean nesterov;
    private Weights velocity;

    MomentumOptimiser(Rate rate, double momentum, boolean nesterov) {
        this.rate = rate;
        this.momentum = (float) momentum;
        this.nesterov = nesterov;
    }

    @Override
    public void step(Weights weights, Weights gradients, double progress) {
        if (velocity == null) {
            velocity = new Weights(weights.network());
        }
        float stepSize = (float) rate.at(progress);
        for (int i = 0; i < weights.parameters().size(); i++) {
            update(
                    weights.parameters().get(i).values(),
                    gradients.parameters().get(i).values(),
                    velocity.parameters().get(i).values(),
                    stepSize);
        }
    }

    private void update(float[] w, float[] g, float[] v, float stepSize) {
        for (int j = 0; j < w.length; j++) {
            v[j] = Math.fma(momentum, v[j], g[j]);
            float direction = nesterov ? Math.fma(momentum, v[j], g[j]) : v[j];
            w[j] = Math.fma(-stepSize, direction, w[j]);
        }
    }
}
