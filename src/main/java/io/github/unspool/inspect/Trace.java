package io.github.unspool.inspect;

import io.github.unspool.network.Bptt;
import io.github.unspool.network.LayerSpec;
import io.github.unspool.network.Weights;
import io.github.unspool.part.Batch;
import io.github.unspool.part.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the units of every layer did while a network read one sequence. A unit that reads from the end stands at the step
 * that it had just read.
 *
 * @param steps what was read at each step, in words
 * @param layers from the lowest upwards
 */
public record Trace(List<String> steps, List<LayerTrace> layers) {

    /**
     * Copies the lists.
     *
     * @param steps what was read
     * @param layers from the lowest upwards
     * @throws IllegalArgumentException if a layer read something else
     */
    public Trace {
        steps = List.copyOf(steps);
        layers = List.copyOf(layers);
        for (LayerTrace layer : layers) {
            if (!layer.steps().equals(steps)) {
                throw new IllegalArgumentException("layer " + layer.number() + " is of another sequence");
            }
        }
    }

    /**
     * A trace of hidden states alone, of layers that read forward.
     *
     * @param steps what was read
     * @param hidden layer, step, unit; shared, not copied
     * @throws IllegalArgumentException if a layer has not one state for each step
     */
    public Trace(List<String> steps, float[][][] hidden) {
        this(steps, layers(steps, hidden));
    }

    private static List<LayerTrace> layers(List<String> steps, float[][][] hidden) {
        List<LayerTrace> layers = new ArrayList<>();
        for (float[][] states : hidden) {
            layers.add(new LayerTrace(layers.size() + 1, steps, false, Map.of(LayerTrace.HIDDEN, states)));
        }
        return layers;
    }

    /**
     * Reads a sequence and records what every unit does.
     *
     * @param weights the network
     * @param sequence what is read, from a fresh state
     * @param steps the same in words
     * @return the states and gates at each step
     */
    public static Trace of(Weights weights, Sequence sequence, List<String> steps) {
        Bptt bptt = new Bptt(weights, 1);
        bptt.forward(Batch.of(List.of(sequence), 0, sequence.steps()), weights.initialState(1));
        List<LayerTrace> layers = new ArrayList<>();
        for (LayerSpec spec : weights.network().layers()) {
            layers.add(LayerTrace.of(layers.size() + 1, spec, bptt.layer(layers.size()), steps));
        }
        return new Trace(steps, layers);
    }

    /**
     * One layer, with its gates.
     *
     * @param layer 0 for the lowest
     * @return what its units did
     * @throws IllegalArgumentException if there is no such layer
     */
    public LayerTrace layer(int layer) {
        if (layer < 0 || layer >= layers.size()) {
            throw new IllegalArgumentException(
                    "layer %s of a trace of %s: the lowest is layer 0".formatted(layer, layers.size()));
        }
        return layers.get(layer);
    }

    /**
     * The hidden states of all layers.
     *
     * @return layer, step, unit; the states are shared
     */
    public float[][][] hidden() {
        return layers.stream().map(LayerTrace::hidden).toArray(float[][][]::new);
    }

    @Override
    public String toString() {
        return layers.stream().map(LayerTrace::toString).collect(Collectors.joining(System.lineSeparator()));
    }
}
