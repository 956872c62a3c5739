package io.github.unspool.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What one sequence did on its way forward.
 *
 * @param x the dense inputs of each layer, T×D, and on top of them the output of the topmost layer
 * @param u what each layer gives, below its dense layer if it has one
 * @param scans of each layer, of each of its directions
 * @param logits o, the outputs, T×K or, with one output per sequence, 1×K
 * @param p the predictions, of the same shape
 * @param losses the loss of each row of outputs, not yet weighted, and 0 where the target is unknown
 */
public record Trace(
        List<double[][]> x,
        List<double[][]> u,
        List<List<Scan>> scans,
        double[][] logits,
        double[][] p,
        double[] losses) {

    Trace(int rows) {
        this(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new double[rows][],
                new double[rows][],
                new double[rows]);
    }

    /** The hidden states of one direction (0 forward, 1 backward) of one layer after each step, unmasked, T×H. */
    public double[][] h(int layer, int direction) {
        return scans.get(layer).get(direction).h();
    }

    /** The memory cells, T×H, or T×0 in a layer that has none. */
    public double[][] c(int layer, int direction) {
        return scans.get(layer).get(direction).c();
    }

    /** All hidden states, by {@link ReferenceSpec#row}: where no layer is bidirectional, by layer. */
    public List<double[][]> h() {
        return all(Scan::h);
    }

    /** All memory cells, likewise. */
    public List<double[][]> c() {
        return all(Scan::c);
    }

    /** The input's part of all pre-activations, likewise. */
    public List<double[][]> zx() {
        return all(Scan::zx);
    }

    /** The recurrent part of all pre-activations, likewise. */
    public List<double[][]> zh() {
        return all(Scan::zh);
    }

    /** The state of each direction after it has read everything, likewise: where the next chunk begins. */
    public double[][] finalState() {
        return all(Scan::last).toArray(double[][]::new);
    }

    private <T> List<T> all(Function<Scan, T> property) {
        return scans.stream().flatMap(List::stream).map(property).toList();
    }
}
