package io.github.unspool.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.unspool.network.Epoch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    private record Counting(AtomicInteger begun) implements Place {
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
                .isThrownBy(() -> run(comparison().seeds(4)))
                .withMessage(
                        "%s is of another comparison: seeds is 3 there and 4 here; choose another name, or delete the file to begin anew",
                        file);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> comparison().run(CompareTest.training(), CompareTest.training()))
                .withMessageContaining("is of another comparison: data is");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void fileThatIsNotSound_isRefusedAndStays() throws Exception {
        run(comparison());
        byte[] bytes = Files.readAllBytes(file);
        for (int at = 10; at < bytes.length - 1; at += bytes.length / 40) {
            byte[] changed = bytes.clone();
            changed[at] ^= 0x10;
            Files.write(file, changed);
            try {
                // A length that was changed may look like a file that was cut off.
                assertThat(run(comparison()).done()).isEqualTo(36);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining(file + " is ");
                assertThat(Files.readAllBytes(file)).isEqualTo(changed);
            }
        }
        Files.writeString(file, "no comparison at all, but a text that is long enough to be taken for one".repeat(50));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(comparison()))
                .withMessageStartingWith(file + " is not sound");
    }

    @Test
    void fileInUse_isRefused() {
        Plan plan = new Plan(List.of(), List.of(), new Pruning.None());
        try (JournalFile open = new JournalFile(file, plan, Map.of())) {
            assertThat(open.results()).isEmpty();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> run(comparison()))
                    .withMessageStartingWith(file + " is in use by a comparison that still runs");
        }
    }
}
