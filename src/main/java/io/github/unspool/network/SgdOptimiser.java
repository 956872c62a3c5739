package io.github.unspool.network;

/** See {@link Optimiser#sgd}. */
final class SgdOptimiser implements Optimiser {
    private final Rate rate;

    SgdOptimiser(Rate rate) {
        this.rate = rate;
    }

    @Override
    public void step(Weights weights, Weights gradients, double progress) {
        float stepSize = (float) rate.at(progress);
        for (int i = 0; i < weights.parameters().size(); i++) {
            float[] w = weights.parameters().get(i).values();
            float[] g = gradients.parameters().get(i).values();
            for (int j = 0; j < w.length; j++) {
                w[j] = Math.fma(-stepSize, g[j], w[j]);
            }
        }
    }
}
