package io.github.unspool.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OptimiserTest {
    private static final double[] GRADIENTS = {0.5, -0.2, 0.9, 0, -3};

    private final Weights weights = Sentences.weights(3);
    private final Weights gradients = new Weights(weights.network());

    /** One number, followed through several steps. */
    private double after(Optimiser optimiser) {
        weights.wx(0).values()[0] = 1;
        for (double g : GRADIENTS) {
            gradients.wx(0).values()[0] = (float) g;
            optimiser.step(weights, gradients);
        }
        return weights.wx(0).values()[0];
    }

    @Test
    void sgd_goesAgainstTheGradient() {
        double expected = 1;
        for (double g : GRADIENTS) {
            expected -= 0.1 * g;
        }

        assertThat(after(Optimiser.sgd(0.1))).isCloseTo(expected, within(1e-6));
    }

    @Test
    void adam_followsAlgorithm1OfThePaper() {
        double w = 1;
        double m = 0;
        double v = 0;
        for (int t = 1; t <= GRADIENTS.length; t++) {
            double g = GRADIENTS[t - 1];
            m = 0.8 * m + 0.2 * g;
            v = 0.95 * v + 0.05 * g * g;
            double mHat = m / (1 - Math.pow(0.8, t));
            double vHat = v / (1 - Math.pow(0.95, t));
            w -= 0.1 * mHat / (Math.sqrt(vHat) + 1e-3);
        }

        assertThat(after(Optimiser.adam(0.1, 0.8, 0.95, 1e-3))).isCloseTo(w, within(1e-6));
    }

    @Test
    void adam_withoutGradient_changesNothing() {
        Weights before = weights.copy();

        Optimiser.adam(0.1, 0.9, 0.999, 1e-8).step(weights, gradients);

        assertThat(weights.wh(0).values()).containsExactly(before.wh(0).values());
    }
}
