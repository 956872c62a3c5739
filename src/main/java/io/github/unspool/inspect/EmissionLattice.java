package io.github.unspool.inspect;

import io.github.unspool.loss.Ctc;
import io.github.unspool.loss.CtcPath;
import io.github.unspool.math.LogSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * At which steps of its input the labels of a sequence are, as a network that was trained with CTC says: of all ways to say the
 * sequence, how probable it is that one is at a label, or at a blank before, between or after labels, at each step; and the
 * likeliest way. The states are 0 … 2L: the even ones are blanks, state 2i + 1 is label i.
 *
 * @param steps what was read
 * @param labels the sequence, of length L
 * @param posterior T × (2L + 1): the probability of each state at each step, if the sequence is said; each row adds up to 1
 * @param path the state at each step on the likeliest way
 * @param probability of the sequence, which is the sum over all ways
 * @param pathProbability of the likeliest way alone
 */
public record EmissionLattice(
        List<String> steps,
        List<String> labels,
        double[][] posterior,
        int[] path,
        double probability,
        double pathProbability) {

    /** What a blank is called. */
    public static final String BLANK = "∅";

    /**
     * Computes the lattice.
     *
     * @param logProbabilities T × (K + 1), the logarithm of the probability of each output at each step; the last is the blank
     * @param steps the names of the T steps
     * @param labels the names of the L labels
     * @param ids their numbers
     * @return the lattice
     * @throws IllegalArgumentException if there are too few steps
     */
    public static EmissionLattice of(double[][] logProbabilities, List<String> steps, List<String> labels, int... ids) {
        Ctc ctc = new Ctc(logProbabilities[0].length);
        ctc.fill(logProbabilities);
        double loss = ctc.loss(logProbabilities.length, ids);
        ctc.fill(logProbabilities);
        CtcPath path = CtcPath.of(logProbabilities, ids);
        return new EmissionLattice(
                List.copyOf(steps),
                List.copyOf(labels),
                ctc.posterior(logProbabilities.length, ids),
                path.states(),
                LogSpace.exp(-loss),
                LogSpace.exp(path.logProbability()));
    }

    /**
     * What a state is called.
     *
     * @param state from 0 to 2L
     * @return its label, or {@link #BLANK}
     */
    public String name(int state) {
        return state % 2 == 0 ? BLANK : labels.get(state / 2);
    }

    /**
     * The steps of a label on the likeliest way.
     *
     * @param label from 0
     * @return the first and the last step, from 0
     */
    public int[] span(int label) {
        int[] at = IntStream.range(0, path.length)
                .filter(t -> path[t] == 2 * label + 1)
                .toArray();
        return new int[] {at[0], at[at.length - 1]};
    }

    /** Each label with its steps on the likeliest way, counted from 1: {@code c 3–5, a 8, t 10–11 (p = 0.912)}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            int[] span = span(i);
            parts.add(labels.get(i) + " " + (span[0] + 1) + (span[1] > span[0] ? "–" + (span[1] + 1) : ""));
        }
        String all = parts.isEmpty() ? "nothing" : String.join(", ", parts);
        return String.format(Locale.ROOT, "%s (p = %.3f)", all, probability);
    }
}
