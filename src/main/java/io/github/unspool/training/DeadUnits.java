package io.github.unspool.training;

import io.github.unspool.math.Matrix;

/**
 * Units of a layer that were 0 at every step.
 *
 * @param number of the layer, 1 for the lowest
 * @param dead how many there are
 * @param units all units of the layer
 */
record DeadUnits(int number, int dead, int units) {

    /** Counts the columns of states, rows × units, that are 0 throughout. */
    static DeadUnits of(int number, Matrix hidden) {
        int dead = 0;
        for (int unit = 0; unit < hidden.columns(); unit++) {
            int row = 0;
            while (row < hidden.rows() && hidden.data()[hidden.row(row) + unit] == 0) {
                row++;
            }
            dead += row == hidden.rows() ? 1 : 0;
        }
        return new DeadUnits(number, dead, hidden.columns());
    }
}
