package io.github.unspool.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.Rnn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Figures are worked out by hand with quantiles of Student's t from tables. */
class SampleTest {
    private static final RepeatedScores FIVE = new RepeatedScores(List.of(0.5, 0.7, 0.4, 0.9, 0.6));

    private static Candidate candidate(int number) {
        return new Candidate(number, Map.of("units", Choice.of(number)), Rnn.builder());
    }

    private static Difference difference(double share, Double... by) {
        return new Difference(candidate(8), candidate(4), new RepeatedScores(List.of(by)), share, 1);
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
        RepeatedScores one = new RepeatedScores(List.of(0.5));
        assertThat(one.mean()).isEqualTo(0.5);
        assertThat(one.deviation()).isNaN();
        assertThat(one.margin()).isNaN();
        assertThat(new RepeatedScores(List.of()).mean()).isNaN();
    }

    private static Verdict verdict(Difference... differences) {
        return new Verdict(List.of(differences), 0, Compare.LEVEL);
    }

    @Test
    void difference_largerThanNoise_isReal() {
        // t = 0.1 / (0.0158114 / √5) = 14.142; p = 2 · (1 − T₄(14.142)) = 0.000145
        Difference clear = difference(0, 0.08, 0.09, 0.10, 0.11, 0.12);
        assertThat(clear.probability()).isCloseTo(1.45e-4, within(1e-6));
        assertThat(verdict(clear).isDecided()).isTrue();
        assertThat(verdict(clear))
                .hasToString(
                        "units 8 is better than units 4: by 0.100 ± 0.020 (95 %, paired over 5 repeats, p = 0.00015).");
    }

    @Test
    void difference_withinNoise_saysSoAndHowManySeedsWouldTell() {
        Difference noise = difference(0, -0.1, 0.2, 0.1);
        // t = 0.0667 / (0.1528 / √3) = 0.7559; p = 0.5286
        assertThat(noise.probability()).isCloseTo(0.5286, within(1e-4));
        // t = 0.4364 · √n is 2.0687 at n = 23, where t(22, 0.975) = 2.0739, and 2.1381 at n = 24, where it is 2.0687.
        assertThat(verdict(noise).moreSeeds()).isEqualTo(20);
        assertThat(verdict(noise))
                .hasToString(
                        "Undecided: units 8 is ahead of units 4 by 0.0667 ± 0.38 (95 %, paired over 3 repeats, "
                                + "p = 0.53), which is within the noise. About 20 more seeds would decide it, if this difference persists.");
    }

    @Test
    void probability_forSeveralComparisons_isThatMuchLarger() {
        // 2 · (1 − T₄(2.8284)) = 0.04742; alone it is below 5 %, among three it is not.
        RepeatedScores by = new RepeatedScores(
                List.of(0.1, 0.3, 0.2, 0.2, 0.0).stream().map(v -> v + 0.04).toList());
        Difference alone = new Difference(candidate(8), candidate(4), by, 0, 1);
        Difference amongThree = new Difference(candidate(8), candidate(4), by, 0, 2);
        assertThat(amongThree.probability()).isCloseTo(2 * alone.probability(), within(1e-12));
        assertThat(by.margin(0, 2) / by.margin(0, 1)).isCloseTo(3.4954 / 2.7764, within(1e-4));
    }

    @Test
    void verdict_ofSeveral_namesThoseThatMayBeBest() {
        RepeatedScores clear = new RepeatedScores(List.of(0.48, 0.5, 0.52, 0.5, 0.5));
        RepeatedScores noise = new RepeatedScores(List.of(-0.1, 0.2, 0.1, 0.0, 0.0));
        Verdict verdict = verdict(
                new Difference(candidate(8), candidate(4), noise, 0, 2),
                new Difference(candidate(8), candidate(2), clear, 0, 2));
        assertThat(verdict.isDecided()).isFalse();
        assertThat(verdict.undecided().stream().map(Candidate::name)).containsExactly("units 4");
        assertThat(verdict.mayBeBest(candidate(2))).isFalse();
        assertThat(verdict.toString()).startsWith("Undecided between 2 of 3: units 8; units 4. units 8 is ahead of");
    }

    /** All the same says nothing of the spread: three equal signs have the probability 2/8. */
    @Test
    void difference_thatIsAlwaysTheSame_isHeldToTheSignTest() {
        assertThat(difference(0, 2.0, 2.0, 2.0).probability()).isEqualTo(0.25);
        assertThat(difference(0, 0.1, 0.3 - 0.2, 0.1).probability()).isEqualTo(0.25);
        assertThat(difference(0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0).probability()).isEqualTo(2 / 64.0);
    }

    @Test
    void difference_ofEqualScores_isNone() {
        assertThat(verdict(difference(0, 0.0, 0.0, 0.0)))
                .hasToString("Undecided: units 8 and units 4 have the same score in all of 3 repeats.");
    }

    @Test
    void difference_overFolds_isHeldToMore() {
        Double[] by = {0.05, 0.09, 0.10, 0.11, 0.15};
        assertThat(difference(0.25, by).probability())
                .isGreaterThan(difference(0, by).probability());
    }

    @Test
    void difference_withoutRepeats_isUnknown() {
        assertThat(verdict(difference(0, 0.1)))
                .hasToString(
                        "Undecided: units 8 is ahead of units 4; with one run each it is unknown whether by chance; add seeds(5).");
    }
}
