package io.github.unspool.network;

import io.github.unspool.math.Matrix;
import io.github.unspool.math.Workers;
import io.github.unspool.part.Batch;
import io.github.unspool.part.Head;
import io.github.unspool.part.Masks;
import io.github.unspool.part.Pass;
import io.github.unspool.part.RecurrentPass;
import io.github.unspool.part.Sequence;
import io.github.unspool.part.State;
import java.util.List;

/**
 * The forward pass of a network over a batch, and backpropagation through time over what it left behind.
 *
 * <p>Source: P. J. Werbos, <i>Backpropagation through time: what it does and how to do it</i>, Proceedings of the IEEE 78
 * (1990). The derivation in this project's letters is docs/bptt.md.
 *
 * <p>One instance holds the slabs of one batch at a time, and reuses them for the next. Not thread-safe.
 */
public final class Bptt {
    private final Weights weights;
    private final Pass body;
    private final List<RecurrentPass> recurrent;
    private final Head head;
    private final State dInitial;
    private final Masks noMasks;
    /** What the last {@link #forward} went over. */
    private Batch batch;

    private boolean hasPredicted;
    private boolean hasLoss;
    private double loss;

    /**
     * Prepares for batches.
     *
     * @param weights the weights to run with; what they hold at each call counts
     * @param sequences the largest B there will be
     */
    public Bptt(Weights weights, int sequences) {
        this(weights, sequences, false, Workers.alone());
    }

    /**
     * Prepares for batches.
     *
     * @param isFrozen whether the weights will never change, so that they can be made ready once
     * @param workers the threads
     */
    public Bptt(Weights weights, int sequences, boolean isFrozen, Workers workers) {
        Network network = weights.network();
        this.weights = weights;
        this.body = network.body().pass(weights.body(), isFrozen, workers);
        this.recurrent = body.recurrent();
        this.head = network.output().head(weights.output(), isFrozen, workers);
        this.dInitial = network.zeroState(sequences);
        this.noMasks = network.noMasks();
    }

    /**
     * Runs the network over a batch.
     *
     * @param batch the inputs
     * @param initial the states to begin with, at least B of them
     */
    public void forward(Batch batch, State initial) {
        forward(batch, initial, noMasks);
    }

    /**
     * The gradient of one sequence's loss, which is the weighted mean over its steps.
     *
     * @param weights the network
     * @param sequence inputs and targets; the state before is the initial one
     * @return ∂L/∂w for each number w of the weights; nothing is clipped or left out
     */
    public static Weights gradients(Weights weights, Sequence sequence) {
        Weights gradients = new Weights(weights.network());
        Batch batch = Batch.of(List.of(sequence), 0, sequence.steps());
        Bptt bptt = new Bptt(weights, 1);
        bptt.forward(batch, weights.initialState(1));
        bptt.backward(batch, gradients);
        if (weights.network().stack().learnedStart()) {
            bptt.initialGradient().accumulate(gradients.recurrences());
        }
        return gradients;
    }

    /** Runs the network over a batch, with parts of it left out. */
    void forward(Batch batch, State initial, Masks masks) {
        this.batch = batch;
        this.hasPredicted = false;
        this.hasLoss = false;
        body.forward(batch, batch.inputs(), initial, masks);
    }

    Masks noMasks() {
        return noMasks;
    }

    /**
     * The loss of the last {@link #forward}, which {@link #backward} finds too.
     *
     * @return the sum over the rows of weight · loss
     */
    public double loss() {
        if (!hasLoss) {
            loss = head.loss(batch.predicted(), body.output(batch));
            hasLoss = true;
        }
        return loss;
    }

    /**
     * What the network predicts, after {@link #forward} and before {@link #backward}.
     *
     * @return R × K, shared with the next batch
     */
    public float[] predictions() {
        predict();
        return head.predictions();
    }

    private void predict() {
        if (!hasPredicted) {
            loss = head.predict(batch.predicted(), body.output(batch));
            hasPredicted = true;
            hasLoss = true;
        }
    }

    /**
     * The hidden states after {@link #forward}.
     *
     * @param layer 0 for the lowest
     * @return R × H, or if the layer is bidirectional R × 2H; shared with the next batch
     */
    public Matrix hidden(int layer) {
        return recurrent.get(layer).output(batch);
    }

    /** What a layer left, 0 for the lowest. */
    public RecurrentPass layer(int layer) {
        return recurrent.get(layer);
    }

    /**
     * Runs the network backwards after {@link #forward}. The loss it differentiates is the weighted mean over the rows.
     *
     * @param batch the same batch
     * @param gradients where the gradients are added to
     */
    public void backward(Batch batch, Weights gradients) {
        backward(batch, batch.totalWeight(), gradients);
    }

    /**
     * Runs the network backwards after {@link #forward}. The loss it differentiates is the sum over the rows of weight ·
     * loss, divided by a number.
     *
     * @param batch the same batch
     * @param divisor the number; 0 if no row counts
     * @param gradients where the gradients are added to
     */
    public void backward(Batch batch, double divisor, Weights gradients) {
        loss = head.learn(
                batch.predicted(), divisor, body.output(batch), body.outputGradient(batch), gradients.output());
        hasLoss = true;
        hasPredicted = false;
        body.backward(batch, gradients.body(), dInitial);
    }

    /**
     * Runs the network backwards after {@link #forward} from any gradient of one row's outputs. Those of the output's own
     * weights are left out.
     *
     * @param batch the same batch
     * @param row the row
     * @param dOutputs ∂/∂o of whatever is differentiated, K numbers
     * @param gradients where the other gradients are added to
     */
    public void backward(Batch batch, int row, float[] dOutputs, Weights gradients) {
        head.addInputGradient(dOutputs, body.outputGradient(batch).rows(row, row + 1));
        body.backward(batch, gradients.body(), dInitial);
    }

    /**
     * The gradient of the initial states after {@link #backward}.
     *
     * @return ∂L/∂h[−1] and ∂L/∂c[−1] for each recurrence, shared with the next batch
     */
    public State initialGradient() {
        return dInitial;
    }

    /**
     * The gradient of the inputs after {@link #backward}, all of them, also of the features that were zero.
     *
     * @param batch the same batch
     * @return ∂L/∂x, R × D
     */
    public float[] inputGradient(Batch batch) {
        int inputs = weights.network().inputs();
        Matrix dx = Matrix.of(new float[Math.multiplyExact(batch.rows(), inputs)], batch.rows(), inputs);
        body.addInputGradient(batch, dx);
        return dx.data();
    }

    /**
     * Copies the states after the last step of each sequence, to continue with what follows.
     *
     * @param batch the batch of the last {@link #forward}
     * @param into its first rows become those of the batch's sequences
     */
    void copyLastState(Batch batch, State into) {
        recurrent.forEach(pass -> pass.copyLastState(batch, into));
    }
}
