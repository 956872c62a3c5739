package io.github.unspool.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.Rnn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Figures are worked out by hand with quantiles of Student's t from tables. */
class SampleTest {
    private static final Sample FIVE = new Sample(List.of(0.5, 0.7, 0.4, 0.9, 0.6));

    private static Candidate candidate(int number) {
        return new Candidate(number, Map.of("units", Choice.of(number)), Rnn.builder(), null);
    }

    private static Difference difference(double share, Double... by) {
        return new Difference(candidate(8), candidate(4), new Sample(List.of(by)), share);
    }

    @Test
    void figures_ofFiveValues_areThoseOfTheTextbook() {
        assertThat(FIVE.mean()).isCloseTo(0.62, within(1e-12));
        // √(0.148 / 4)
        assertThat(FIVE.deviation()).isCloseTo(0.1923538406, within(1e-9));
        // t(4, 0.975) = 2.7764451052; times sd / √5
        assertThat(FIVE.margin()).isCloseTo(0.2388379, within(1e-6));
    }

    @Test
    void margin_overFolds_isWiderByTheShare() {
        // √(1/5 + 1/4) instead of √(1/5): 1.5 times.
        assertThat(FIVE.margin(0.25) / FIVE.margin()).isCloseTo(1.5, within(1e-12));
    }

    @Test
    void figures_ofOneValue_areNotKnown() {
        Sample one = new Sample(List.of(0.5));
        assertThat(one.mean()).isEqualTo(0.5);
        assertThat(one.deviation()).isNaN();
        assertThat(one.margin()).isNaN();
        assertThat(new Sample(List.of()).mean()).isNaN();
    }

    @Test
    void difference_largerThanNoise_isReal() {
        // t = 0.1 / (0.0158114 / √5) = 14.142; p = 2 · (1 − T₄(14.142)) = 0.000145
        Difference clear = difference(0, 0.08, 0.09, 0.10, 0.11, 0.12);
        assertThat(clear.probability()).isCloseTo(1.45e-4, within(1e-6));
        assertThat(clear.isReal()).isTrue();
        assertThat(clear)
                .hasToString(
                        "units 8 is better than units 4: by 0.100 ± 0.020 (95 %, paired over 5 repeats, p = 0.00015).");
    }

    @Test
    void difference_withinNoise_saysSo() {
        Difference noise = difference(0, -0.1, 0.2, 0.1);
        // t = 0.0667 / (0.1528 / √3) = 0.7559; p = 0.5286
        assertThat(noise.probability()).isCloseTo(0.5286, within(1e-4));
        assertThat(noise.isReal()).isFalse();
        assertThat(noise.toString()).startsWith("units 8 is ahead of units 4").endsWith("That is within noise.");
    }

    @Test
    void difference_thatIsAlwaysTheSame_isReal() {
        assertThat(difference(0, 2.0, 2.0, 2.0))
                .asString()
                .endsWith("by 2.00 ± 0.0 (95 %, paired over 3 repeats, p < 0.0001).");
    }

    @Test
    void difference_overFolds_isHeldToMore() {
        Double[] by = {0.05, 0.09, 0.10, 0.11, 0.15};
        assertThat(difference(0.25, by).probability())
                .isGreaterThan(difference(0, by).probability());
    }

    @Test
    void difference_withoutRepeats_cannotBeTold() {
        assertThat(difference(0, 0.1).isReal()).isFalse();
        assertThat(difference(0, 0.1))
                .hasToString(
                        "units 8 is ahead of units 4, with one run each nobody can tell whether by chance; add seeds(5).");
    }
}
