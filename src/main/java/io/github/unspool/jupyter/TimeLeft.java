package io.github.unspool.jupyter;

/**
 * The time left of something that runs, shown once it is known: when an estimate agrees with the one before. The first epochs may
 * go many times slower than the others, and patience may end runs early.
 */
final class TimeLeft {
    /** Two estimates agree if they differ by no more than this part. */
    private static final double AGREEMENT = 0.25;

    /** Or by so many seconds. */
    private static final double CLOSE = 2;

    private double seconds = Double.NaN;
    private long nanos;
    private boolean isKnown;

    /** One more estimate, at a time; NaN if there is none yet. */
    void estimate(double left, long now) {
        isKnown = Math.abs(left - at(now)) <= Math.max(CLOSE, AGREEMENT * left);
        seconds = left;
        nanos = now;
    }

    /** What the last estimate says at a later time. */
    private double at(long now) {
        return seconds - (now - nanos) / 1e9;
    }

    /** At the time of the last estimate; NaN as long as it is not known. */
    double seconds() {
        return isKnown ? seconds : Double.NaN;
    }

    /** Such as {@code , 1 min 20 s left}; empty as long as it is not known. */
    String words(long now) {
        return isKnown ? Screen.left(at(now)) : "";
    }
}
