package io.github.unspool.training;

import io.github.unspool.file.Digits;
import io.github.unspool.optimiser.Rate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The losses of a training run whose learning rate rose with each update; see {@link RateFinder}.
 *
 * @param rates the learning rate of each update, rising
 * @param losses the mean loss of what the update was made of, before it
 * @param measure what the losses are
 * @param ending {@code DIVERGED} if the rates became too large, as they should; {@code COMPLETED} if even the largest was
 *     not; {@code STOPPED} if the search was interrupted
 */
public record RateSearch(List<Double> rates, List<Double> losses, Measure measure, History.Ending ending) {
    /** The number of updates over which a fall is measured; with fewer, the noise of single losses would decide. */
    private static final int HALF_A_DECADE = RateFinder.UPDATES_A_DECADE / 2;

    /**
     * Copies the lists.
     *
     * @param rates the learning rates
     * @param losses as many losses
     * @param measure what the losses are
     * @param ending why the search ended
     * @throws IllegalArgumentException if the numbers of losses and rates differ, or a rate is not positive and finite
     */
    public RateSearch {
        rates = List.copyOf(rates);
        losses = List.copyOf(losses);
        if (rates.size() != losses.size()) {
            throw new IllegalArgumentException("%s rates and %s losses: there must be one loss for each rate"
                    .formatted(rates.size(), losses.size()));
        }
        // Rate refuses invalid learning rates.
        rates.forEach(Rate::constant);
    }

    /** An exponential moving average over about the last ten losses. */
    static final class Smoothing {
        private static final double KEPT = 0.9;
        private double sum;
        private double weight;

        double next(double loss) {
            sum = KEPT * sum + (1 - KEPT) * loss;
            weight = KEPT * weight + (1 - KEPT);
            return sum / weight;
        }
    }

    /**
     * The losses, each a mean of about the last ten.
     *
     * @return as many as there are losses
     */
    public List<Double> smoothed() {
        Smoothing smoothing = new Smoothing();
        return losses.stream().map(smoothing::next).toList();
    }

    /**
     * Whether a good rate can be derived from the losses.
     *
     * @return false if there are too few, or the smoothed loss did not fall by more than single losses vary
     */
    public boolean hasSuggestion() {
        return fall() > variation();
    }

    /**
     * A good rate to train with, to two digits: that of the steepest descent. It is the end of those ten updates, half a
     * tenfold of rates, over which the smoothed loss fell most on its way to its lowest.
     *
     * <p>fastai ({@code steep}) and PyTorch Lightning also use the steepest descent, from one update to the next. Two
     * other rules are in use. A tenth of the rate of the lowest loss is good on large data, but a loss that fell to zero,
     * since the data is small enough to be learned by heart, may stay there long after the rate has become too large. The
     * middle of the longest valley, fastai's own choice, is often several times too small, as all learning is done at the
     * valley's end.
     *
     * @return the rate
     * @throws IllegalStateException if there is no suggestion; see {@link #hasSuggestion}
     */
    public double suggestion() {
        if (!hasSuggestion()) {
            throw new IllegalStateException(toString());
        }
        List<Double> smoothed = smoothed();
        int steepest = IntStream.rangeClosed(RateFinder.UPDATES_A_DECADE, smoothed.lastIndexOf(lowest()))
                .boxed()
                .max(Comparator.comparingDouble(update -> descent(smoothed, update)))
                .orElseThrow();
        return rounded(rates.get(steepest));
    }

    /** The decrease of the loss over the updates that end with the given one. */
    private static double descent(List<Double> smoothed, int end) {
        return smoothed.get(end - HALF_A_DECADE) - smoothed.get(end);
    }

    private static double last(List<Double> numbers) {
        return numbers.get(numbers.size() - 1);
    }

    private static double rounded(double rate) {
        return new BigDecimal(rate).round(new MathContext(2)).doubleValue();
    }

    private boolean isLong() {
        return losses.size() > RateFinder.UPDATES_A_DECADE;
    }

    /** The loss of the first tenfold, whose rates are too small to change anything. */
    private double level() {
        return smoothed().get(RateFinder.UPDATES_A_DECADE - 1);
    }

    private double fall() {
        return isLong() ? level() - lowest() : 0;
    }

    private double lowest() {
        return Collections.min(smoothed().subList(RateFinder.UPDATES_A_DECADE, losses.size()));
    }

    /** The standard deviation of the first losses. */
    private double variation() {
        if (!isLong()) {
            return 0;
        }
        List<Double> first = losses.subList(0, RateFinder.UPDATES_A_DECADE);
        double mean = first.stream().mapToDouble(loss -> loss).average().orElseThrow();
        return Math.sqrt(first.stream()
                .mapToDouble(loss -> (loss - mean) * (loss - mean))
                .average()
                .orElseThrow());
    }

    @Override
    public String toString() {
        if (losses.isEmpty()) {
            return "no learning rate can be suggested: no update was made";
        }
        String answer;
        if (!isLong()) {
            answer = "no learning rate can be suggested: too few updates were made";
        } else if (!hasSuggestion()) {
            answer = "no learning rate can be suggested: the loss did not fall by more than it varies";
        } else {
            answer = String.format(
                    Locale.ROOT,
                    "learning rate %s: the loss fell from %s to %s",
                    suggestion(),
                    Digits.ofLoss(level()),
                    Digits.ofLoss(lowest()));
        }
        List<String> parts = new ArrayList<>(List.of(answer));
        parts.add("%s updates with rates from %s to %s"
                .formatted(rates.size(), rounded(rates.get(0)), rounded(last(rates))));
        if (ending == History.Ending.STOPPED) {
            parts.add("stopped before the rates were too large");
        }
        return String.join("; ", parts);
    }
}
