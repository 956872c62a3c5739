package io.github.unspool.compare;

/** How many runs fit into memory side by side. */
final class RunMemory {
    private RunMemory() {}

    /** At least 1, for a run that does not fit alone says so itself. */
    static int width(Job job, int wanted) {
        if (wanted == 1) {
            return 1;
        }
        long most = 1;
        for (Candidate candidate : job.candidates()) {
            most = candidate.isRival()
                    ? most
                    : Math.max(most, need(candidate, job.folds().get(0)));
        }
        Runtime runtime = Runtime.getRuntime();
        long free = runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
        return (int) Math.max(1, Math.min(wanted, free / most));
    }

    private static long need(Candidate candidate, Fold fold) {
        try {
            return fold.memoryNeed(candidate.rnn());
        } catch (IllegalArgumentException e) {
            // Its run will say what is wrong.
            return 1;
        }
    }
}
