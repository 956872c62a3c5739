package io.github.unspool.compare;

import java.util.Locale;

/**
 * Whether one candidate is really better than another: a paired t-test over the repeats that both have made, with the same
 * seeds and data.
 *
 * @param better the one whose mean is better
 * @param other the other
 * @param by by how much it is better in each pair; positive where it is. Of splits of the same data one number for each split
 * @param share how many examples are measured with for each that is trained on if the pairs are splits of the same
 *     data, else 0
 * @param comparisons how many others the better one is held against, at least 1
 */
public record Difference(Candidate better, Candidate other, RepeatedScores by, double share, int comparisons) {
    private static final double CERTAIN = 1e-4;

    /**
     * How probable it is, if the two are equally good, that they differ so much: p of the paired t-test for two sides, times
     * the number of comparisons.
     *
     * @return from 0 to 1; NaN if there are fewer than two pairs
     */
    public double probability() {
        return by.values().size() < 2 ? Double.NaN : Math.min(1, comparisons * by.probability(share));
    }

    /** How many more pairs would make the difference real; {@link Integer#MAX_VALUE} for more than a limit, 0 if nobody can tell. */
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

    /** A sentence for people about two that cannot be told apart. */
    @Override
    public String toString() {
        int n = by.values().size();
        if (n > 0 && by.isConstant() && by.mean() == 0) {
            return "%s and %s have the same score in %s."
                    .formatted(better, other, n == 1 ? "their only run" : "all of %s repeats".formatted(n));
        }
        if (n < 2) {
            return "%s is ahead of %s, with %s nobody can tell whether by chance; add seeds(5)."
                    .formatted(better, other, n == 0 ? "no common repeat" : "one run each");
        }
        return "%s is ahead of %s by %s, which is within noise.".formatted(better, other, figures());
    }
}
