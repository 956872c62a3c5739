package io.github.unspool.twin;

import java.util.ArrayList;
import java.util.List;

/**
 * What one sequence did on its way forward.
 *
 * @param zx the input's part of the pre-activations, for each layer T×G·H
 * @param zh the recurrent part of the pre-activations, for each layer T×G·H
 * @param h hidden states after each step, unmasked, for each layer T×H; the initial state is not among them
 * @param c memory cells after each step, for each layer T×H, or T×0 in a layer that has none
 * @param logits T×K
 * @param p the softmax of the logits, T×K
 * @param losses the cross-entropy of each step in nats, T
 */
public record Trace(
        List<double[][]> zx,
        List<double[][]> zh,
        List<double[][]> h,
        List<double[][]> c,
        double[][] logits,
        double[][] p,
        double[] losses) {

    Trace(int steps) {
        this(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new double[steps][],
                new double[steps][],
                new double[steps]);
    }

    /** The state after the last step, a row for each layer: where the next chunk begins. */
    public double[][] finalState() {
        var state = new double[h.size()][];
        for (int l = 0; l < state.length; l++) {
            state[l] = state(l, losses.length - 1);
        }
        return state;
    }

    double[] state(int layer, int t) {
        return Rows.concatenated(h.get(layer)[t], c.get(layer)[t]);
    }
}
