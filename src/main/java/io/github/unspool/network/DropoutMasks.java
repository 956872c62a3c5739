package io.github.unspool.network;

import io.github.unspool.math.Randoms;
import io.github.unspool.part.Batch;
import io.github.unspool.part.Masks;
import java.util.List;

/**
 * Makes the masks that leave out units while training: a unit is 0 with probability p, and 1 / (1 − p) times itself
 * otherwise, so that the mean stays and nothing has to be done when predicting. What a layer gives to the one above has a
 * mask of its own at each step. The state that a layer's recurrent product sees has the same mask at each step; what a gate
 * carries on directly is not masked.
 *
 * <p>Source: N. Srivastava et al., <i>Dropout: a simple way to prevent neural networks from overfitting</i>, JMLR 15
 * (2014); between the layers: W. Zaremba, I. Sutskever, O. Vinyals, <i>Recurrent neural network regularization</i>,
 * arXiv:1409.2329; in the recurrence: Y. Gal, Z. Ghahramani, <i>A theoretically grounded application of dropout in recurrent
 * neural networks</i>, arXiv:1512.05287.
 */
public final class DropoutMasks {
    /** The places of the masks among the paths of {@link Randoms}. */
    private static final long OUTPUT = -4;

    private static final long RECURRENT = -5;

    /** The place of a decoder's. */
    private static final long DECODER = -7;

    private final Network network;
    private final long seed;
    /** Filled anew for each update; they only grow. */
    private final Masks masks;

    private long updates;

    public DropoutMasks(Network network, long seed) {
        this.network = network;
        this.seed = seed;
        this.masks = network.noMasks();
    }

    /** The masks of one update, shared with the next. */
    public Masks masks(Batch batch) {
        updates++;
        fill(masks, network.layers(), batch, seed);
        if (batch.decoded() != null) {
            List<LayerSpec> layers = network.stack().decoder().orElseThrow().layers();
            fill(
                    masks.decoder(),
                    layers,
                    batch.decoded(),
                    Randoms.of(seed, DECODER).nextLong());
        }
        return masks;
    }

    private void fill(Masks into, List<LayerSpec> layers, Batch batch, long own) {
        int r = 0;
        for (int i = 0; i < layers.size(); i++) {
            LayerSpec layer = layers.get(i);
            if (layer.dropout() > 0) {
                int size = Math.multiplyExact(batch.rows(), layer.merged());
                fill(into.output(), i, size, layer.dropout(), Randoms.of(own, OUTPUT, i, updates));
            }
            for (int end = r + layer.directions(); r < end; r++) {
                if (layer.recurrentDropout() > 0) {
                    int size = Math.multiplyExact(batch.live(0), layer.units());
                    fill(into.recurrent(), r, size, layer.recurrentDropout(), Randoms.of(own, RECURRENT, r, updates));
                }
            }
        }
    }

    /** How many updates had their masks. */
    public long updates() {
        return updates;
    }

    /** Continues as after the given number of updates. */
    public void resume(long afterUpdates) {
        updates = afterUpdates;
    }

    private static void fill(float[][] masks, int which, int size, double part, Randoms random) {
        if (masks[which] == null || masks[which].length < size) {
            masks[which] = new float[size];
        }
        float[] mask = masks[which];
        float kept = (float) (1 / (1 - part));
        for (int i = 0; i < size; i++) {
            mask[i] = random.uniform() < part ? 0 : kept;
        }
    }
}
