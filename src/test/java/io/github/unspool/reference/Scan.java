package io.github.unspool.reference;

import java.util.stream.IntStream;

/**
 * The way of one direction of a layer over one sequence. Row t belongs to step t of the sequence, whichever way it is
 * read.
 *
 * @param fromEnd whether step T−1 is read first and step 0 last
 * @param start the state before the step that is read first, S
 * @param zx the input's part of the pre-activations, T×G·H
 * @param zh the recurrent part of the pre-activations, T×G·H
 * @param h hidden states after each step, unmasked, T×H
 * @param c memory cells after each step, T×H, or T×0 in a cell that has none
 */
public record Scan(boolean fromEnd, double[] start, double[][] zx, double[][] zh, double[][] h, double[][] c) {

    Scan(boolean fromEnd, double[] start, int length) {
        this(fromEnd, start, new double[length][], new double[length][], new double[length][], new double[length][]);
    }

    /** The steps in the order in which they are read. */
    int[] order() {
        return steps(fromEnd);
    }

    /** The steps in the order of BPTT: the one that was read last comes first. */
    int[] orderBack() {
        return steps(!fromEnd);
    }

    /** The state, h or [h | c], that step t was read in. */
    double[] before(int t) {
        if (t == order()[0]) {
            return start;
        }
        return fromEnd ? state(t + 1) : state(t - 1);
    }

    /** The state after everything has been read. */
    double[] last() {
        return state(orderBack()[0]);
    }

    private double[] state(int t) {
        return Rows.concatenated(h[t], c[t]);
    }

    private int[] steps(boolean down) {
        int last = h.length - 1;
        return IntStream.rangeClosed(0, last).map(i -> down ? last - i : i).toArray();
    }
}
