package io.github.unspool.sweep;

import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * Scores of repeated runs, and what they tell.
 *
 * @param values the scores
 */
public record Sample(List<Double> values) {
    private static final double CONFIDENCE = 0.95;
    /** Smaller deviations are written with powers of ten. */
    private static final int MOST_DIGITS = 8;

    /**
     * Copies the list.
     *
     * @param values the scores
     */
    public Sample {
        values = List.copyOf(values);
    }

    static Sample of(List<Result> results) {
        return new Sample(
                results.stream().filter(Result::isSound).map(Result::score).toList());
    }

    private SummaryStatistics statistics() {
        SummaryStatistics statistics = new SummaryStatistics();
        values.forEach(statistics::addValue);
        return statistics;
    }

    /**
     * The mean.
     *
     * @return NaN if there is no value
     */
    public double mean() {
        return statistics().getMean();
    }

    /**
     * How much single values differ: the standard deviation with n − 1.
     *
     * @return NaN if there are fewer than two
     */
    public double deviation() {
        return values.size() < 2 ? Double.NaN : statistics().getStandardDeviation();
    }

    /**
     * How well the mean is known: half the width of its interval of 95 % confidence by Student's t.
     *
     * @return NaN if there are fewer than two values
     */
    public double margin() {
        return margin(0);
    }

    /**
     * The same for means over splits of the same data, which are not independent: each split adds a part of the variance
     * that more splits do not take away.
     *
     * <p>Source: C. Nadeau, Y. Bengio, <i>Inference for the generalization error</i>, Machine Learning 52 (2003).
     *
     * @param share how many examples are measured with for each that is trained on; 0 for independent values
     */
    double margin(double share) {
        int n = values.size();
        return n < 2 ? Double.NaN : quantile(n) * deviation() * Math.sqrt(1.0 / n + share);
    }

    private static double quantile(int n) {
        return new TDistribution(n - 1).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
    }

    /** How probable a mean as far from 0 is if the true one is 0, for two sides. */
    double probability(double share) {
        int n = values.size();
        double error = deviation() * Math.sqrt(1.0 / n + share);
        if (error == 0) {
            return mean() == 0 ? 1 : 0;
        }
        return 2 * new TDistribution(n - 1).cumulativeProbability(-Math.abs(mean() / error));
    }

    /** Such as {@code 0.8123 ± 0.0034}: mean and standard deviation, as many digits as that allows. */
    @Override
    public String toString() {
        double deviation = deviation();
        int digits = deviation > 0 ? Math.max(0, 1 - (int) Math.floor(Math.log10(deviation))) : MOST_DIGITS + 1;
        if (Double.isNaN(deviation)) {
            return String.format(Locale.ROOT, "%.4g", mean());
        }
        return digits > MOST_DIGITS
                ? String.format(Locale.ROOT, deviation == 0 ? "%.4g ± 0" : "%.4g ± %.2g", mean(), deviation)
                : String.format(Locale.ROOT, "%." + digits + "f ± %." + digits + "f", mean(), deviation);
    }
}
