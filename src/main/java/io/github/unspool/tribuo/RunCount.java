package io.github.unspool.tribuo;

import io.github.unspool.math.Randoms;
import java.util.function.Supplier;
import org.tribuo.Trainer;
import org.tribuo.provenance.TrainerProvenance;

/** Counts the runs of a trainer. The n-th differs from the first, and is the same whenever it is the n-th. */
final class RunCount {
    /** The place of the invocation count among the paths of {@link Randoms}. */
    private static final long INVOCATION = -2;

    private int count;

    /** The number is 1 for the first. */
    record Run(TrainerProvenance provenance, long seed, int number) {}

    synchronized Run begin(int which, long seed, Supplier<TrainerProvenance> trainer) {
        if (which != Trainer.INCREMENT_INVOCATION_COUNT) {
            set(which);
        }
        Run run = new Run(trainer.get(), seed(Trainer.INCREMENT_INVOCATION_COUNT, seed), count + 1);
        count++;
        return run;
    }

    /** The seed of the n-th run, or of the next. */
    synchronized long seed(int which, long seed) {
        int n = which == Trainer.INCREMENT_INVOCATION_COUNT ? count : which;
        return n == 0 ? seed : Randoms.of(seed, INVOCATION, n).nextLong();
    }

    synchronized int get() {
        return count;
    }

    synchronized void set(int runs) {
        if (runs < 0) {
            throw new IllegalArgumentException("the number of runs cannot be negative: " + runs);
        }
        count = runs;
    }
}
