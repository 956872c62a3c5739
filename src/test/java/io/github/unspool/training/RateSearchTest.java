package io.github.unspool.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.loss.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateSearchTest {

    private static double rate(int update) {
        return Math.pow(10, -6 + update / 20.0);
    }

    private static RateSearch search(int updates, History.Ending ending, IntToDoubleFunction loss) {
        return new RateSearch(
                IntStream.range(0, updates).mapToObj(RateSearchTest::rate).toList(),
                IntStream.range(0, updates).mapToDouble(loss).boxed().toList(),
                Measure.of(Loss.crossEntropy()),
                ending);
    }

    @Test
    void smoothed_isAMeanThatForgets() {
        List<Double> smoothed = search(3, History.Ending.STOPPED, i -> 10 * i).smoothed();
        assertThat(smoothed.get(0)).isCloseTo(0, within(1e-12));
        assertThat(smoothed.get(1)).isCloseTo(10 / 1.9, within(1e-12));
        assertThat(smoothed.get(2)).isCloseTo((20 + 0.9 * 10) / (1 + 0.9 + 0.81), within(1e-12));
    }

    @Test
    void suggestion_isTheEndOfTheSteepestHalfOfATenfold() {
        // A slow fall, a steep one from update 70 to 80, and a slow one again.
        RateSearch search = search(
                161,
                History.Ending.COMPLETED,
                i -> i < 70 ? 3 - i / 100.0 : i < 80 ? 2.3 - (i - 70) / 10.0 : 1.38 - i / 1000.0);
        assertThat(search.suggestion()).isBetween(rate(79), rate(86));
    }

    @Test
    void suggestion_ofOneLossThatIsFarLower_isNotMovedByIt() {
        IntToDoubleFunction fall = i -> 2 - Math.min(30, Math.max(0, i - 70)) / 30.0;
        double expected = search(161, History.Ending.COMPLETED, fall).suggestion();
        assertThat(search(161, History.Ending.COMPLETED, i -> i == 40 ? 0.5 : fall.applyAsDouble(i))
                        .suggestion())
                .isEqualTo(expected);
    }

    @Test
    void suggestion_ofALossThatFallsAgainAfterItsLowest_isBeforeThat() {
        RateSearch search =
                search(161, History.Ending.COMPLETED, i -> i < 60 ? 2 : i < 90 ? 1 : i < 120 ? 10 : i < 125 ? 5 : 4);
        assertThat(search.suggestion()).isBetween(rate(65), rate(71));
    }

    @Test
    void suggestion_ofALossThatStaysAtZero_isWhereItCameThere() {
        RateSearch search = search(161, History.Ending.COMPLETED, i -> i < 60 ? 1.4 : i < 80 ? 0.07 * (80 - i) : 0);
        assertThat(search.suggestion()).isBetween(rate(75), rate(85));
    }

    @Test
    void suggestion_hasTwoDigits() {
        // After a jump at 80 the smoothed loss falls most over the ten updates that end with 89, of rate 0.0282.
        assertThat(search(161, History.Ending.COMPLETED, i -> i < 80 ? 1 : 0).suggestion())
                .isEqualTo(0.028);
    }

    @Test
    void suggestion_lossThatOnlyVaries_isRefused() {
        RateSearch noise = search(100, History.Ending.DIVERGED, i -> 2 + (i * 7919 % 13) / 13.0);
        assertThat(noise.hasSuggestion()).isFalse();
        assertThatIllegalStateException()
                .isThrownBy(noise::suggestion)
                .withMessage("no learning rate can be suggested: the loss did not fall by more than it varies;"
                        + " 100 updates with rates from 1.0E-6 to 0.089");
    }

    @Test
    void suggestion_tooFewUpdates_isRefused() {
        assertThat(search(21, History.Ending.STOPPED, i -> i < 20 ? 3 : 0).hasSuggestion())
                .isTrue();
        RateSearch few = search(20, History.Ending.STOPPED, i -> 3 - i);
        assertThat(few.hasSuggestion()).isFalse();
        assertThatIllegalStateException()
                .isThrownBy(few::suggestion)
                .withMessage("no learning rate can be suggested: too few updates were made;"
                        + " 20 updates with rates from 1.0E-6 to 8.9E-6; stopped before the rates were too large");
        assertThat(search(0, History.Ending.STOPPED, i -> 0))
                .hasToString("no learning rate can be suggested: no update was made");
    }

    @Test
    void toString_saysRateFallAndRange() {
        assertThat(search(161, History.Ending.COMPLETED, i -> i < 80 ? 1 : 0))
                .hasToString("learning rate 0.028: the loss fell from 1.0000 to 0.0002;"
                        + " 161 updates with rates from 1.0E-6 to 100.0");
    }

    @Test
    void lists_areCopied() {
        List<Double> rates = new ArrayList<>(List.of(0.1));
        List<Double> losses = new ArrayList<>(List.of(2.0));
        RateSearch search = new RateSearch(rates, losses, Measure.of(Loss.crossEntropy()), History.Ending.STOPPED);
        rates.add(0.2);
        losses.add(1.0);
        assertThat(search.rates()).containsExactly(0.1);
        assertThat(search.losses()).containsExactly(2.0);
    }

    @Test
    void values_thatDoNotFit_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RateSearch(
                        List.of(0.1, 0.2), List.of(1.0), Measure.of(Loss.crossEntropy()), History.Ending.STOPPED))
                .withMessage("2 rates and 1 losses: there must be one loss for each rate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RateSearch(
                        List.of(0.0), List.of(1.0), Measure.of(Loss.crossEntropy()), History.Ending.STOPPED))
                .withMessage("a learning rate of 0.0: it must be positive and finite; try 0.01");
    }
}
