package io.github.unspool.compare;

import java.io.Serializable;

/**
 * A run, or a part of a run that pauses at a rung. It can be executed anywhere.
 *
 * @param candidate the number of the candidate
 * @param repeat the number of the repeat
 * @param rung to which rung it goes, from 0
 * @param until the epoch at which that rung stands
 * @param state the final state of the previous part; empty at the beginning of a run
 */
public record Task(int candidate, int repeat, int rung, int until, byte[] state) implements Serializable {
    /** Its identity among the tasks of a comparison. */
    record Key(int candidate, int repeat, int rung) {}

    Key key() {
        return new Key(candidate, repeat, rung);
    }
}
