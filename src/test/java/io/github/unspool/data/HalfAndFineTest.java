package io.github.unspool.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.unspool.Rnn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.InstantColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Halves of characters, times finer than a table holds, and days that do not begin at midnight. */
class HalfAndFineTest {
    @TempDir
    Path folder;

    @Test
    void train_halfACharacter_isRefusedBeforeTraining() {
        Rnn rnn = Rnn.builder().hidden(2).tanh().epochs(1).quiet();
        String half = "\uD83D";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rnn.train(
                        Sequences.text("a b " + half + " a b").characters().data()))
                .withMessage(
                        "the feature \"?\" has half a character, U+D83D; cut texts between characters, such as with"
                                + " codePoints()");
        Table table = Table.create(
                "t", StringColumn.create("word", "ab", "ba"), StringColumn.create("label", "x" + half, "y"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rnn.train(
                        Sequences.letters(table, "word").label("label").data()))
                .withMessageStartingWith("the output \"x?\" has half a character, U+D83D");
        // Whole ones of two halves are read.
        assertThat(rnn.train(Sequences.text("😀😃😀😃").characters().data())
                        .next("😀")
                        .getOutputScores())
                .hasSize(2);
    }

    @Test
    void timesFinerThanAMillisecond_areRefusedWithTheReason() throws IOException {
        Path file = Files.writeString(
                folder.resolve("x.csv"), "t,y\n2024-01-01T00:00:00.000001,1\n2024-01-01T00:00:00.000002,2\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.series(file, "y").time("t"))
                .withMessageContaining("or is finer than a millisecond");
        Path exact = Files.writeString(
                folder.resolve("y.csv"), "t,y\n2024-01-01T00:00:00.001000,1\n2024-01-01T00:00:00.002000,2\n");
        assertThat(Sequences.series(exact, "y").time("t").window(1).all().size())
                .isEqualTo(1);
    }

    /** In Havana clocks are set forward at midnight, so one day in March begins at 1:00. */
    @Test
    void dailyInstantsAtMidnight_whereMidnightIsSkipped_areRegular() {
        ZoneId havana = ZoneId.of("America/Havana");
        InstantColumn times = InstantColumn.create(
                "t",
                IntStream.range(0, 10)
                        .mapToObj(day -> LocalDate.of(2024, 3, 6)
                                .plusDays(day)
                                .atStartOfDay(havana)
                                .toInstant())
                        .toList());
        assertThat(times.get(4).atZone(havana).toLocalTime()).isEqualTo(LocalTime.of(1, 0));
        Table table = Table.create("t", times, DoubleColumn.create("y", 1, 2, 3, 1, 2, 3, 1, 2, 3, 1));
        assertThat(Sequences.series(table, "y")
                        .time("t", havana)
                        .window(2)
                        .all()
                        .size())
                .isEqualTo(8);
    }

    @Test
    void period_ofDaysByAZone_isAWeek() {
        List<LocalDate> days = IntStream.range(0, 9)
                .mapToObj(day -> LocalDate.of(2024, 1, 1).plusDays(day))
                .toList();
        Table table =
                Table.create("t", DateColumn.create("d", days), DoubleColumn.create("y", 1, 2, 3, 1, 2, 3, 1, 2, 3));
        assertThat(Sequences.series(table, "y").time("d").window(2).period()).isEqualTo(7);
    }
}
