package io.github.unspool.optimiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.network.Sentences;
import io.github.unspool.network.Weights;
import org.junit.jupiter.api.Test;

class OptimiserTest {
    private static final Rate RATE = Rate.constant(0.1);
    private static final double[] GRADIENTS = {0.5, -0.2, 0.9, 0, -3};

    private final Weights weights = Sentences.weights(3);
    private final Weights gradients = new Weights(weights.network());

    /** One number, followed through several steps. */
    private double after(Optimiser optimiser) {
        weights.recurrences().get(0).wx().values()[0] = 1;
        for (double g : GRADIENTS) {
            gradients.recurrences().get(0).wx().values()[0] = (float) g;
            optimiser.step(weights.parameters(), gradients.parameters(), 0);
        }
        return weights.recurrences().get(0).wx().values()[0];
    }

    @Test
    void sgd_goesAgainstTheGradient() {
        double expected = 1;
        for (double g : GRADIENTS) {
            expected -= 0.1 * g;
        }

        assertThat(after(Optimiser.sgd(RATE, 0, false))).isCloseTo(expected, within(1e-6));
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

        assertThat(after(Optimiser.adam(RATE, 0.8, 0.95, 1e-3, 0))).isCloseTo(w, within(1e-6));
    }

    @Test
    void adam_withoutGradient_changesNothing() {
        Weights before = weights.copy();

        Optimiser.adam(RATE, 0.9, 0.999, 1e-8, 0).step(weights.parameters(), gradients.parameters(), 0);

        assertThat(weights.recurrences().get(0).wh().values())
                .containsExactly(before.recurrences().get(0).wh().values());
    }

    @Test
    void momentum_keepsItsDirection() {
        double w = 1;
        double v = 0;
        for (double g : GRADIENTS) {
            v = 0.9 * v + g;
            w -= 0.1 * v;
        }

        assertThat(after(Optimiser.sgd(RATE, 0.9, false))).isCloseTo(w, within(1e-6));
    }

    @Test
    void nesterov_looksAhead() {
        double w = 1;
        double v = 0;
        for (double g : GRADIENTS) {
            v = 0.9 * v + g;
            w -= 0.1 * (g + 0.9 * v);
        }

        assertThat(after(Optimiser.sgd(RATE, 0.9, true))).isCloseTo(w, within(1e-6));
    }

    @Test
    void rmsProp_dividesByTheRootMeanSquare() {
        double w = 1;
        double s = 0;
        for (double g : GRADIENTS) {
            s = 0.9 * s + 0.1 * g * g;
            w -= 0.1 * g / (Math.sqrt(s) + 1e-3);
        }

        assertThat(after(Optimiser.rmsProp(RATE, 0.9, 1e-3))).isCloseTo(w, within(1e-6));
    }

    @Test
    void adamW_pullsToZeroApartFromTheGradient() {
        double plain = after(Optimiser.adam(RATE, 0.9, 0.999, 1e-8, 0));
        weights.recurrences().get(0).wx().values()[1] = 2;
        double decayed = after(Optimiser.adam(RATE, 0.9, 0.999, 1e-8, 0.5));

        assertThat((double) weights.recurrences().get(0).wx().values()[1])
                .isCloseTo(2 * Math.pow(1 - 0.1 * 0.5, 5), within(1e-6));
        assertThat(decayed).isLessThan(plain);
    }

    @Test
    void step_inTheMiddleOfARun_goesWithTheRateOfThen() {
        weights.recurrences().get(0).wx().values()[0] = 1;
        gradients.recurrences().get(0).wx().values()[0] = 1;

        Optimiser.sgd(Rate.linear(0.4), 0, false).step(weights.parameters(), gradients.parameters(), 0.75);

        assertThat((double) weights.recurrences().get(0).wx().values()[0]).isCloseTo(1 - 0.1, within(1e-6));
    }
}
