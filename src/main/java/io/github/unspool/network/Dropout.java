package io.github.unspool.network;

import io.github.unspool.math.Randoms;
import java.util.List;

/**
 * Makes the masks that leave out units of a layer's output while training: each unit of each step is 0 with probability p, and
 * 1 / (1 − p) otherwise, so that the mean stays and nothing has to be done when predicting. What goes to the next step of
 * the same layer is not masked.
 *
 * <p>Source: N. Srivastava et al., <i>Dropout: a simple way to prevent neural networks from overfitting</i>, JMLR 15
 * (2014); between the layers only: W. Zaremba, I. Sutskever, O. Vinyals, <i>Recurrent neural network regularization</i>,
 * arXiv:1409.2329.
 */
final class Dropout {
    /** The place of the masks among the paths of {@link Randoms}. */
    private static final long MASKS = -4;

    private final Network network;
    private final List<Double> rates;
    private final long seed;
    private long updates;

    /** A rate for each layer from the input upwards, 0: nothing is left out; no rates: nothing anywhere. */
    Dropout(Network network, List<Double> rates, long seed) {
        this.network = network;
        this.rates = rates;
        this.seed = seed;
    }

    /** The masks of one update: for each layer R × H, or null where nothing is left out. */
    float[][] masks(int rows) {
        updates++;
        float[][] masks = new float[network.layers().size()][];
        for (int layer = 0; layer < rates.size(); layer++) {
            if (rates.get(layer) > 0) {
                masks[layer] = mask(layer, rows);
            }
        }
        return masks;
    }

    private float[] mask(int layer, int rows) {
        double rate = rates.get(layer);
        float kept = (float) (1 / (1 - rate));
        Randoms random = Randoms.of(seed, MASKS, layer, updates);
        float[] mask =
                new float[Math.multiplyExact(rows, network.layers().get(layer).units())];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = random.uniform() < rate ? 0 : kept;
        }
        return mask;
    }
}
