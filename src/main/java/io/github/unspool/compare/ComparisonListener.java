package io.github.unspool.compare;

import io.github.unspool.training.Epoch;
import java.util.List;

/** Receives the progress of a comparison. */
public interface ComparisonListener {
    /** Ignores all events. */
    ComparisonListener NONE = new ComparisonListener() {};

    /**
     * Called after each run or part of a run, and once at the beginning, on the thread that compares: take at most a few
     * milliseconds, or throttle.
     *
     * @param soFar the results so far
     * @param progress how much is done
     */
    default void changed(Comparison soFar, Progress progress) {}

    /**
     * Called after each epoch of a run, on the run's thread, often: take at most a few microseconds, or throttle.
     *
     * @param candidate the candidate
     * @param repeat which repeat, from 0
     * @param epochs all its epochs so far; the list grows, so copy it to keep it
     */
    default void epoch(Candidate candidate, int repeat, List<Epoch> epochs) {}

    /**
     * Called once, when the comparison has ended, for whatever reason.
     *
     * @param comparison the results
     */
    default void ended(Comparison comparison) {}

    /**
     * How much is done.
     *
     * @param done how many runs, or parts of runs, were made
     * @param running how many run now
     * @param known the number of runs that are certain; further parts that depend on a decision do not count
     * @param secondsLeft the estimated remaining time; NaN if unknown
     */
    record Progress(int done, int running, int known, double secondsLeft) {}
}
