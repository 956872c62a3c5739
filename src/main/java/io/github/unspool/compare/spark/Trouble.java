package io.github.unspool.compare.spark;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Explains in a sentence why a run failed on Spark. */
final class Trouble {
    /** Spark names the job, the stage, the task and the executor first, and a stack trace last. */
    private static final Pattern REASON = Pattern.compile("most recent failure: [^\\n]*?executor [^):]*\\): ([^\\n]*)");

    /** Spark's message for a process that ran out of memory. */
    private static final String FULL_MEMORY = "exited with code 52";

    private Trouble() {}

    static Throwable of(Throwable cause) {
        if (cause instanceof Error) {
            return cause;
        }
        String message = String.valueOf(cause.getMessage());
        Matcher matcher = REASON.matcher(message);
        String reason =
                matcher.find() ? matcher.group(1) : message.lines().findFirst().orElse("");
        return new IllegalStateException("a run failed on Spark: " + reason + advice(reason), cause);
    }

    private static String advice(String reason) {
        if (reason.contains("ClassNotFoundException") || reason.contains("NoClassDefFoundError")) {
            return "; the executors need the jars of Unspool and of competing trainers: see docs/spark.md";
        }
        if (reason.contains("OutOfMemoryError") || reason.contains(FULL_MEMORY)) {
            return "; give the executors more memory with spark.executor.memory, or fewer cores, because each core executes a run";
        }
        return "";
    }
}
