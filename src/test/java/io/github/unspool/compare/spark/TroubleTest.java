package io.github.unspool.compare.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TroubleTest {
    /** What Spark 4.2 says of a task that failed four times, and what of it is passed on. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "java.lang.IllegalStateException: no|java.lang.IllegalStateException: no",
                "java.lang.OutOfMemoryError: Java heap space|java.lang.OutOfMemoryError: Java heap space; give the executors more memory with spark.executor.memory, or fewer cores, because each core executes a run",
                "ExecutorLostFailure (executor 3 exited caused by one of the running tasks) Reason: Command exited with code 52|"
                        + "ExecutorLostFailure (executor 3 exited caused by one of the running tasks) Reason: Command exited with"
                        + " code 52; give the executors more memory with spark.executor.memory, or fewer cores, because each core executes a run",
                "java.lang.NoClassDefFoundError: org/tribuo/Model|java.lang.NoClassDefFoundError: org/tribuo/Model; the executors need the jars of Unspool and of competing trainers: see docs/spark.md"
            })
    void of_aFailureOfSpark_saysTheReasonAndWhatToDo(String reason, String sentence) {
        Throwable failure =
                new RuntimeException("Job aborted due to stage failure: Task 0 in stage 9.0 failed 4 times, most recent"
                        + " failure: Lost task 0.3 in stage 9.0 (TID 12) (127.0.0.1 executor 3): " + reason
                        + "\n\tat Somewhere");
        assertThat(Trouble.of(failure)).hasMessage("a run failed on Spark: " + sentence);
    }
}
