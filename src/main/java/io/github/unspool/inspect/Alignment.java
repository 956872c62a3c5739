package io.github.unspool.inspect;

import java.util.List;
import java.util.Locale;

/**
 * Where a decoder looked at while it wrote: for each step that it wrote how much of each step that was read.
 *
 * @param read the steps that were read, in words
 * @param written the steps that were written, in words; the last is the end of the sequence, if it came to one
 * @param weights written × read, each row adds up to 1; shared, not copied
 */
public record Alignment(List<String> read, List<String> written, float[][] weights) {

    /**
     * Copies the words and checks the sizes.
     *
     * @param read the steps that were read
     * @param written the steps that were written
     * @param weights written × read
     * @throws IllegalArgumentException if the sizes do not fit
     */
    public Alignment {
        read = List.copyOf(read);
        written = List.copyOf(written);
        if (weights.length != written.size()) {
            throw new IllegalArgumentException(
                    "%s steps cannot have %s rows of weights".formatted(written.size(), weights.length));
        }
        for (float[] row : weights) {
            if (row.length != read.size()) {
                throw new IllegalArgumentException(
                        "%s steps cannot have %s weights".formatted(read.size(), row.length));
            }
        }
    }

    /**
     * The step that was looked at most.
     *
     * @param step of those that were written, from 0
     * @return its number among those that were read, from 0
     */
    public int strongest(int step) {
        int best = 0;
        for (int t = 1; t < read.size(); t++) {
            best = weights[step][t] > weights[step][best] ? t : best;
        }
        return best;
    }

    /** For each step that was written the one that was looked at most. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int u = 0; u < weights.length; u++) {
            int t = strongest(u);
            text.append(String.format(
                    Locale.ROOT,
                    "%12s ← %s (step %s, %.0f %%)%n",
                    written.get(u),
                    read.get(t),
                    t + 1,
                    100 * weights[u][t]));
        }
        return text.toString();
    }
}
