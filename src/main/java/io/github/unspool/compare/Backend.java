package io.github.unspool.compare;

import io.github.unspool.training.Epoch;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Where the runs of a comparison are made: threads of this machine, or a cluster. */
public interface Backend {
    /**
     * Gets ready for a comparison.
     *
     * @param job what its tasks share
     * @param results is given the result of each task, on any thread
     * @param failures is given what made it impossible to go on, on any thread
     * @param epochs may be given the epochs of a running task, on any thread; the list grows
     * @return the opened place
     * @throws IllegalArgumentException if the comparison cannot be made there
     */
    Open open(Job job, Consumer<Result> results, Consumer<Throwable> failures, BiConsumer<Task, List<Epoch>> epochs);

    /** A place while a comparison goes on. */
    interface Open extends AutoCloseable {
        /**
         * How many tasks are worth being there at a time.
         *
         * @return at least 1
         */
        int width();

        /**
         * Begins a task and returns.
         *
         * @param task the task
         */
        void begin(Task task);

        /** Breaks off what still runs there, and returns when nothing does. */
        @Override
        void close();
    }
}
