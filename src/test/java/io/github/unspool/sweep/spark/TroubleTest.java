package io.github.unspool.sweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class TroubleTest {
    private static final String BEGINNING =
            "Job aborted due to stage failure: Task 0 in stage 7.0 failed 4 times, most recent failure: Lost task 0.3 in"
                    + " stage 7.0 (TID 31) (192.0.2.2 executor 5): ";

    private static String sentence(String message) {
        return Trouble.of(new SparkException(message)).getMessage();
    }

    @Test
    void executorsLostAgainAndAgain_areTheReason() {
        assertThat(sentence(BEGINNING
                        + "ExecutorLostFailure (executor 5 exited caused by one of the running tasks) Reason: Command"
                        + " exited with code 137\nDriver stacktrace:"))
                .isEqualTo(
                        "a run could not be made on Spark: ExecutorLostFailure (executor 5 exited caused by one of the"
                                + " running tasks) Reason: Command exited with code 137");
    }

    @Test
    void executorsWithoutOurJars_areToldHowToGetThem() {
        assertThat(sentence(BEGINNING
                        + "java.lang.ClassNotFoundException: io.github.unspool.sweep.spark.Run\n\tat java.base/…"))
                .isEqualTo("a run could not be made on Spark: java.lang.ClassNotFoundException:"
                        + " io.github.unspool.sweep.spark.Run; the executors need Unspool's jars, and those of other"
                        + " trainers: docs/spark.md says how");
    }

    @Test
    void sessionStoppedMeanwhile_isTheReason() {
        assertThat(sentence("Job 12 cancelled because SparkContext was shut down\n\tat org.apache…"))
                .isEqualTo("a run could not be made on Spark: Job 12 cancelled because SparkContext was shut down");
    }

    @Test
    void anError_staysWhatItIs() {
        Error error = new OutOfMemoryError("Java heap space");
        assertThat(Trouble.of(error)).isSameAs(error);
    }
}
