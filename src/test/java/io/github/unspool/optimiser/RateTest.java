package io.github.unspool.optimiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateTest {

    private static void assertRates(Rate rate, double... quarters) {
        for (int i = 0; i < quarters.length; i++) {
            assertThat(rate.at(i / 4.0)).as("at %s/4", i).isCloseTo(quarters[i], within(1e-9));
        }
    }

    @Test
    void constant_stays() {
        assertRates(Rate.constant(0.1), 0.1, 0.1, 0.1, 0.1, 0.1);
    }

    @Test
    void linear_fallsToZero() {
        assertRates(Rate.linear(0.4), 0.4, 0.3, 0.2, 0.1, 0);
    }

    @Test
    void cosine_fallsToZeroSlowlyAtBothEnds() {
        double slow = (1 + Math.sqrt(0.5)) / 2;
        assertRates(Rate.cosine(1), 1, slow, 0.5, 1 - slow, 0);
    }

    @Test
    void steps_fallAtEqualDistances() {
        assertRates(Rate.steps(1, 3, 0.5), 1, 0.5, 0.25, 0.125, 0.125);
    }

    @Test
    void exponential_fallsByTheSameFactorInEachPart() {
        assertRates(Rate.exponential(2, 1e-4), 2, 0.2, 0.02, 0.002, 0.0002);
    }

    @Test
    void oneCycle_risesForThreeTenthsAndFallsFar() {
        Rate rate = Rate.oneCycle(0.5);

        assertThat(rate.at(0)).isCloseTo(0.02, within(1e-9));
        assertThat(rate.at(0.15)).isCloseTo(0.26, within(1e-9));
        assertThat(rate.at(0.3)).isCloseTo(0.5, within(1e-9));
        assertThat(rate.at(1)).isCloseTo(0.02 / 1e4, within(1e-9));
    }

    @Test
    void warmUp_risesFirstAndThenDoesTheRest() {
        assertRates(Rate.linear(1).warmUp(0.5), 0.01, 0.505, 1, 0.5, 0);
    }

    @Test
    void toString_isTheCallThatMakesIt() {
        assertThat(Rate.constant(0.1)).hasToString("Rate.constant(0.1)");
        assertThat(Rate.constant(0.1).shortest()).isEqualTo("0.1");
        assertThat(Rate.linear(0.1).shortest()).isEqualTo("Rate.linear(0.1)");
        assertThat(Rate.cosine(0.1).warmUp(0.25)).hasToString("Rate.cosine(0.1).warmUp(0.25)");
        assertThat(Rate.steps(0.1, 2, 0.5)).hasToString("Rate.steps(0.1, 2, 0.5)");
        assertThat(Rate.exponential(0.1, 0.01)).hasToString("Rate.exponential(0.1, 0.01)");
    }

    @Test
    void ranges_areNamed() {
        assertThatThrownBy(() -> Rate.cosine(0))
                .hasMessage("a learning rate of 0.0: it must be positive and finite; try 0.01");
        assertThatThrownBy(() -> Rate.cosine(1).warmUp(1))
                .hasMessage(
                        "warmUp(1.0): the fraction of the run must be at least 0 and less than 1; try 0.1. To warm up for 100 of 2000 updates, use warmUp(0.05)");
        assertThatThrownBy(() -> Rate.steps(1, 2, 1.5))
                .hasMessage("steps: the factor 1.5 does not reduce the rate; try 0.1");
        assertThatThrownBy(() -> Rate.exponential(1, 0))
                .hasMessage("exponential: the factor 0.0 does not reduce the rate; try 0.1");
    }
}
