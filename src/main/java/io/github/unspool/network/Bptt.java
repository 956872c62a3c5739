package io.github.unspool.network;

import io.github.unspool.cell.Slabs;
import io.github.unspool.math.Matrix;
import io.github.unspool.math.MatrixProduct;
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
    private final Weights weights;
    private final List<Recurrence> layers = new ArrayList<>();
    private final SoftmaxHead head;
    private final MatrixProduct product = new MatrixProduct();
    private final State dInitial;
    private final float[][] dropped;
    private float[][] masks;

    /**
     * Prepares for batches.
     *
     * @param weights the weights to run with; what they hold at each call counts
     * @param sequences the largest B there will be
     */
    public Bptt(Weights weights, int sequences) {
        Network network = weights.network();
        this.weights = weights;
        this.head = new SoftmaxHead(network.outputs());
        this.dInitial = State.zero(network, sequences);
        this.dropped = new float[network.layers().size()][0];
        network.layers().forEach(layer -> layers.add(new Recurrence(layer)));
    }

    /**
     * Runs the network over a batch.
     *
     * @param batch the inputs
     * @param initial the states to begin with, at least B of them
     */
    public void forward(Batch batch, State initial) {
        forward(batch, initial, noMasks());
    }

    float[][] noMasks() {
        return new float[layers.size()][];
    }

    /**
     * Runs the network over a batch, with masks on what layers give to the layer above.
     *
     * @param batch the inputs
     * @param initial the states to begin with, at least B of them
     * @param masks for each layer R × H, or null where nothing is masked
     */
    void forward(Batch batch, State initial, float[][] masks) {
        this.masks = masks;
        for (int i = 0; i < layers.size(); i++) {
            Recurrence layer = layers.get(i);
            layer.begin(batch, weights, i);
            if (i == 0) {
                batch.inputs().multiply(weights.wx(i), layer.slabs().zx);
            } else {
                product.pack(weights.wx(i).matrix()).addTo(output(batch, i - 1), layer.zx(batch));
            }
            layer.forward(batch, weights.wh(i), initial.h()[i], initial.c()[i]);
            drop(i);
        }
        head.forward(batch, output(batch, layers.size() - 1), weights.wy(), weights.by());
    }

    private void drop(int layer) {
        float[] mask = masks[layer];
        if (mask != null) {
            if (dropped[layer].length < mask.length) {
                dropped[layer] = new float[mask.length];
            }
            for (int i = 0; i < mask.length; i++) {
                dropped[layer][i] = layers.get(layer).slabs().h[i] * mask[i];
            }
        }
    }

    /** What a layer gives to the one above, R × H. */
    private Matrix output(Batch batch, int layer) {
        Recurrence recurrence = layers.get(layer);
        return masks[layer] == null
                ? recurrence.h(batch)
                : Matrix.of(dropped[layer], batch.rows(), recurrence.slabs().units);
    }

    /** From the gradient of the output to that of the state. */
    private void dropGradient(int layer) {
        float[] mask = masks[layer];
        if (mask != null) {
            float[] dh = layers.get(layer).slabs().dh;
            for (int i = 0; i < mask.length; i++) {
                dh[i] *= mask[i];
            }
        }
    }

    private Recurrence top() {
        return layers.get(layers.size() - 1);
    }

    /**
     * The loss of the last {@link #forward}.
     *
     * @return the sum over the rows of weight · −log p(target), in nats
     */
    public double loss() {
        return head.loss();
    }

    /**
     * The probabilities after {@link #forward} and before {@link #backward}.
     *
     * @return R × K, shared with the next batch
     */
    public float[] probabilities() {
        return head.probabilities();
    }

    /**
     * The hidden states after {@link #forward}.
     *
     * @param layer 0 for the lowest
     * @return R × H, shared with the next batch
     */
    public float[] hidden(int layer) {
        return layers.get(layer).slabs().h;
    }

    /**
     * Runs the network backwards after {@link #forward}. The loss it differentiates is the weighted mean over the rows.
     *
     * @param batch the same batch
     * @param gradients where the gradients are added to
     */
    public void backward(Batch batch, Weights gradients) {
        int last = layers.size() - 1;
        head.backward(batch, output(batch, last), weights.wy(), top().dh(batch), gradients.wy(), gradients.by());
        for (int i = last; i >= 0; i--) {
            Recurrence layer = layers.get(i);
            dropGradient(i);
            layer.backward(batch, weights.wh(i), dInitial.h()[i], dInitial.c()[i]);
            layer.accumulate(batch, gradients, i);
            if (i == 0) {
                batch.inputs().accumulate(layer.slabs().dzx, gradients.wx(i));
            } else {
                Recurrence below = layers.get(i - 1);
                layer.accumulateInput(batch, output(batch, i - 1), gradients.wx(i));
                product.pack(weights.wx(i).matrix().transposed()).addTo(layer.dzx(batch), below.dh(batch));
            }
        }
    }

    /**
     * The gradient of the initial states after {@link #backward}.
     *
     * @return ∂L/∂h[−1] and ∂L/∂c[−1] for each layer, shared with the next batch
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
        float[] dx =
                new float[Math.multiplyExact(batch.rows(), weights.network().inputs())];
        product.pack(weights.wx(0).matrix().transposed())
                .addTo(
                        layers.get(0).dzx(batch),
                        Matrix.of(dx, batch.rows(), weights.network().inputs()));
        return dx;
    }

    /**
     * The states after the last step, to go on from with the next chunk of the same sequences.
     *
     * @param batch the batch of the last {@link #forward}
     * @return a copy, of the sequences that live at the last step
     */
    State lastState(Batch batch) {
        int step = batch.steps() - 1;
        State state = State.zero(weights.network(), batch.live(step));
        for (int i = 0; i < layers.size(); i++) {
            Slabs slabs = layers.get(i).slabs();
            int at = batch.first(step) * slabs.units;
            System.arraycopy(slabs.h, at, state.h()[i], 0, state.h()[i].length);
            if (state.c()[i].length > 0) {
                System.arraycopy(slabs.c, at, state.c()[i], 0, state.c()[i].length);
            }
        }
        return state;
    }
}
