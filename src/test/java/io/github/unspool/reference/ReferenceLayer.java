package io.github.unspool.reference;

import io.github.unspool.cell.Activation;
import io.github.unspool.cell.Merge;

/**
 * What a layer of a reference is to be.
 *
 * @param units H, those of one direction
 * @param bidirectional whether a second direction reads the sequence from its end
 * @param skip whether the layer adds its input to its output, which must then have the width of the input
 * @param dense the outputs of a dense layer on top, 0: none
 * @param activation of the dense layer
 * @param merge how the states of two directions become the output
 */
public record ReferenceLayer(
        ReferenceCell cell,
        int units,
        boolean bidirectional,
        boolean skip,
        int dense,
        Activation activation,
        Merge merge) {

    /** A layer that reads forwards only and has no skip connection. */
    public static ReferenceLayer of(ReferenceCell cell, int units) {
        return new ReferenceLayer(cell, units, false, false, 0, Activation.LINEAR, Merge.JOIN);
    }

    public ReferenceLayer inBothDirections() {
        return new ReferenceLayer(cell, units, true, skip, dense, activation, merge);
    }

    public ReferenceLayer inBothDirections(Merge how) {
        return new ReferenceLayer(cell, units, true, skip, dense, activation, how);
    }

    public ReferenceLayer withSkip() {
        return new ReferenceLayer(cell, units, bidirectional, true, dense, activation, merge);
    }

    public ReferenceLayer withDense(int outputs, Activation of) {
        return new ReferenceLayer(cell, units, bidirectional, skip, outputs, of, merge);
    }

    public int directions() {
        return bidirectional ? 2 : 1;
    }

    /** The width of the states, H or 2H. */
    public int states() {
        return directions() * units;
    }

    /** The width of what both directions give together. */
    public int merged() {
        return bidirectional ? merge.outputs(units) : units;
    }

    /** The width of the output: that of the states, or of the dense layer on them. */
    public int width() {
        return dense > 0 ? dense : merged();
    }
}
