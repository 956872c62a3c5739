package io.github.unspool.data.series;

/**
 * Times without gaps, and where the rows of a table stand among them.
 *
 * @param timeline the times
 * @param rows the row of the table at each, counted from 0; {@link #FILLED} where the table has none
 */
record Grid(Timeline timeline, int[] rows) {
    /** In the place of a row that the table has not. */
    static final int FILLED = -1;

    /** How many rows there may be for each of the table. */
    static final int MOST = 10;
}
