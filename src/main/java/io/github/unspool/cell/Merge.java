package io.github.unspool.cell;

/** How the states of a bidirectional layer's two directions become its output. */
public enum Merge {
    /** Side by side, twice as many numbers. */
    JOIN,
    /** Their sum. */
    SUM,
    /** Their mean. */
    AVERAGE,
    /** Their product. */
    PRODUCT;

    /**
     * The width of the output.
     *
     * @param units H, the units of one direction
     * @return 2H or H
     */
    public int outputs(int units) {
        return this == JOIN ? Math.multiplyExact(2, units) : units;
    }
}
