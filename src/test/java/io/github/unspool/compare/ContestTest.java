package io.github.unspool.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.unspool.Rnn;
import io.github.unspool.data.Sequences;
import io.github.unspool.runtime.Host;
import io.github.unspool.training.Epoch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelMetrics;

class ContestTest {
    private static final Rnn ENDLESS = Rnn.builder().hidden(4).tanh().epochs(100_000_000);

    @AfterEach
    void listenToNobody() {
        Host.PLAIN.install();
        assertThat(Thread.interrupted()).isFalse();
    }

    private static void listen(ComparisonListener listener) {
        Host.PLAIN.withListener(ComparisonListener.class, () -> listener).install();
    }

    private static Comparison run(Compare compare) {
        return compare.run(CompareTest.training(), CompareTest.validation());
    }

    /** Ends some tasks by itself, and never ends the others. */
    private static Backend ending(int count) {
        return new Backend() {
            @Override
            public Open open(
                    Job job,
                    Consumer<Result> results,
                    Consumer<Throwable> failures,
                    BiConsumer<Task, List<Epoch>> epochs) {
                AtomicInteger begun = new AtomicInteger();
                return new Open() {
                    @Override
                    public int width() {
                        return 1;
                    }

                    @Override
                    public void begin(Task task) {
                        if (begun.getAndIncrement() < count) {
                            results.accept(job.run(task, epochs));
                        }
                    }

                    @Override
                    public void close() {}
                };
            }
        };
    }

    @Test
    void within_aTimeThatIsOver_givesWhatWasDone() {
        Comparison comparison = run(CompareTest.grid().on(ending(4)).within(Duration.ofMillis(200)));
        assertThat(comparison.message()).isEqualTo("The time limit was reached before all runs were complete.");
        assertThat(comparison.done()).isEqualTo(4);
        assertThat(comparison.rows().stream().filter(s -> s.rank() > 0)).hasSize(4);
        assertThat(comparison.rows().get(8).remark()).isEqualTo("not run");
    }

    @Test
    void within_aTimeThatIsOver_endsWhatRuns() throws Exception {
        Comparison comparison = run(Compare.of(ENDLESS).within(Duration.ofMillis(300)));
        assertThat(comparison.done()).isZero();
        assertNoThreadGoesOn();
    }

    /** A thread that has no more work still takes a moment to end. */
    private static void assertNoThreadGoesOn() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("unspool-compare")) {
                thread.join(10_000);
                assertThat(thread).matches(t -> !t.isAlive());
            }
        }
    }

    @Test
    void interrupt_endsTheComparisonAndNoThreadGoesOn() throws Exception {
        CountDownLatch running = new CountDownLatch(2);
        listen(new ComparisonListener() {
            @Override
            public void epoch(Candidate candidate, int repeat, List<Epoch> epochs) {
                running.countDown();
            }
        });
        List<Comparison> ended = new ArrayList<>();
        AtomicBoolean isInterrupted = new AtomicBoolean(true);
        Thread cell = new Thread(() -> {
            ended.add(run(Compare.of(ENDLESS).seeds(3).threads(2)));
            isInterrupted.set(Thread.interrupted());
        });
        cell.start();
        running.await();
        cell.interrupt();
        cell.join();
        assertThat(ended.get(0).message()).isEqualTo("Stopped; these are the results until then.");
        assertThat(isInterrupted).isFalse();
        assertNoThreadGoesOn();
    }

    @Test
    void listener_hearsOfEachResultAndOfTheEnd() {
        List<Integer> done = new ArrayList<>();
        List<Comparison> ended = new ArrayList<>();
        listen(new ComparisonListener() {
            @Override
            public void changed(Comparison soFar, Progress progress) {
                assertThat(progress.known()).isEqualTo(27);
                assertThat(soFar.done()).isEqualTo(progress.done());
                done.add(progress.done());
            }

            @Override
            public void ended(Comparison comparison) {
                ended.add(comparison);
            }
        });
        Comparison comparison = run(CompareTest.grid().threads(1));
        assertThat(done).hasSize(28).first().isEqualTo(0);
        assertThat(done).last().isEqualTo(27);
        assertThat(ended).containsExactly(comparison);
        run(CompareTest.grid().quiet());
        assertThat(ended).hasSize(1);
    }

    @Test
    void candidateThatDiverges_isRankedLastWithTheReason() {
        Comparison comparison = run(Compare.of(Rnn.builder().hidden(4).relu().epochs(5))
                .over("rate", List.of(0.01, 1e12), Rnn::sgd)
                .seeds(2));
        assertThat(comparison.rows().get(1).rank()).isZero();
        assertThat(comparison.rows().get(1).remark()).startsWith("2 of 2: In epoch 2 the loss became NaN");
        assertThat(comparison.best()).asString().endsWith(".sgd(0.01)");
    }

    @Test
    void chainThatContradictsItself_isRefusedBeforeTheStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(Compare.of(Rnn.builder().epochs(5))))
                .withMessageContaining("no layer");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(Compare.of(Rnn.builder().hidden(4).tanh())
                        .over(
                                "skip",
                                List.of(1),
                                (rnn, n) -> rnn.hidden(8).tanh().skip())))
                .withMessageStartingWith("skip 1: ");
    }

    @Test
    void dataThatNobodyCanBeTrainedOn_isAMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CompareTest.grid().run(CompareTest.training(), Sequences.words("a new word")))
                .withMessageStartingWith("all runs failed; units 2, rate 0.1: 3 of 3: ");
    }

    @Test
    void placeThatFails_endsTheComparison() {
        Backend broken = (job, results, failures, epochs) -> new Backend.Open() {
            @Override
            public int width() {
                return 1;
            }

            @Override
            public void begin(Task task) {
                failures.accept(new IllegalStateException("the cluster is gone"));
            }

            @Override
            public void close() {}
        };
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> run(CompareTest.grid().on(broken)))
                .withMessage("the cluster is gone");
    }

    @Test
    void competitors_takePart() {
        Comparison comparison = run(CompareTest.grid()
                .score(LabelMetrics.ACCURACY)
                .competitor("another", Rnn.builder().hidden(2).relu().epochs(3).<Label>sequenceTrainer()));
        LeaderboardRow competitor = comparison.rows().stream()
                .filter(s -> s.candidate().isCompetitor())
                .findFirst()
                .orElseThrow();
        assertThat(competitor.candidate().name()).isEqualTo("another");
        assertThat(competitor.rank()).isPositive();
        assertThat(competitor.results()).hasSize(3);
        assertThat(comparison.table().column("trainer").countUnique()).isEqualTo(2);
    }

    @Test
    void competitors_withoutAMetricForAll_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(CompareTest.grid()
                        .competitor("another", Rnn.builder().hidden(2).relu().<Label>sequenceTrainer())))
                .withMessage(
                        "competitor(…): other trainers have no validation loss; choose a score for all, such as score(LabelMetrics.ACCURACY)");
    }
}
