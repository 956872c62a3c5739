package io.github.unspool.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.unspool.OwnJvm;
import io.github.unspool.Rnn;
import io.github.unspool.training.Epoch;
import io.github.unspool.tribuo.adapter.SequenceAdapter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.classification.evaluation.LabelMetrics;

/** Comparisons that go on where they were broken off. */
class JournalFileTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("rates.comparison");
    }

    /** Counts the tasks that are really made. */
    private record Counting(AtomicInteger begun) implements Backend {
        @Override
        public Open open(
                Job job, Consumer<Result> results, Consumer<Throwable> failures, BiConsumer<Task, List<Epoch>> epochs) {
            Open threads = new LocalThreads(2).open(job, results, failures, epochs);
            return new Open() {
                @Override
                public int width() {
                    return threads.width();
                }

                @Override
                public void begin(Task task) {
                    begun.incrementAndGet();
                    threads.begin(task);
                }

                @Override
                public void close() {
                    threads.close();
                }
            };
        }
    }

    private Compare comparison() {
        return CompareTest.grid().halving().checkpoint(file);
    }

    private Comparison run(Compare compare) {
        return compare.run(CompareTest.training(), CompareTest.validation());
    }

    private int tasksOf(Compare compare) {
        Counting place = new Counting(new AtomicInteger());
        run(compare.on(place));
        return place.begun().get();
    }

    @Test
    void comparisonThatIsComplete_isNotMadeAgain() {
        Comparison first = run(comparison());
        Counting place = new Counting(new AtomicInteger());
        Comparison second = run(comparison().on(place));
        assertThat(second).hasToString(first.toString());
        assertThat(second.seconds()).isEqualTo(first.seconds());
        assertThat(place.begun()).hasValue(0);
    }

    @Test
    void fileThatIsCutAnywhere_losesAtMostTheLastResult() throws Exception {
        Comparison whole = run(comparison());
        byte[] bytes = Files.readAllBytes(file);
        assertThat(whole.done()).isEqualTo(27 + 9);
        int made = 0;
        for (int length : new int[] {bytes.length - 1, bytes.length / 2, bytes.length / 7, 700, 1, 0}) {
            Files.write(file, Arrays.copyOf(bytes, length));
            Counting place = new Counting(new AtomicInteger());
            assertThat(run(comparison().on(place))).hasToString(whole.toString());
            assertThat(place.begun().get()).isBetween(Math.max(1, made), length == bytes.length - 1 ? 1 : 36);
            made = place.begun().get();
            assertThat(tasksOf(comparison())).isZero();
        }
        assertThat(made).isEqualTo(36);
    }

    @Test
    void fileOfAnotherComparison_isRefusedWithWhatDiffers() throws Exception {
        run(comparison());
        byte[] before = Files.readAllBytes(file);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(comparison().score(LabelMetrics.ACCURACY)))
                .withMessage(
                        "%s is of another comparison: score is validation loss in the file, but accuracy now; choose another file, or delete it to start again",
                        file);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> run(CompareTest.grid(CompareTest.BASE.epochs(10)).checkpoint(file)))
                .withMessage(
                        "%s is of another comparison: it contains results of Rnn.builder().hidden(2).gru().epochs(9).adam(0.001), but none of Rnn.builder().hidden(2).gru().epochs(10).adam(0.1); choose another file, or delete it to start again",
                        file);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> comparison().run(CompareTest.training(), CompareTest.training()))
                .withMessageContaining("is of another comparison: data is");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    private static Compare rates(int seeds, Double... rates) {
        return Compare.of(CompareTest.BASE)
                .over("rate", List.of(rates), Rnn::adam)
                .seeds(seeds)
                .quiet();
    }

    /** With what the file has, the table is that of a comparison without one, and only what is missing is made. */
    private void assertTakesFromFile(Compare compare, int made) {
        Comparison anew = run(compare);
        Counting place = new Counting(new AtomicInteger());
        Comparison fromFile = run(compare.checkpoint(file).on(place));
        assertThat(fromFile).hasToString(anew.toString());
        assertThat(fromFile.runs().removeColumns("seconds").print())
                .isEqualTo(anew.runs().removeColumns("seconds").print());
        assertThat(place.begun()).hasValue(made);
    }

    @Test
    void moreSeedsAndValues_areAddedToTheFile() {
        assertTakesFromFile(rates(2, 0.1, 0.01), 4);
        assertTakesFromFile(rates(5, 0.1, 0.01), 6);
        assertTakesFromFile(rates(5, 0.3, 0.1, 0.03, 0.01), 10);
        assertTakesFromFile(rates(3, 0.01, 0.3), 0);
        assertTakesFromFile(rates(5, 0.1, 0.001), 5);
        assertTakesFromFile(rates(5, 0.001, 0.01, 0.03, 0.1, 0.3), 0);
    }

    @Test
    void anotherWayToStopEarly_takesWholeRuns() {
        assertTakesFromFile(rates(2, 0.1, 0.03, 0.01, 0.003), 8);
        // The first third of each run is new, the last part of the two that go on is there.
        assertTakesFromFile(rates(2, 0.1, 0.03, 0.01, 0.003).halving(), 8);
        assertTakesFromFile(rates(2, 0.1, 0.03, 0.01, 0.003).asha(), 0);
        assertTakesFromFile(rates(2, 0.1, 0.03, 0.01, 0.003), 0);
    }

    @Test
    void candidatesThatAreOneNetwork_haveAResultEach() {
        Compare twice = Compare.of(CompareTest.BASE)
                .over("way", Map.of("one", r -> r.adam(0.1), "another", r -> r.adam(0.1)))
                .seeds(2);
        assertTakesFromFile(twice, 4);
        assertTakesFromFile(twice, 0);
        assertTakesFromFile(twice.seeds(3), 2);
    }

    @Test
    void fileThatIsNotSound_isRefusedAndStays() throws Exception {
        run(comparison());
        byte[] bytes = Files.readAllBytes(file);
        for (int at = 0; at < bytes.length; at += 101) {
            byte[] changed = bytes.clone();
            changed[at] ^= (byte) (1 << at % Byte.SIZE);
            assertRefused(changed, " is ");
        }
    }

    private void assertRefused(byte[] content, String why) throws IOException {
        Files.write(file, content);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(comparison()))
                .withMessageStartingWith(file + why)
                .withMessageEndingWith("; choose another file, or delete it to start again");
        assertThat(Files.readAllBytes(file)).isEqualTo(content);
    }

    @Test
    void fileOfSomethingElse_isRefusedAndStays() throws Exception {
        byte[] text = "milk, bread; and 52 bytes of what I have to remember".getBytes(StandardCharsets.UTF_8);
        assertRefused(text, " is not a file of a comparison");
        assertRefused("no comparison ".repeat(500).getBytes(StandardCharsets.UTF_8), " is not a file of a comparison");
        assertRefused(new byte[] {-1}, " is not a file of a comparison");
        assertRefused(new byte[1645], " is not a file of a comparison");
        assertRefused("unspool comparison 1\nnot by us".getBytes(StandardCharsets.UTF_8), " is damaged");
    }

    /** A killed process writes a piece of a record, or room for one. */
    @Test
    void fileThatEndsInAPiece_losesNothingElse() throws Exception {
        Comparison whole = run(comparison());
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length + 30));
        assertThat(run(comparison())).hasToString(whole.toString());
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
        byte[] first = Arrays.copyOfRange(bytes, bytes.length - 11, bytes.length);
        Files.write(file, first, StandardOpenOption.APPEND);
        assertThat(tasksOf(comparison())).isZero();
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void resultThatArrivesTwice_countsOnce() throws Exception {
        Comparison whole = run(comparison());
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        Backend twice = (job, results, failures, epochs) -> new LocalThreads(2)
                .open(
                        job,
                        result -> {
                            results.accept(result);
                            results.accept(result);
                        },
                        failures,
                        epochs);
        assertThat(run(comparison().on(twice))).hasToString(whole.toString());
        assertThat(Files.size(file)).isEqualTo(bytes.length);
    }

    /** A disk that is full from some result on. */
    private record Full(int kept, AtomicInteger added) implements Journal {
        @Override
        public List<Result> results() {
            return List.of();
        }

        @Override
        public void add(Result result) throws IOException {
            if (added.incrementAndGet() > kept) {
                throw new IOException("rates.comparison cannot be written: No space left on device");
            }
        }

        @Override
        public void close() {}
    }

    @Test
    void diskThatIsFull_endsTheComparisonWithWhatWasDone() {
        List<Candidate> candidates = List.of(
                new Candidate(0, Map.of(), Rnn.builder().hidden(2).tanh().epochs(1)));
        List<Repeat> repeats =
                IntStream.range(0, 9).mapToObj(i -> new Repeat(i, i, 0)).toList();
        Score score = new Score.ValidationLoss();
        Fold fold =
                Fold.of(new SequenceAdapter<>(CompareTest.training()), new SequenceAdapter<>(CompareTest.validation()));
        Job job = new Job(candidates, repeats, new Data.Given(List.of(fold)), score);
        Plan plan = new Plan(candidates, repeats, new Pruning.None());
        Journal journal = new Full(5, new AtomicInteger());
        Comparison comparison = new Contest(plan, job, ComparisonListener.NONE, journal, Long.MAX_VALUE, 0, 0, 0)
                .run(new LocalThreads(1));
        assertThat(comparison.done()).isEqualTo(6);
        assertThat(comparison.message())
                .isEqualTo(
                        "rates.comparison cannot be written: No space left on device. Stopped; these are the results until then.");
    }

    @Test
    void fileInUse_isRefused() {
        Plan plan = new Plan(List.of(), List.of(), new Pruning.None());
        try (JournalFile open = new JournalFile(file, plan, Map.of())) {
            assertThat(open.results()).isEmpty();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> run(comparison()))
                    .withMessageStartingWith(file + " is in use by another comparison; wait until that ends");
        }
    }

    /** Holds the file until it is killed, and says when it has it. */
    public static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) {
            Plan plan = new Plan(List.of(), List.of(), new Pruning.None());
            JournalFile open = new JournalFile(Path.of(arguments[0]), plan, Map.of());
            System.out.println("has it with %s results".formatted(open.results().size()));
            LockSupport.park(open);
        }
    }

    @Test
    void fileThatAnotherProcessUses_isRefusedUntilThatIsKilled() throws Exception {
        Process other = new ProcessBuilder(OwnJvm.command(Holder.class, List.of(), file.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(other.getInputStream().read()).isEqualTo('h');
        byte[] before = Files.readAllBytes(file);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(comparison()))
                .withMessageStartingWith(file + " is in use by another comparison");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        other.destroyForcibly().waitFor();
        Files.delete(file);
        assertThat(run(comparison()).done()).isEqualTo(36);
    }
}
