package io.github.unspool.compare;

import io.github.unspool.training.Epoch;
import java.util.List;

/** Is told how a comparison goes. */
public interface ComparisonListener {
    /** Listens to nothing. */
    ComparisonListener NONE = new ComparisonListener() {};

    /**
     * After each run or part of one, and once at the beginning. Called on the thread that compares: at most a few milliseconds, or
     * throttle.
     *
     * @param soFar what is known
     * @param progress how much is done
     */
    default void changed(Comparison soFar, Progress progress) {}

    /**
     * After each epoch of a run. Called on the run's thread, often: at most a few microseconds, or throttle.
     *
     * @param candidate whose run it is
     * @param repeat which repeat, from 0
     * @param epochs all its epochs so far; grows, so it is to be copied if it is kept
     */
    default void epoch(Candidate candidate, int repeat, List<Epoch> epochs) {}

    /**
     * Once, when the comparison has ended, for whatever reason.
     *
     * @param comparison what it has shown
     */
    default void ended(Comparison comparison) {}

    /**
     * How much is done.
     *
     * @param done how many runs, or parts of runs, were made
     * @param running how many run now
     * @param known how many there are as far as it is decided; those that are made later in case a candidate goes on do not count
     * @param secondsLeft how long it will take yet, by how long it took so far; NaN if nobody can tell
     */
    record Progress(int done, int running, int known, double secondsLeft) {}
}
