package io.github.unspool.twin;

/**
 * What a layer of a twin is to be.
 *
 * @param units H, those of one direction
 * @param bidirectional whether a second direction reads the sequence from its end
 * @param skip whether the layer adds its input to its output, which must then have the width of the input
 */
public record TwinLayer(TwinCell cell, int units, boolean bidirectional, boolean skip) {

    /** A layer that reads forwards only and has no skip connection. */
    public static TwinLayer of(TwinCell cell, int units) {
        return new TwinLayer(cell, units, false, false);
    }

    public TwinLayer inBothDirections() {
        return new TwinLayer(cell, units, true, skip);
    }

    public TwinLayer withSkip() {
        return new TwinLayer(cell, units, bidirectional, true);
    }

    public int directions() {
        return bidirectional ? 2 : 1;
    }

    /** The width of the output, H or 2H. */
    public int width() {
        return directions() * units;
    }
}
