package io.github.unspool.compare;

import io.github.unspool.training.Epoch;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Executes the runs of a comparison: threads of this machine, or a cluster. */
public interface Backend {
    /**
     * Prepares a comparison.
     *
     * @param job the data that all tasks share
     * @param results receives the result of each task, on any thread
     * @param failures receives a failure that makes the comparison impossible, on any thread
     * @param epochs may receive the epochs of a running task, on any thread; the list grows
     * @return the open backend
     * @throws IllegalArgumentException if the comparison cannot be made there
     */
    Open open(Job job, Consumer<Result> results, Consumer<Throwable> failures, BiConsumer<Task, List<Epoch>> epochs);

    /** An open backend during a comparison. */
    interface Open extends AutoCloseable {
        /**
         * The number of tasks that should be submitted at a time.
         *
         * @return at least 1
         */
        int width();

        /**
         * Submits a task and returns immediately.
         *
         * @param task the task
         */
        void begin(Task task);

        /** Cancels all running tasks, and returns when none is running. */
        @Override
        void close();
    }
}
