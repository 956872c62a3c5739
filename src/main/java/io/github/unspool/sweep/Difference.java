package io.github.unspool.sweep;

import java.util.Locale;

/**
 * Whether one candidate is really better than another: a paired t-test over the repeats that both have made, with the same
 * seeds and data.
 *
 * @param better the one whose mean is better
 * @param other the other
 * @param by by how much it is better in each pair; positive where it is
 * @param share how many examples are measured with for each that is trained on if the repeats are splits of the same
 *     data, else 0
 */
public record Difference(Candidate better, Candidate other, Sample by, double share) {
    private static final double LEVEL = 0.05;

    /**
     * How probable such a difference is if the two are equally good, for two sides.
     *
     * @return from 0 to 1; NaN if there are fewer than two pairs
     */
    public double probability() {
        return by.values().size() < 2 ? Double.NaN : by.probability(share);
    }

    /**
     * Whether the difference is more than noise, at a level of 5 %.
     *
     * @return false also if there are too few pairs to tell
     */
    public boolean isReal() {
        return probability() < LEVEL;
    }

    /** A sentence for people. */
    @Override
    public String toString() {
        int n = by.values().size();
        if (n < 2) {
            return "%s is ahead of %s, with %s nobody can tell whether by chance; add seeds(5)."
                    .formatted(better, other, n == 0 ? "no common repeat" : "one run each");
        }
        return String.format(
                Locale.ROOT,
                "%s is %s %s: by %.3g ± %.2g (95 %%, paired over %d repeats, p %s).%s",
                better,
                isReal() ? "better than" : "ahead of",
                other,
                by.mean(),
                by.margin(share),
                n,
                probability() < 1e-4 ? "< 0.0001" : String.format(Locale.ROOT, "= %.2g", probability()),
                isReal() ? "" : " That is within noise.");
    }
}
