package io.github.unspool.compare;

import java.util.Locale;

/**
 * Whether one candidate is really better than another: a paired t-test over the repeats that both have made, with the same
 * seeds and data.
 *
 * @param better the one whose mean is better
 * @param other the other
 * @param by how much better it is in each pair; positive if it is better. Of splits of the same data one number for each
 *     split
 * @param share the ratio of validation to training examples if the pairs are splits of the same data, otherwise 0
 * @param comparisons the number of candidates that the better one is compared with, at least 1
 */
public record Difference(Candidate better, Candidate other, RepeatedScores by, double share, int comparisons) {
    private static final double CERTAIN = 1e-4;

    /**
     * The probability of such a difference if the two are equally good: p of the paired t-test for two sides, times
     * the number of comparisons.
     *
     * @return from 0 to 1; NaN if there are fewer than two pairs
     */
    public double probability() {
        return by.values().size() < 2 ? Double.NaN : Math.min(1, comparisons * by.probability(share));
    }

    /**
     * How many more pairs would make the difference real; {@link Integer#MAX_VALUE} if it is more than a limit, 0 if
     * unknown.
     */
    int moreRepeats(double level, int limit) {
        int n = by.values().size();
        if (n < 2 || share > 0 || by.isConstant() && by.mean() == 0) {
            return 0;
        }
        for (int more = 1; more <= limit; more++) {
            if (comparisons * by.probabilityWith(n + more) < level) {
                return more;
            }
        }
        return Integer.MAX_VALUE;
    }

    /** Such as {@code 0.100 ± 0.020 (95 %, paired over 5 repeats, p = 0.00015)}. */
    String figures() {
        double p = probability();
        return String.format(
                Locale.ROOT,
                "%.3g ± %.2g (95 %%, paired over %s %s, p %s%s)",
                by.mean(),
                by.margin(share, comparisons),
                by.values().size(),
                share > 0 ? "splits" : "repeats",
                p < CERTAIN ? "< 0.0001" : String.format(Locale.ROOT, "= %.2g", p),
                comparisons == 1 ? "" : " for %s comparisons".formatted(comparisons));
    }

    /** A sentence about two candidates that cannot be distinguished. */
    @Override
    public String toString() {
        int n = by.values().size();
        if (n > 0 && by.isConstant() && by.mean() == 0) {
            return "%s and %s have the same score in %s."
                    .formatted(better, other, n == 1 ? "their only run" : "all of %s repeats".formatted(n));
        }
        if (n < 2) {
            return "%s is ahead of %s; with %s it is unknown whether by chance; add seeds(5)."
                    .formatted(better, other, n == 0 ? "no common repeat" : "one run each");
        }
        return "%s is ahead of %s by %s, which is within the noise.".formatted(better, other, figures());
    }
}
