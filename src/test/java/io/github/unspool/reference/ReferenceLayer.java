package io.github.unspool.reference;

/**
 * What a layer of a reference is to be.
 *
 * @param units H, those of one direction
 * @param bidirectional whether a second direction reads the sequence from its end
 * @param skip whether the layer adds its input to its output, which must then have the width of the input
 */
public record ReferenceLayer(ReferenceCell cell, int units, boolean bidirectional, boolean skip) {

    /** A layer that reads forwards only and has no skip connection. */
    public static ReferenceLayer of(ReferenceCell cell, int units) {
        return new ReferenceLayer(cell, units, false, false);
    }

    public ReferenceLayer inBothDirections() {
        return new ReferenceLayer(cell, units, true, skip);
    }

    public ReferenceLayer withSkip() {
        return new ReferenceLayer(cell, units, bidirectional, true);
    }

    public int directions() {
        return bidirectional ? 2 : 1;
    }

    /** The width of the output, H or 2H. */
    public int width() {
        return directions() * units;
    }
}
