package io.github.unspool.compare;

import io.github.unspool.training.Epoch;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Executes runs on threads of this machine.
 *
 * @param threads how many at most; 0: as many as there are processors
 */
record LocalThreads(int threads) implements Backend {
    @Override
    public Open open(
            Job job, Consumer<Result> results, Consumer<Throwable> failures, BiConsumer<Task, List<Epoch>> epochs) {
        int wanted = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
        int width = RunMemory.width(job, wanted);
        ExecutorService pool = Executors.newFixedThreadPool(width, work -> {
            Thread thread = new Thread(work, "unspool-compare");
            thread.setDaemon(true);
            return thread;
        });
        return new Open() {
            @Override
            public int width() {
                return width;
            }

            @Override
            public void begin(Task task) {
                pool.execute(() -> {
                    try {
                        results.accept(job.run(task, epochs));
                    } catch (CancellationException e) {
                        // The caller that stopped it knows.
                        Thread.interrupted();
                    } catch (Throwable e) {
                        failures.accept(e);
                    }
                });
            }

            @Override
            public void close() {
                pool.shutdownNow();
                boolean isInterrupted = Thread.interrupted();
                while (!pool.isTerminated()) {
                    try {
                        pool.awaitTermination(1, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        isInterrupted = true;
                    }
                }
                if (isInterrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }
}
