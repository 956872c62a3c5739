package io.github.unspool.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.unspool.data.baseline.Baselines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.Table;

/** Series as public files have them: which are taken as they are, and which by a call that the refusal names. */
class SeventeenSeriesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDateTime MIDNIGHT = LocalDateTime.parse("2024-01-01T00:00");

    @TempDir
    Path folder;

    /**
     * A file and what to write for it.
     *
     * @param plain the calls that anybody would write first
     * @param named what the refusal of these names; empty if they are taken
     * @param calls further calls
     * @param next the time of the first row that is forecast
     */
    private record Kind(
            String name,
            String csv,
            UnaryOperator<Series> plain,
            String named,
            UnaryOperator<Series> calls,
            String next) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Kind taken(String name, String csv, UnaryOperator<Series> plain, String next) {
        return new Kind(name, csv, plain, "", UnaryOperator.identity(), next);
    }

    private static UnaryOperator<Series> time() {
        return series -> series.time("t");
    }

    /** Rows of a time and a value, but for some. */
    private static String rows(String header, int rows, IntFunction<Object> time, int... without) {
        StringBuilder csv = new StringBuilder(header).append(",y\n");
        for (int row = 0; row < rows; row++) {
            int now = row;
            if (Arrays.stream(without).noneMatch(gap -> gap == now)) {
                csv.append(time.apply(row)).append(',').append(row * row % 17).append('\n');
            }
        }
        return csv.toString();
    }

    private static String days(LocalDate first, int days, Function<LocalDate, Boolean> has) {
        List<LocalDate> all = Stream.iterate(first, day -> day.plusDays(1))
                .limit(days)
                .filter(has::apply)
                .toList();
        return rows("t", all.size(), all::get);
    }

    static Stream<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>();
        LocalDate first = LocalDate.of(2023, 12, 1);
        kinds.add(taken("daily", days(first, 60, day -> true), time(), "2024-01-30"));
        kinds.add(new Kind(
                "daily without 31 December",
                days(first, 60, day -> day.getDayOfYear() < 365),
                time(),
                "every(Period.ofDays(1))",
                s -> s.every(Period.ofDays(1)).forwardFill(),
                "2024-01-30"));
        kinds.add(new Kind(
                "business days with holidays",
                days(first, 60, day -> day.getDayOfWeek().getValue() < 6 && day.getDayOfYear() != 1),
                time(),
                "businessDays()",
                s -> s.businessDays().forwardFill(),
                "2024-01-30"));
        kinds.add(new Kind(
                "hourly with gaps",
                rows("t", 60, MIDNIGHT::plusHours, 7, 30, 31),
                time(),
                "every(Duration.ofHours(1))",
                s -> s.every(Duration.ofHours(1)).forwardFill(),
                "2024-01-03T12:00"));
        kinds.add(new Kind(
                "quarters of an hour without some values",
                rows("t", 60, row -> MIDNIGHT.plusMinutes(15L * row)).replace(",16\n", ",\n"),
                time(),
                "forwardFill()",
                Series::forwardFill,
                "2024-01-01T15:00"));
        kinds.add(taken(
                "monthly on the 28th",
                rows("t", 30, row -> LocalDate.of(2022, 2, 28).plusMonths(row)),
                time(),
                "2024-08-28"));
        kinds.add(taken(
                "month ends",
                rows(
                        "t",
                        30,
                        row -> LocalDate.of(2022, 1, 1).plusMonths(row + 1).minusDays(1)),
                time(),
                "2024-07-31"));
        kinds.add(new Kind(
                "months as 2022-01, one missing",
                rows(
                        "t",
                        30,
                        row -> LocalDate.of(2022, 1, 1)
                                .plusMonths(row)
                                .toString()
                                .substring(0, 7),
                        13),
                time(),
                "every(Period.ofMonths(1))",
                s -> s.every(Period.ofMonths(1)).forwardFill(),
                "2024-07-01"));
        kinds.add(taken(
                "quarters",
                rows(
                        "t",
                        30,
                        row -> LocalDate.of(2000, 3, 31).plusMonths(3L * row).withDayOfMonth(1)),
                time(),
                "2007-09-01"));
        kinds.add(new Kind(
                "weeks, one missing",
                rows("t", 40, row -> LocalDate.of(2024, 1, 7).plusWeeks(row), 12),
                time(),
                "every(Period.ofDays(7))",
                s -> s.every(Period.ofDays(7)).forwardFill(),
                "2024-10-13"));
        kinds.add(new Kind(
                "years without the war",
                rows("t", 60, row -> 1890 + row, 24, 25, 26, 27, 28),
                time(),
                "irregular()",
                Series::irregular,
                "1"));
        kinds.add(new Kind(
                "irregular readings",
                rows("t", 60, row -> MIDNIGHT.plusSeconds(60L * row + row * row % 13)),
                time(),
                "irregular()",
                Series::irregular,
                "1"));
        kinds.add(taken(
                "year, month, day and hour",
                rows(
                        "year,month,day,hour",
                        60,
                        row -> MIDNIGHT.plusHours(row)
                                .toString()
                                .replaceAll("[-T]", ",")
                                .substring(0, 13)),
                s -> s.time("year", "month", "day", "hour"),
                "2024-01-03T12:00"));
        kinds.add(taken(
                "date and time",
                rows("Date,Time", 60, row -> MIDNIGHT.plusHours(row).toString().replace("T", ",") + ":00"),
                s -> s.time("Date", "Time"),
                "2024-01-03T12:00"));
        ZonedDateTime autumn = ZonedDateTime.of(LocalDateTime.parse("2023-10-28T12:00"), BERLIN);
        kinds.add(new Kind(
                "local time, clocks set back",
                rows("t", 60, row -> autumn.plusHours(row).toLocalDateTime()),
                time(),
                "time(\"t\", ZoneId.of(\"Europe/Berlin\"))",
                s -> s.time("t", BERLIN),
                "2023-10-30T22:00:00Z"));
        kinds.add(taken(
                "times with their offset",
                rows("t", 60, row -> autumn.plusHours(row).toOffsetDateTime()),
                time(),
                "2023-10-30T22:00:00Z"));
        kinds.add(new Kind(
                "stores by day",
                Stream.of("t,store,y\n")
                        .flatMap(header -> Stream.concat(
                                Stream.of(header),
                                Stream.iterate(0, i -> i < 120, i -> i + 1)
                                        .map(i -> "%s,%s,%s\n".formatted(first.plusDays(i / 3), i % 3, i * i % 17))))
                        .reduce("", String::concat),
                time(),
                "call id(",
                s -> s.id("store"),
                "2024-01-10"));
        return kinds.stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void series_isTaken_atOnceOrByTheCallThatTheRefusalNames(Kind kind) throws Exception {
        Path file = Files.writeString(folder.resolve("x.csv"), kind.csv);
        Series plain = kind.plain.apply(Sequences.series(file, "y")).window(4).horizon(2);
        if (!kind.named.isEmpty()) {
            assertThatIllegalArgumentException().isThrownBy(plain::all).withMessageContaining(kind.named);
        }
        Series series = kind.calls.apply(plain);
        var parts = series.split(0.6, 0.2);
        assertThat(Baselines.table(series, parts, Baselines.linear().train(parts.training()))
                        .rowCount())
                .isEqualTo(4);
        var forecast = series.forecast(Baselines.linear().train(series.all()));
        int time = forecast.columnIndex("y") - 1;
        assertThat(String.valueOf(forecast.column(time).get(0))).isEqualTo(kind.next);
    }

    @Test
    void sevenAreTakenAsTheyAre_andTenByOneSentence() {
        assertThat(kinds().filter(kind -> kind.named.isEmpty())).hasSize(7);
        assertThat(kinds()).hasSize(17);
    }

    /** Half a day of quarters of an hour has no season of a day; said by the user, it is refused. */
    @Test
    void seasonThatIsLongerThanTheRows_hasNoNumbers_andItsNameSaysSo() throws Exception {
        Path file = Files.writeString(folder.resolve("x.csv"), rows("t", 50, row -> MIDNIGHT.plusMinutes(15L * row)));
        Series series = Sequences.series(file, "y").time("t").window(4).horizon(2);
        var parts = series.split(0.6, 0.2);
        var linear = Baselines.linear().train(parts.training());
        Table scores = Baselines.table(series, parts, linear);
        assertThat(scores.stringColumn("model").get(2)).isEqualTo("seasonal naive (96), too few rows");
        assertThat(scores.doubleColumn("MAE").isMissing(2)).isTrue();
        assertThat(scores.doubleColumn("MAE").get(3)).isPositive();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Baselines.table(series, 96, parts, linear))
                .withMessageContaining("there is no value 96 rows before row 41");
        assertThat(series.irregular().period()).isEqualTo(1);
    }
}
