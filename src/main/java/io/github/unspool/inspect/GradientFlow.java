package io.github.unspool.inspect;

import io.github.unspool.network.Weights;
import io.github.unspool.part.Sequence;
import io.github.unspool.runtime.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * How much of the signal of each step's loss comes back to the hidden states before it: the Euclidean norm of
 * {@code ∂L[t]/∂h[k]} for every step t with a target and every step k ≤ t, of each layer, where L[t] is the loss of step t
 * alone. It is what backpropagation through time computes,
 *
 * <pre>
 *   ∂L[t]/∂h[k] = ∂L[t]/∂h[t] · ∂h[t]/∂h[t−1] · … · ∂h[k+1]/∂h[k]
 * </pre>
 *
 * <p>in the top layer, and below it with all ways through the layers above: a product of as many Jacobians as there are steps
 * between, so that it tends to vanish or to explode with the distance t − k. In an LSTM h[k] is varied while c[k], the other
 * part of its state, stays.
 *
 * <p>With one output for each sequence, L[t] is the loss if the sequence ended at t. If a layer is bidirectional and every
 * step has a target, L[t] also depends on states after t; then k goes over all steps, and the distance is |t − k|.
 *
 * <p>Source: R. Pascanu, T. Mikolov, Y. Bengio, <i>On the difficulty of training recurrent neural networks</i>,
 * arXiv:1211.5063 (2013), equations 3 to 5.
 *
 * @param steps what was read at each step, in words
 * @param targets what should come out at each step, in words; empty if that is not known
 * @param norms layer, t, k; infinite where the gradient is larger than a float can hold, 0 throughout where step t is not
 *     known; shared, not copied
 */
public record GradientFlow(List<String> steps, List<String> targets, double[][][] norms) {
    /** Less of the signal than this counts as nothing. */
    public static final double LEAST = 0.01;

    /**
     * Copies the words and checks the sizes.
     *
     * @param steps what was read
     * @param targets what should come out at each step, or nothing
     * @param norms layer, t, k
     * @throws IllegalArgumentException if a layer has not one row for each step
     */
    public GradientFlow {
        steps = List.copyOf(steps);
        targets = List.copyOf(targets);
        if (!targets.isEmpty() && targets.size() != steps.size()) {
            throw new IllegalArgumentException(
                    "a gradient flow of %s steps cannot have %s targets".formatted(steps.size(), targets.size()));
        }
        for (double[][] layer : norms) {
            if (layer.length != steps.size()) {
                throw new IllegalArgumentException(
                        "a gradient flow of %s steps cannot have %s rows".formatted(steps.size(), layer.length));
            }
        }
    }

    /**
     * Creates a gradient flow whose targets have no words.
     *
     * @param steps what was read
     * @param norms layer, t, k
     * @throws IllegalArgumentException if a layer has not one row for each step
     */
    public GradientFlow(List<String> steps, double[][][] norms) {
        this(steps, List.of(), norms);
    }

    /**
     * Names what should come out at each step.
     *
     * @param words a word for each step
     * @return the same norms
     * @throws IllegalArgumentException if there are more or fewer words than steps
     */
    public GradientFlow withTargets(List<String> words) {
        return new GradientFlow(steps, words, norms);
    }

    /**
     * Reads a sequence and differentiates the loss of each of its steps on its own.
     *
     * @param weights the network
     * @param sequence inputs and targets; the state before is the initial one
     * @param steps what is read, in words
     * @return the norms
     */
    public static GradientFlow of(Weights weights, Sequence sequence, List<String> steps) {
        double[][][] norms = new FlowPasses(weights, sequence).run();
        Stop.check("Stopped while following gradients back.");
        return new GradientFlow(steps, norms);
    }

    /**
     * The part of the signal that comes back over a distance: the sum of the norms at that distance, divided by the sum of
     * the same losses' norms at distance 0. So each loss counts by its signal.
     *
     * @param layer 0 for the lowest
     * @return for each distance 0 … T − 1 the part, 1 for distance 0; more than 1 where the signal grows; NaN if there is no
     *     signal
     * @throws IllegalArgumentException if there is no such layer
     */
    public double[] byDistance(int layer) {
        double[][] rows = layer(layer);
        double[] here = new double[rows.length];
        double[] parts = new double[rows.length];
        for (int t = 0; t < rows.length; t++) {
            for (int k = 0; k < rows[t].length; k++) {
                here[Math.abs(t - k)] += rows[t][t];
                parts[Math.abs(t - k)] += rows[t][k];
            }
        }
        for (int distance = 0; distance < parts.length; distance++) {
            parts[distance] /= here[distance];
        }
        return parts;
    }

    /**
     * The part of the last loss's signal that comes back over a distance, such as that of an answer to the question before it.
     *
     * @param layer 0 for the lowest
     * @return for each distance 0 … T − 1 the norm of the gradient that distance before the last step, divided by its norm at
     *     the last step; NaN if there is no signal
     * @throws IllegalArgumentException if there is no such layer
     */
    public double[] ofLastLoss(int layer) {
        double[] norms = layer(layer)[steps.size() - 1];
        int last = steps.size() - 1;
        return IntStream.rangeClosed(0, last)
                .mapToDouble(distance -> norms[last - distance] / norms[last])
                .toArray();
    }

    /**
     * After how many steps the signal in a layer falls below 1 % of what it was.
     *
     * @param layer 0 for the lowest
     * @return the smallest such distance; empty if more arrives as far as the sequence goes, or if there is no signal
     * @throws IllegalArgumentException if there is no such layer
     */
    public OptionalInt reach(int layer) {
        double[] parts = byDistance(layer);
        return IntStream.range(0, parts.length)
                .filter(distance -> parts[distance] < LEAST)
                .findFirst();
    }

    /**
     * After how many steps the signal falls below 1 % of what it was in every layer that has one.
     *
     * @return the largest distance of a layer; empty if in some layer more arrives as far as the sequence goes, or if there
     *     is no signal at all
     */
    public OptionalInt reach() {
        int furthest = 0;
        for (int layer = 0; layer < norms.length; layer++) {
            OptionalInt reach = reach(layer);
            if (hasSignal(layer) && reach.isEmpty()) {
                return reach;
            }
            furthest = Math.max(furthest, reach.orElse(0));
        }
        return furthest > 0 ? OptionalInt.of(furthest) : OptionalInt.empty();
    }

    private boolean hasSignal(int layer) {
        double[][] rows = layer(layer);
        for (int t = 0; t < rows.length; t++) {
            if (rows[t][t] != 0) {
                return true;
            }
        }
        return false;
    }

    private double[][] layer(int layer) {
        if (layer < 0 || layer >= norms.length) {
            throw new IllegalArgumentException(
                    "layer %s of a gradient flow of %s: the lowest is layer 0".formatted(layer, norms.length));
        }
        return norms[layer];
    }

    /** One line for each layer, such as {@code layer 1: the signal falls below 1 % after 9 steps}. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        for (int layer = 0; layer < norms.length; layer++) {
            lines.add("layer " + (layer + 1) + ": " + describe(layer));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private String describe(int layer) {
        double[] parts = byDistance(layer);
        int last = parts.length - 1;
        if (!hasSignal(layer)) {
            return "no signal; no loss depends on its states";
        }
        if (last == 0) {
            return "one step is too few to see a signal come back";
        }
        OptionalInt reach = reach(layer);
        if (reach.isPresent()) {
            int steps = reach.getAsInt();
            return "the signal falls below 1 % after " + steps + (steps == 1 ? " step" : " steps");
        }
        if (!Double.isFinite(parts[last])) {
            return "the signal explodes beyond what a float can hold";
        }
        return String.format(
                Locale.ROOT,
                parts[last] > 1
                        ? "the signal is %.3g times as large after %s steps"
                        : "%.2g of the signal is left after %s steps",
                parts[last],
                last);
    }
}
