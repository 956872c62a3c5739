package io.github.unspool.compare.spark;

import io.github.unspool.compare.Job;
import io.github.unspool.compare.JobBytes;
import io.github.unspool.compare.ResultBytes;
import io.github.unspool.compare.Task;
import java.util.Map;
import java.util.WeakHashMap;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/** A task on an executor. */
final class Run implements Function<Integer, byte[]> {
    private static final long serialVersionUID = 1;

    /** Each executor reads the bytes of a comparison once, and forgets it with them. Arrays are equal only to themselves. */
    private static final Map<byte[], Job> JOBS = new WeakHashMap<>();

    private final Broadcast<byte[]> job;
    private final Task task;

    Run(Broadcast<byte[]> job, Task task) {
        this.job = job;
        this.task = task;
    }

    @Override
    public byte[] call(Integer candidate) {
        return ResultBytes.write(job(job.value()).run(task, (running, epochs) -> {}));
    }

    private static Job job(byte[] bytes) {
        synchronized (JOBS) {
            return JOBS.computeIfAbsent(bytes, JobBytes::read);
        }
    }
}
