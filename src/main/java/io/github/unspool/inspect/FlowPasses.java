package io.github.unspool.inspect;

import io.github.unspool.math.Workers;
import io.github.unspool.network.Bptt;
import io.github.unspool.network.Network;
import io.github.unspool.network.Weights;
import io.github.unspool.parameter.SparseRows;
import io.github.unspool.part.Batch;
import io.github.unspool.part.RecurrentPass;
import io.github.unspool.part.Sequence;
import io.github.unspool.runtime.Stop;
import java.util.ArrayList;
import java.util.List;

/**
 * The passes that a {@link GradientFlow} is made of. A batch holds the same sequence many times, each time with the loss of
 * one step only, so that one backward pass differentiates many losses apart. Nothing behind that step matters unless a layer
 * reads from the end, so the copies end there.
 */
public final class FlowPasses {
    /** Rows of a batch, about. */
    private static final int ROWS = 4096;

    private final Weights weights;
    private final Bptt bptt;
    /** The gradients of the weights, which are not used. */
    private final Weights unused;
    /** How many copies a batch has. */
    private final int most;

    private final Sequence sequence;
    private final SparseRows targets;
    private final boolean isWhole;
    private final double[][][] norms;

    /**
     * Prepares the passes with buffers of their own.
     *
     * @param weights the weights
     * @param sequence the sequence
     */
    public FlowPasses(Weights weights, Sequence sequence) {
        this(weights, sequence, Math.max(1, Math.min(sequence.steps(), ROWS / sequence.steps())));
    }

    private FlowPasses(Weights weights, Sequence sequence, int most) {
        this(weights, sequence, new Bptt(weights, most, true, Workers.of(0)), new Weights(weights.network()), most);
    }

    /**
     * Prepares the passes with the buffers of a training run.
     *
     * @param weights the weights
     * @param sequence the sequence
     * @param bptt a pass with room for {@code most} copies of the sequence
     * @param unused gradients that are not used
     * @param most how many copies of the sequence are read at once
     */
    public FlowPasses(Weights weights, Sequence sequence, Bptt bptt, Weights unused, int most) {
        Network network = weights.network();
        this.weights = weights;
        this.bptt = bptt;
        this.unused = unused;
        this.most = most;
        this.sequence = sequence;
        this.targets = targets();
        this.isWhole = !network.stack().isCausal() && network.targets().standInParts();
        this.norms = new double[network.layers().size()][sequence.steps()][];
    }

    /** A target for each step; the only one of a sequence is the same wherever the sequence ends. */
    private SparseRows targets() {
        SparseRows.Builder rows = new SparseRows.Builder(sequence.steps());
        for (int t = 0; t < sequence.steps(); t++) {
            rows.add(sequence.targets(), target(t));
        }
        return rows.build();
    }

    private int target(int step) {
        return weights.network().targets().of(step, sequence.steps());
    }

    /**
     * Runs the passes.
     *
     * @return norms by layer, t and k; not complete if the user asked to stop
     */
    public double[][][] run() {
        for (int end = sequence.steps(); end > 0 && !Stop.isWanted(); end -= most) {
            int copies = Math.min(most, end);
            Batch batch = Batch.of(copies(end - 1, copies), 0, sequence.steps());
            bptt.forward(batch, weights.initialState(copies));
            bptt.backward(batch, unused);
            for (int copy = 0; copy < copies; copy++) {
                read(batch, copy, end - 1 - copy);
            }
        }
        return norms;
    }

    /** Copies with the losses of steps t, t − 1, … */
    private List<Sequence> copies(int t, int count) {
        List<Sequence> copies = new ArrayList<>();
        for (int step = t; step > t - count; step--) {
            float[] weight = new float[isWhole ? sequence.steps() : step + 1];
            weight[step] = sequence.weight()[target(step)] > 0 ? 1 : 0;
            copies.add(new Sequence(sequence.inputs(), targets, weight));
        }
        return copies;
    }

    private void read(Batch batch, int copy, int t) {
        int length = isWhole ? sequence.steps() : t + 1;
        for (int layer = 0; layer < norms.length; layer++) {
            norms[layer][t] = new double[length];
            for (int k = 0; k < length; k++) {
                // The batch's loss is a mean of the copies'.
                norms[layer][t][k] = batch.totalWeight() * norm(layer, batch.first(k) + copy);
            }
        }
    }

    private double norm(int layer, int row) {
        double squares = 0;
        for (int d = 0; d < weights.network().layers().get(layer).directions(); d++) {
            RecurrentPass of = bptt.layer(layer);
            for (float dh : of.slabs(d).hiddenGradient(of.rowRead(d, row))) {
                squares += (double) dh * dh;
            }
        }
        return Double.isNaN(squares) ? Double.POSITIVE_INFINITY : Math.sqrt(squares);
    }
}
