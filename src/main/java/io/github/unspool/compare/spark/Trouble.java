package io.github.unspool.compare.spark;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a run could not be made on Spark, in a sentence. */
final class Trouble {
    /** Spark names the job, the stage, the task and the executor first, and a stack trace last. */
    private static final Pattern REASON = Pattern.compile("most recent failure: [^\\n]*?executor [^):]*\\): ([^\\n]*)");

    /** How Spark reports a process that it has ended for want of memory. */
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
        return new IllegalStateException("a run could not be made on Spark: " + reason + advice(reason), cause);
    }

    private static String advice(String reason) {
        if (reason.contains("ClassNotFoundException") || reason.contains("NoClassDefFoundError")) {
            return "; the executors need Unspool's jars, and those of other trainers: docs/spark.md says how";
        }
        if (reason.contains("OutOfMemoryError") || reason.contains(FULL_MEMORY)) {
            return "; give the executors more memory with spark.executor.memory, or fewer cores, each of which has a run";
        }
        return "";
    }
}
