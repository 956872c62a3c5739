package io.github.unspool.network;

import io.github.unspool.cell.Cell;

/**
 * One recurrent layer: its width and its equations. A width below 1 is refused with an IllegalArgumentException.
 *
 * @param units H, at least 1
 * @param cell the equations
 */
public record LayerSpec(int units, Cell cell) {

    /**
     * Checks the width.
     *
     * @param units H, at least 1
     * @param cell the equations
     * @throws IllegalArgumentException if units is not positive
     */
    public LayerSpec {
        if (units < 1) {
            throw new IllegalArgumentException("hidden(%d): a layer needs at least 1 unit".formatted(units));
        }
    }

    /**
     * How many pre-activations the layer has.
     *
     * @return G
     */
    int width() {
        return Math.multiplyExact(units, cell.gates());
    }
}
