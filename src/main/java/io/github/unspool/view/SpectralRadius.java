package io.github.unspool.view;

import io.github.unspool.network.Weights;
import io.github.unspool.training.Epoch;
import io.github.unspool.training.EpochWatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Records the spectral radius of a layer's recurrent weights after each epoch, for {@code rnn.watch(…)}. It costs the
 * eigenvalues of each gate, whose work grows with the third power of the units, so it is not always done. A run that begins
 * anew takes the place of the one before.
 */
public final class SpectralRadius implements EpochWatcher {
    private final int layer;
    private final List<Radii> byEpoch = new ArrayList<>();

    /**
     * The radii after an epoch.
     *
     * @param epoch 1 for the first
     * @param gates the name of each gate
     * @param values the spectral radius of each
     */
    public record Radii(int epoch, List<String> gates, List<Double> values) {

        /**
         * Copies the lists.
         *
         * @param epoch 1 for the first
         * @param gates the names
         * @param values the radii
         */
        public Radii {
            gates = List.copyOf(gates);
            values = List.copyOf(values);
        }
    }

    /** Records the lowest layer. */
    public SpectralRadius() {
        this(0);
    }

    /**
     * Records some layer.
     *
     * @param layer 0 for the lowest
     */
    public SpectralRadius(int layer) {
        this.layer = layer;
    }

    @Override
    public synchronized void epoch(Epoch epoch, Weights weights) {
        if (!byEpoch.isEmpty() && byEpoch.get(byEpoch.size() - 1).epoch() >= epoch.number()) {
            byEpoch.clear();
        }
        List<Spectrum.Gate> gates = Spectrum.of(weights, layer).gates();
        byEpoch.add(new Radii(
                epoch.number(),
                gates.stream().map(Spectrum.Gate::name).toList(),
                gates.stream().map(Spectrum.Gate::radius).toList()));
    }

    /**
     * What was recorded.
     *
     * @return the radii after each epoch of the latest run
     * @throws IllegalArgumentException if there is nothing yet
     */
    public synchronized List<Radii> byEpoch() {
        if (byEpoch.isEmpty()) {
            throw new IllegalArgumentException("nothing is recorded yet; train with rnn.watch(radius).train(data)");
        }
        return List.copyOf(byEpoch);
    }

    int layer() {
        return layer;
    }

    /** The first and the last radius of each gate. */
    @Override
    public synchronized String toString() {
        StringBuilder text = new StringBuilder("spectral radius of layer " + (layer + 1));
        for (int gate = 0; !byEpoch.isEmpty() && gate < byEpoch.get(0).gates().size(); gate++) {
            Radii last = byEpoch.get(byEpoch.size() - 1);
            text.append(String.format(
                    Locale.ROOT,
                    "%s %s %.3f → %.3f",
                    gate == 0 ? ":" : ",",
                    last.gates().get(gate),
                    byEpoch.get(0).values().get(gate),
                    last.values().get(gate)));
        }
        return text.append(byEpoch.isEmpty() ? ": nothing recorded yet" : "").toString();
    }
}
