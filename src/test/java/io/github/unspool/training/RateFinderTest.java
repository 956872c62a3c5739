package io.github.unspool.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.loss.Loss;
import io.github.unspool.math.Workers;
import io.github.unspool.network.Inference;
import io.github.unspool.network.Sentences;
import io.github.unspool.network.Weights;
import io.github.unspool.optimiser.Optimiser;
import io.github.unspool.optimiser.Rate;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.part.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateFinderTest {
    private static final List<Sequence> CYCLE = List.of(Sentences.of(0, 1, 2, 3, 0, 1, 2, 3));
    private static final Function<Rate, Optimiser> SGD = rate -> Optimiser.sgd(rate, 0, false);
    private static final int ALL = 161;

    @AfterEach
    void noInterruptIsLeft() {
        assertThat(Thread.interrupted()).isFalse();
    }

    private static RateSearch search(
            List<Sequence> data, int batch, int truncation, Function<Rate, Optimiser> optimiser) {
        TrainingSettings settings = new TrainingSettings(
                1,
                batch,
                false,
                truncation,
                0,
                1,
                () -> {
                    throw new AssertionError("the optimiser of the settings does not count");
                },
                7);
        return RateFinder.search(Sentences.weights(5), data, settings, optimiser, Workers.alone());
    }

    /** Goes as far as its epochs and learns nothing. */
    private static Optimiser idle(List<Double> rates, Rate rate) {
        return (weights, gradients, progress) -> rates.add(rate.at(progress));
    }

    @Test
    void search_rates_riseEvenlyOnALogarithmicScale() {
        List<Double> used = new ArrayList<>();

        RateSearch search = search(CYCLE, 1, 0, rate -> idle(used, rate));

        assertThat(search.rates()).hasSize(ALL).isEqualTo(used);
        for (int i = 0; i < ALL; i++) {
            assertThat(Math.log10(used.get(i))).isCloseTo(-6 + i / 20.0, within(1e-9));
        }
        assertThat(search.ending()).isEqualTo(History.Ending.COMPLETED);
    }

    @Test
    void search_losses_areThoseOfEachUpdateBeforeIt() {
        Weights weights = Sentences.weights(5);
        double untrained = Inference.loss(weights, CYCLE, Workers.alone());
        RateSearch search = search(CYCLE, 1, 0, SGD);

        assertThat(search.losses().get(0)).isCloseTo(untrained, within(1e-6));
        // All rates below 0.001 together are less than a hundredth.
        assertThat(search.losses().get(60)).isCloseTo(untrained, within(0.02));
        assertThat(Collections.min(search.losses())).isLessThan(0.5 * untrained);
        assertThat(search.measure()).isEqualTo(Measure.of(Loss.crossEntropy()));
    }

    @Test
    void search_shortData_isGoneThroughAsOftenAsNeeded() {
        List<Sequence> three = Sentences.random(5, 4, 6);
        assertThat(search(three, 1, 0, rate -> idle(new ArrayList<>(), rate)).losses())
                .hasSize(ALL);
    }

    @Test
    void search_longData_endsBeforeAllWasSeen() {
        int[] lengths = new int[400];
        Arrays.fill(lengths, 3);
        List<Double> used = new ArrayList<>();
        assertThat(search(Sentences.random(lengths), 1, 0, rate -> idle(used, rate))
                        .losses())
                .hasSize(ALL);
        assertThat(used).hasSize(ALL);
    }

    @Test
    void search_updatesInWhichNothingCounts_haveNoRate() {
        // Of three chunks the first has no loss.
        List<Sequence> data = List.of(Sentences.of(new float[] {0, 0, 1, 1, 0, 1}, 0, 1, 2, 3, 0, 1, 2));
        List<Double> used = new ArrayList<>();

        RateSearch search = search(data, 1, 2, rate -> idle(used, rate));

        assertThat(search.losses()).hasSize(ALL).allMatch(loss -> loss > 0);
        assertThat(search.rates()).doesNotHaveDuplicates();
        assertThat(used).hasSizeGreaterThan(ALL).endsWith(search.rates().get(ALL - 1));
    }

    @Test
    void search_lossFarAboveItsLowest_ends() {
        // From a rate of 0.1 on each step makes the outputs larger and wronger.
        RateSearch search = search(CYCLE, 1, 0, rate -> (weights, gradients, progress) -> {
            if (rate.at(progress) > 0.1) {
                add(weights, gradients, 10);
            }
        });

        assertThat(search.ending()).isEqualTo(History.Ending.DIVERGED);
        List<Double> smoothed = search.smoothed();
        double last = smoothed.get(smoothed.size() - 1);
        double lowest = Collections.min(smoothed);
        assertThat(last).isGreaterThan(4 * lowest).isGreaterThan(search.losses().get(0));
        assertThat(smoothed.subList(0, smoothed.size() - 1))
                .allMatch(loss -> loss <= 4 * lowest || loss <= search.losses().get(0));
        assertThat(search.rates().get(search.rates().size() - 1)).isBetween(0.1, 0.5);
    }

    private static void add(List<Parameter> weights, List<Parameter> gradients, float factor) {
        for (int i = 0; i < weights.size(); i++) {
            for (int j = 0; j < weights.get(i).values().length; j++) {
                weights.get(i).values()[j] += factor * gradients.get(i).values()[j];
            }
        }
    }

    @Test
    void search_lossThatIsNotFinite_endsWithTheLossesBefore() {
        RateSearch search = search(CYCLE, 1, 0, rate -> (weights, gradients, progress) -> {
            if (rate.at(progress) > 0.99) {
                weights.forEach(parameter -> Arrays.fill(parameter.values(), Float.NaN));
            }
        });

        assertThat(search.ending()).isEqualTo(History.Ending.DIVERGED);
        assertThat(search.rates()).hasSize(121);
        assertThat(search.rates().get(120)).isCloseTo(1, within(1e-9));
        assertThat(search.losses()).hasSize(121).allMatch(Double::isFinite);
    }

    @Test
    void search_twice_givesTheSameNumbers() {
        List<Sequence> data = Sentences.random(7, 6, 5, 4, 3);
        assertThat(search(data, 2, 3, SGD)).isEqualTo(search(data, 2, 3, SGD));
    }

    @Test
    void search_interrupted_givesWhatItHas() {
        List<Double> used = new ArrayList<>();
        RateSearch search = search(CYCLE, 1, 0, rate -> (weights, gradients, progress) -> {
            used.add(rate.at(progress));
            if (used.size() == 30) {
                Thread.currentThread().interrupt();
            }
        });

        assertThat(search.ending()).isEqualTo(History.Ending.STOPPED);
        assertThat(search.rates()).isEqualTo(used).hasSize(30);
        assertThat(search.toString()).endsWith("; stopped before the rates were too large");
    }
}
