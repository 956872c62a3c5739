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
 *     not; {@code STOPPED} if somebody interrupted the search
 */
public record RateSearch(List<Double> rates, List<Double> losses, Measure measure, History.Ending ending) {
    /** Over so many updates a fall is measured; over fewer it would move with the noise of a few losses. */
    private static final int HALF_A_DECADE = RateFinder.UPDATES_A_DECADE / 2;

    /**
     * Copies the lists.
     *
     * @param rates the learning rates
     * @param losses as many losses
     * @param measure what the losses are
     * @param ending why the search ended
     * @throws IllegalArgumentException if there are not as many losses as rates, or a rate is not positive and finite
     */
    public RateSearch {
        rates = List.copyOf(rates);
        losses = List.copyOf(losses);
        if (rates.size() != losses.size()) {
            throw new IllegalArgumentException(
                    "%s rates and %s losses: each rate has one loss".formatted(rates.size(), losses.size()));
        }
        // Rate refuses what is no learning rate.
        rates.forEach(Rate::constant);
    }

    /** A mean that forgets: of the last ten losses or so. */
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
     * Whether the losses tell which rate is good.
     *
     * @return false if there are too few, or the smoothed loss did not fall by more than single losses vary
     */
    public boolean hasSuggestion() {
        return fall() > variation();
    }

    /**
     * A good rate to train with, to two digits: that of the steepest descent. It is the end of those ten updates, half a tenfold
     * of rates, over which the smoothed loss fell most on its way to its lowest.
     *
     * <p>Steepest descent is what fastai ({@code steep}) and PyTorch Lightning go by too, from one update to the next. Two
     * other rules are in use. A tenth of the rate of the lowest loss is good on large data, but a loss that fell to zero, since
     * the data is small enough to be learned by heart, may stay there long after the rate has become too large. The middle of
     * the longest valley, fastai's own choice, is often several times too small, as all learning is done at the valley's end.
     *
     * @return the rate
     * @throws IllegalStateException if the losses do not tell; see {@link #hasSuggestion}
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

    /** How far the loss fell over the updates that end with one. */
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
