package io.github.unspool.compare.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.unspool.Rnn;
import io.github.unspool.compare.Backend;
import io.github.unspool.compare.Compare;
import io.github.unspool.compare.Comparison;
import io.github.unspool.compare.Job;
import io.github.unspool.compare.Result;
import io.github.unspool.compare.Task;
import io.github.unspool.data.Datasets;
import io.github.unspool.data.Sequences;
import io.github.unspool.data.split.Parts;
import io.github.unspool.training.Epoch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.SparkExecutorInfo;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelMetrics;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.evaluation.RegressionMetrics;
import org.tribuo.regression.rtree.CARTRegressionTrainer;
import org.tribuo.sequence.SequenceDataset;

/** On a cluster of two executors, each a process of its own, on this machine. */
class SparkTest {
    private static SparkSession spark;
    private static JavaSparkContext context;

    @BeforeAll
    static void begin() throws IOException {
        spark = LocalCluster.startQuickly();
        context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    }

    @AfterAll
    static void end() {
        spark.stop();
    }

    private static SequenceDataset<Label> training() {
        return Sequences.words("a b c d", "b c d a", "c d a b", "d a b c", "a b c a");
    }

    private static SequenceDataset<Label> validation() {
        return Sequences.words("a b c d a", "c d a b");
    }

    private static Compare grid(int epochs) {
        return Compare.of(Rnn.builder().hidden(4).gru().epochs(epochs))
                .over("units", List.of(2, 4, 8), Rnn::units)
                .over("rate", List.of(0.1, 0.01), Rnn::adam)
                .seeds(2);
    }

    @Test
    void table_ofSequencesOnASession_isThatOfThisMachine() {
        Compare compare = grid(9).halving();
        Comparison here = compare.run(training(), validation());
        Comparison there = compare.on(Spark.session(spark)).run(training(), validation());
        assertThat(there).hasToString(here.toString());
        assertThat(there.rows().stream().map(s -> s.curves()).toList())
                .isEqualTo(here.rows().stream().map(s -> s.curves()).toList());
        assertThat(there.table().rowCount()).isEqualTo(6);
    }

    @Test
    void table_ofExamplesOnAContext_isThatOfThisMachine() {
        List<Parts.OfExamples<Regressor>> parts =
                Sequences.series(Datasets.sunspots(), "SUNACTIVITY").window(11).backtest(2, 40);
        Compare compare = Compare.of(Rnn.builder().hidden(4).tanh().epochs(3))
                .over("rate", List.of(0.1, 0.01), Rnn::adam)
                .competitor("tree", new CARTRegressionTrainer(3))
                .score(RegressionMetrics.RMSE)
                .seeds(2);
        Comparison there = compare.on(Spark.context(context)).run(parts);
        assertThat(there).hasToString(compare.run(parts).toString());
        assertThat(there.toString()).contains("tree");
    }

    /** Kills an executor when the first result is there, and both have a run. */
    private record Killing(Backend place) implements Backend {
        @Override
        public Open open(
                Job job, Consumer<Result> results, Consumer<Throwable> failures, BiConsumer<Task, List<Epoch>> epochs) {
            AtomicInteger count = new AtomicInteger();
            return place.open(
                    job,
                    result -> {
                        if (count.incrementAndGet() == 1) {
                            LocalCluster.executors().findFirst().orElseThrow().destroyForcibly();
                        }
                        results.accept(result);
                    },
                    failures,
                    epochs);
        }
    }

    @Test
    void executor_killedInTheMiddle_costsOnlyItsRuns() {
        AtomicInteger begun = new AtomicInteger();
        SparkListener listener = new SparkListener() {
            @Override
            public void onTaskStart(SparkListenerTaskStart start) {
                begun.incrementAndGet();
            }
        };
        List<Long> before = LocalCluster.executors().map(ProcessHandle::pid).toList();
        context.sc().addSparkListener(listener);
        Compare compare = grid(400).score(LabelMetrics.ACCURACY);
        Comparison there = compare.on(new Killing(Spark.session(spark))).run(training(), validation());
        context.sc().removeSparkListener(listener);
        assertThat(before).hasSize(2);
        assertThat(LocalCluster.executors().map(ProcessHandle::pid).toList().containsAll(before))
                .isFalse();
        assertThat(begun).hasValueGreaterThan(12);
        assertThat(there).hasToString(compare.run(training(), validation()).toString());
    }

    /** Says when a run has ended. */
    private record Signalling(Backend place, CountDownLatch first) implements Backend {
        @Override
        public Open open(
                Job job, Consumer<Result> results, Consumer<Throwable> failures, BiConsumer<Task, List<Epoch>> epochs) {
            return place.open(
                    job,
                    result -> {
                        results.accept(result);
                        first.countDown();
                    },
                    failures,
                    epochs);
        }
    }

    @Test
    void stop_inTheMiddle_leavesNoRunBehind() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        Thread button = new Thread(() -> {
            try {
                first.await();
                caller.interrupt();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        button.start();
        // The first candidate ends at once, the other would run for days. More of the others could take all cores
        // first.
        Comparison comparison = Compare.of(Rnn.builder().hidden(4).gru())
                .over("epochs", List.of(1, 100_000_000), Rnn::epochs)
                .on(new Signalling(Spark.session(spark), first))
                .run(training(), validation());
        button.join();
        assertThat(comparison.message()).isEqualTo("Stopped; these are the results until then.");
        assertThat(comparison.done()).isPositive();
        assertIdle();
    }

    @Test
    void within_aTime_leavesNoRunBehind() throws InterruptedException {
        Comparison comparison = Compare.of(Rnn.builder().hidden(4).gru().epochs(100_000_000))
                .within(Duration.ofSeconds(2))
                .on(Spark.session(spark))
                .run(training(), validation());
        assertThat(comparison.message()).isEqualTo("The time limit was reached before all runs were complete.");
        assertIdle();
    }

    /** Executors notice within a step of a run, and Spark reports it a little later; a run that continues makes this wait for ever. */
    private static void assertIdle() throws InterruptedException {
        while (context.statusTracker().getActiveJobIds().length > 0
                || Stream.of(context.statusTracker().getExecutorInfos())
                        .mapToInt(SparkExecutorInfo::numRunningTasks)
                        .anyMatch(running -> running > 0)) {
            Thread.sleep(50);
        }
    }

    @Test
    void run_thatIsRefusedThere_saysWhy() {
        Comparison comparison = grid(2).over(
                        "classes", List.of("a", "z"), (rnn, name) -> rnn.classWeights(Map.of(name, 2.0)))
                .on(Spark.session(spark))
                .run(training(), validation());
        assertThat(comparison.toString()).contains("2 of 2: classWeights(…): the data has no label \"z\"; it has");
    }

    @Test
    void run_thatFailsThere_endsTheComparisonWithItsReason() {
        assertThatThrownBy(() -> Compare.of(Rnn.builder().hidden(2).tanh().epochs(1))
                        .competitor("broken", new BrokenTrainer())
                        .score(LabelMetrics.ACCURACY)
                        .on(Spark.session(spark))
                        .run(training(), validation()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "a run failed on Spark: java.lang.UnsupportedOperationException: this trainer never trains");
    }

    @Test
    void executors_neverPrint() throws IOException {
        grid(2).on(Spark.session(spark)).run(training(), validation());
        try (Stream<Path> files = Files.walk(LocalCluster.home().resolve("work"))) {
            List<Path> outputs = files.filter(file -> file.endsWith("stdout")).toList();
            assertThat(outputs).isNotEmpty().allSatisfy(file -> assertThat(file).isEmptyFile());
        }
    }
}
