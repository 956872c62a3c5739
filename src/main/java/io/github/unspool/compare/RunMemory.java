package io.github.unspool.compare;

import io.github.unspool.Rnn;

/** How many runs fit into memory side by side. */
final class RunMemory {
    private RunMemory() {}

    /** At least 1, because a run that does not fit alone throws an exception that explains it. */
    static int width(Job job, int wanted) {
        if (wanted == 1) {
            return 1;
        }
        long most = 1;
        for (Candidate candidate : job.candidates()) {
            Fold fold = job.folds().get(0);
            most = Math.max(most, candidate.rnn().map(rnn -> need(rnn, fold)).orElse(1L));
        }
        Runtime runtime = Runtime.getRuntime();
        long free = runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
        return (int) Math.max(1, Math.min(wanted, free / most));
    }

    private static long need(Rnn rnn, Fold fold) {
        try {
            return fold.memoryNeed(rnn);
        } catch (IllegalArgumentException e) {
            // The run itself throws the exception that explains it.
            return 1;
        }
    }
}
