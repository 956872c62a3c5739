package io.github.unspool.compare.spark;

import io.github.unspool.compare.Backend;
import io.github.unspool.compare.Job;
import io.github.unspool.compare.JobBytes;
import io.github.unspool.compare.Result;
import io.github.unspool.compare.ResultBytes;
import io.github.unspool.compare.Task;
import io.github.unspool.training.Epoch;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** A Spark cluster. */
record Cluster(JavaSparkContext context) implements Backend {
    @Override
    public Open open(
            Job job, Consumer<Result> results, Consumer<Throwable> failures, BiConsumer<Task, List<Epoch>> epochs) {
        if (context.sc().isStopped()) {
            throw new IllegalArgumentException("on(…): this Spark session is stopped; create a new one");
        }
        return new Opened(context, context.broadcast(JobBytes.write(job)), results, failures);
    }

    /**
     * A comparison on the cluster. Each task is a Spark job of one task, so that its result is here as soon as it is there;
     * a thread waits for each.
     */
    private static final class Opened implements Open {
        private static final long PATIENCE_MILLIS = 200;

        private final JavaSparkContext context;
        private final Broadcast<byte[]> job;
        private final Consumer<Result> results;
        private final Consumer<Throwable> failures;
        /** What Spark knows the jobs of this comparison by. */
        private final String tag = "unspool-" + UUID.randomUUID();

        private final ExecutorService pool = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "unspool-spark");
            thread.setDaemon(true);
            return thread;
        });

        Opened(
                JavaSparkContext context,
                Broadcast<byte[]> job,
                Consumer<Result> results,
                Consumer<Throwable> failures) {
            this.context = context;
            this.job = job;
            this.results = results;
            this.failures = failures;
        }

        /** As many again wait as can run: an executor is never idle, and a cluster that grows on demand sees a demand. */
        @Override
        public int width() {
            int perTask = Math.max(1, context.getConf().getInt("spark.task.cpus", 1));
            return 2 * Math.max(1, context.defaultParallelism() / perTask);
        }

        @Override
        public void begin(Task task) {
            pool.execute(() -> {
                try {
                    context.addJobTag(tag);
                    context.setInterruptOnCancel(true);
                    byte[] result = context.parallelize(List.of(task.candidate()), 1)
                            .map(new Run(job, task))
                            .collect()
                            .get(0);
                    results.accept(ResultBytes.read(result));
                } catch (Throwable e) {
                    // A closed backend ignores results.
                    failures.accept(Trouble.of(e));
                }
            });
        }

        @Override
        public void close() {
            pool.shutdown();
            boolean isInterrupted = Thread.interrupted();
            while (!pool.isTerminated()) {
                try {
                    // Again and again, since a job that is just being submitted has no tag yet.
                    cancel();
                    pool.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    isInterrupted = true;
                }
            }
            if (!context.sc().isStopped()) {
                job.destroy();
            }
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private void cancel() {
            if (!context.sc().isStopped()) {
                context.cancelJobsWithTag(tag);
            }
        }
    }
}
