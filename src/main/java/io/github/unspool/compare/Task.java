package io.github.unspool.compare;

import java.io.Serializable;

/**
 * A run, or a part of one that pauses at a rung, to be made anywhere.
 *
 * @param candidate whose, by its number
 * @param repeat which repeat, by its number
 * @param rung to which rung it goes, from 0
 * @param until the epoch at which that rung stands
 * @param state what the part before ended with; empty: the run begins
 */
public record Task(int candidate, int repeat, int rung, int until, byte[] state) implements Serializable {
    /** What tells it from the other tasks of a comparison. */
    record Key(int candidate, int repeat, int rung) {}

    Key key() {
        return new Key(candidate, repeat, rung);
    }
}
