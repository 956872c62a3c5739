package io.github.unspool.network;

import io.github.unspool.math.Matrix;
import io.github.unspool.math.MatrixProduct;
import io.github.unspool.math.Workers;
import io.github.unspool.parameter.DenseRows;
import io.github.unspool.parameter.InputRows;
import java.util.ArrayList;
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
    /** Inputs are treated as dense if more than one of this many numbers is not zero. */
    public static final int DENSE = 2;
    /** Threads share rows in groups of this size. */
    private static final int GRAIN = 16;

    private final Weights weights;
    /** Null if the network has none. */
    private final Embedding embedding;

    private final List<Layer> layers = new ArrayList<>();
    private final Head head;
    private final Workers workers;
    private final State dInitial;
    private final Masks noMasks;
    private Masks masks;
    /** What each layer reads. */
    private final InputRows[] read;

    private float[] dense = new float[0];
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
        int width = network.stack().embedding();
        this.weights = weights;
        this.embedding = width > 0 ? new Embedding(width, workers) : null;
        this.head = new Head(network, isFrozen, workers);
        this.workers = workers;
        this.dInitial = State.zero(network, sequences);
        this.noMasks = Masks.none(network);
        this.read = new InputRows[network.layers().size()];
        for (int i = 0; i < read.length; i++) {
            layers.add(new Layer(network, i, isFrozen, workers));
        }
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
        bptt.forward(batch, State.initial(weights, 1));
        bptt.backward(batch, gradients);
        if (weights.network().stack().learnedStart()) {
            bptt.initialGradient().accumulate(gradients);
        }
        return gradients;
    }

    /** Runs the network over a batch, with parts of it left out. */
    void forward(Batch batch, State initial, Masks masks) {
        this.masks = masks;
        this.batch = batch;
        this.hasPredicted = false;
        this.hasLoss = false;
        InputRows x = embedding == null ? inputs(batch) : embedding.forward(batch, weights.embedding());
        for (int i = 0; i < read.length; i++) {
            read[i] = x;
            layers.get(i).forward(batch, x, weights, initial, masks, i);
            x = new DenseRows(layers.get(i).output(batch));
        }
    }

    /** Inputs of which few are zero are multiplied in full, since the product is much faster than going through entries. */
    private InputRows inputs(Batch batch) {
        int width = weights.network().inputs();
        Matrix all = batch.inputs().asMatrix(width);
        if (all != null) {
            return new DenseRows(all);
        }
        int size = Math.multiplyExact(batch.rows(), width);
        if (batch.inputs().entries() < size / DENSE) {
            return batch.inputs();
        }
        if (dense.length < size) {
            dense = new float[size];
        }
        workers.split(batch.rows(), GRAIN, size, (from, to) -> batch.inputs().scatter(from, to, dense, from, width));
        return new DenseRows(Matrix.of(dense, batch.rows(), width));
    }

    Masks noMasks() {
        return noMasks;
    }

    private Layer top() {
        return layers.get(read.length - 1);
    }

    /**
     * The loss of the last {@link #forward}, which {@link #backward} finds too.
     *
     * @return the sum over the rows of weight · loss
     */
    public double loss() {
        if (!hasLoss) {
            loss = head.loss(batch, top().output(batch), weights.wy(), weights.by());
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
            loss = head.predict(batch, top().output(batch), weights.wy(), weights.by());
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
        return layers.get(layer).hidden(batch);
    }

    /** What a layer left, 0 for the lowest. */
    public Layer layer(int layer) {
        return layers.get(layer);
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
                batch,
                divisor,
                top().output(batch),
                weights.wy(),
                weights.by(),
                top().outputGradient(batch),
                gradients.wy(),
                gradients.by());
        hasLoss = true;
        hasPredicted = false;
        backwardLayers(batch, gradients);
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
        MatrixProduct.create()
                .pack(weights.wy().matrix().transposed())
                .addTo(
                        Matrix.of(dOutputs, 1, dOutputs.length),
                        top().outputGradient(batch).rows(row, row + 1));
        backwardLayers(batch, gradients);
    }

    private void backwardLayers(Batch batch, Weights gradients) {
        for (int i = read.length - 1; i >= 0; i--) {
            layers.get(i).backward(batch, read[i], weights, gradients, dInitial, masks, gradientBelow(batch, i));
        }
        if (embedding != null) {
            embedding.backward(batch, gradients.embedding());
        }
    }

    /** Where the gradient of what a layer read goes; nowhere from the lowest, unless there is an embedding. */
    private Matrix gradientBelow(Batch batch, int layer) {
        if (layer > 0) {
            return layers.get(layer - 1).outputGradient(batch);
        }
        return embedding == null ? null : embedding.outputGradient(batch);
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
        if (embedding == null) {
            layers.get(0).addInputGradient(batch, weights, dx);
        } else {
            MatrixProduct.create()
                    .pack(weights.embedding().matrix().transposed())
                    .addTo(embedding.outputGradient(batch), dx);
        }
        return dx.data();
    }

    /**
     * Copies the states after the last step, to continue with the next chunk of the same sequences.
     *
     * @param batch the batch of the last {@link #forward}
     * @param into its first rows become those of the sequences that live at the last step
     */
    void copyLastState(Batch batch, State into) {
        layers.forEach(layer -> layer.copyState(batch, batch.steps() - 1, into));
    }
}
