package io.github.unspool.compare;

import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * Scores of repeated runs and their statistics.
 *
 * @param values the scores
 */
public record RepeatedScores(List<Double> values) {
    private static final double CONFIDENCE = 0.95;
    /** What sums in another order differ by, for each unit. */
    private static final double ROUNDING = 1e-12;
    /** Smaller deviations are written with powers of ten. */
    private static final int MOST_DIGITS = 8;

    /**
     * Copies the list.
     *
     * @param values the scores
     */
    public RepeatedScores {
        values = List.copyOf(values);
    }

    static RepeatedScores of(List<Result> results) {
        return new RepeatedScores(
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
     * The uncertainty of the mean: half the width of its 95 % confidence interval by Student's t.
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
     * @param share the ratio of validation to training examples; 0 for independent values
     */
    double margin(double share) {
        return margin(share, 1);
    }

    /** The same as one of several intervals that hold together (Bonferroni). */
    double margin(double share, int intervals) {
        int n = values.size();
        if (n < 2) {
            return Double.NaN;
        }
        double quantile = new TDistribution(n - 1).inverseCumulativeProbability(1 - (1 - CONFIDENCE) / (2 * intervals));
        return quantile * deviation() * Math.sqrt(1.0 / n + share);
    }

    /** Whether all values are the same, except for rounding. */
    boolean isConstant() {
        double largest = values.stream().mapToDouble(Math::abs).max().orElse(0);
        double lowest = values.stream().mapToDouble(v -> v).min().orElse(0);
        double highest = values.stream().mapToDouble(v -> v).max().orElse(0);
        return highest - lowest <= ROUNDING * largest;
    }

    /**
     * The two-sided probability of a mean as far from 0 if the true mean is 0. If all values are equal, their variance is
     * unknown: then the sign test applies, by which n equal signs have the probability 2 / 2ⁿ.
     */
    double probability(double share) {
        if (isConstant()) {
            return mean() == 0 ? 1 : Math.min(1, 2 * Math.pow(0.5, values.size()));
        }
        double t = mean() / (deviation() * Math.sqrt(1.0 / values.size() + share));
        return twoSided(t, values.size());
    }

    /** The same if there were n values with this mean and deviation. */
    double probabilityWith(int n) {
        return isConstant() ? 2 * Math.pow(0.5, n) : twoSided(mean() / deviation() * Math.sqrt(n), n);
    }

    private static double twoSided(double t, int n) {
        return 2 * new TDistribution(n - 1).cumulativeProbability(-Math.abs(t));
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
