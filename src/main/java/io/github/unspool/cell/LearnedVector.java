package io.github.unspool.cell;

/**
 * H numbers that a cell learns, one for each unit. They begin evenly spaced.
 *
 * @param name its name in the equations
 * @param first what that of the first unit begins with
 * @param last what that of the last unit begins with
 */
public record LearnedVector(String name, float first, float last) {

    /**
     * What the number of a unit begins with.
     *
     * @param unit the unit, from 0
     * @param units H
     * @return the number
     */
    public float initial(int unit, int units) {
        return units == 1 ? first : first + (last - first) * unit / (units - 1);
    }
}
