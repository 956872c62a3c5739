package io.github.unspool.network;

/** See {@link Optimiser#sgd}. */
final class SgdOptimiser implements Optimiser {
    private final float rate;

    SgdOptimiser(float rate) {
        this.rate = rate;
    }

    @Override
    public void step(Weights weights, Weights gradients) {
        for (int i = 0; i < weights.parameters().size(); i++) {
            float[] w = weights.parameters().get(i).values();
            float[] g = gradients.parameters().get(i).values();
            for (int j = 0; j < w.length; j++) {
                w[j] = Math.fma(-rate, g[j], w[j]);
            }
        }
    }
}
