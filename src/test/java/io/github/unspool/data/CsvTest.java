package io.github.unspool.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.unspool.tribuo.SeriesProvenance;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

class CsvTest {
    @TempDir
    Path directory;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("x.csv"), bytes);
    }

    private Table read(String text) throws IOException {
        return Csv.read(file(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void assertRefused(String text, String sentence) {
        assertRefused(() -> read(text), sentence);
    }

    private static void assertRefused(ThrowingCallable call, String sentence) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(sentence);
    }

    /** The only column of a file. */
    private List<?> column(String... cells) throws IOException {
        return read("x\n" + String.join("\n", cells) + "\n").column(0).asList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void lines_endAsTheyLike(String end) throws IOException {
        Table table = read(String.join(end, "date,births", "2024-02-28,3", "", "2024-02-29,4"));
        assertThat(table.dateColumn("date").asList())
                .containsExactly(LocalDate.of(2024, 2, 28), LocalDate.of(2024, 2, 29));
        assertThat(table.intColumn("births").asList()).containsExactly(3, 4);
        assertThat(table.name()).isEqualTo("x.csv");
    }

    @Test
    void mark_atTheBeginning_isNoPartOfTheFirstName() throws IOException {
        assertThat(read("\ufeffa,b\n1,2\n").columnNames()).containsExactly("a", "b");
    }

    @Test
    void quotes_holdSeparatorsLinesAndQuotes() throws IOException {
        Table table = read("\"a,b\",c\n\"x\ny\",\"say \"\"hi\"\"\"\n");
        assertThat(table.columnNames()).containsExactly("a,b", "c");
        assertThat(table.stringColumn(0).get(0)).isEqualTo("x\ny");
        assertThat(table.stringColumn(1).get(0)).isEqualTo("say \"hi\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void separator_isThatOfTheHeader(String separator) throws IOException {
        Table table = read("a|b|c\n1|x|2.5\n".replace("|", separator));
        assertThat(table.types()).containsExactly(ColumnType.INTEGER, ColumnType.STRING, ColumnType.DOUBLE);
        assertThat(table.doubleColumn("c").get(0)).isEqualTo(2.5);
    }

    @Test
    void numbers_ofAllForms_areRead() throws IOException {
        assertThat(column("1", "-2", "+3")).isEqualTo(List.of(1, -2, 3));
        assertThat(column("1", "2.5", "-.5", "1e3", "1.5E-1", "99999999999"))
                .isEqualTo(List.of(1.0, 2.5, -0.5, 1000.0, 0.15, 99999999999.0));
        assertThat(column("\"1,234\"", "\"1,234,567.5\"", "12")).isEqualTo(List.of(1234.0, 1234567.5, 12.0));
        assertThat(column("inf", "-Infinity", "1"))
                .isEqualTo(List.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1.0));
    }

    @Test
    void decimalCommas_turnPointsIntoThousands() throws IOException {
        Table table = read("a;b;c\n1,5;1.234;7\n-12,25;12.345.678;8\n");
        assertThat(table.doubleColumn("a").asList()).containsExactly(1.5, -12.25);
        assertThat(table.doubleColumn("b").asList()).containsExactly(1234.0, 12345678.0);
        assertThat(table.intColumn("c").asList()).containsExactly(7, 8);
        assertThat(read("a;b\n1.234;x\n").doubleColumn("a").get(0)).isEqualTo(1.234);
    }

    @Test
    void commas_thatMayBeEither_areRefused() {
        assertRefused(
                "a;b\n1;1,234\n2;5,678\n",
                "x.csv: row 1 of column \"b\", 1,234, may be thousands or a decimal fraction; write numbers without commas");
    }

    @Test
    void missing_cells_areMissingButNotWordsOfText() throws IOException {
        Table table = read("n,t,d\n1,NA,2024-01-01\nNaN,,\n,x,2024-01-03\n");
        assertThat(table.intColumn("n").isMissing().toArray()).containsExactly(1, 2);
        assertThat(table.stringColumn("t").asList()).containsExactly("NA", "", "x");
        assertThat(table.dateColumn("d").isMissing().toArray()).containsExactly(1);
        assertThat(read("a,b\n1,\n2,\n").doubleColumn("b").countMissing()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-29",
        "2024-2-29",
        "2024/2/29",
        "29.2.2024",
        "29.02.2024",
        "29/02/2024",
        "2/29/2024",
    })
    void dates_ofManyForms_areRead(String cell) throws IOException {
        assertThat(column(cell)).isEqualTo(List.of(LocalDate.of(2024, 2, 29)));
    }

    @Test
    void dates_thatLeaveOpenWhichIsTheDay_areText() throws IOException {
        assertThat(column("03/04/2024", "13/04/2024").get(0)).isEqualTo(LocalDate.of(2024, 4, 3));
        assertThat(column("03/04/2024", "03/14/2024").get(0)).isEqualTo(LocalDate.of(2024, 3, 4));
        Path file = file("d,y\n03/04/2024,1\n03/05/2024,2\n".getBytes(StandardCharsets.UTF_8));
        assertRefused(
                () -> Sequences.series(file, "y").time("d"),
                "x.csv: row 1 of column \"d\" is \"03/04/2024\", which is not a time like the others, or leaves open which is the day; write 2024-02-29 or 2024-02-29 13:00");
    }

    @Test
    void times_withAndWithoutZones_areRead() throws IOException {
        assertThat(column("2024-01")).isEqualTo(List.of(LocalDate.of(2024, 1, 1)));
        assertThat(column("2024-02-29 13:00", "2024-02-29T13:00:05", "2024-02-29T13:00:00.250"))
                .isEqualTo(List.of(
                        LocalDateTime.of(2024, 2, 29, 13, 0),
                        LocalDateTime.of(2024, 2, 29, 13, 0, 5),
                        LocalDateTime.of(2024, 2, 29, 13, 0, 0, 250_000_000)));
        assertThat(column(
                        "2024-03-31T01:00:00+01:00",
                        "2024-03-31 03:00+0200",
                        "2024-03-31T02:00Z",
                        "2024-03-31T05:00:00+02:00[Europe/Berlin]"))
                .isEqualTo(List.of(
                        Instant.parse("2024-03-31T00:00:00Z"),
                        Instant.parse("2024-03-31T01:00:00Z"),
                        Instant.parse("2024-03-31T02:00:00Z"),
                        Instant.parse("2024-03-31T03:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({"2023-02-29", "2024-13-01", "24:00"})
    void times_thatAreNone_areText(String cell) throws IOException {
        assertThat(column(cell)).isEqualTo(List.of(cell));
    }

    @Test
    void otherEncodings_areRefusedWithByteAndLine() throws IOException {
        byte[] latin = "city,n\nKöln,1\n".getBytes(Charset.forName("windows-1252"));
        assertRefused(
                () -> Csv.read(file(latin)),
                "x.csv is not UTF-8: line 2, byte 9 of the file, is 0xF6; save it as UTF-8, in Excel as \"CSV UTF-8\"");
        byte[] utf16 = "\ufeffa,b\n".getBytes(StandardCharsets.UTF_16LE);
        assertRefused(
                () -> Csv.read(file(utf16)),
                "x.csv is UTF-16, not UTF-8: line 1, byte 1 of the file, is 0xFF; save it as UTF-8, in Excel as \"CSV UTF-8\"");
        byte[] cut = "a\nKö".getBytes(StandardCharsets.UTF_8);
        assertRefused(
                () -> Csv.read(file(Arrays.copyOf(cut, cut.length - 1))),
                "x.csv is not UTF-8: line 2, byte 4 of the file, is 0xC3; save it as UTF-8, in Excel as \"CSV UTF-8\"");
    }

    @Test
    void otherEncodings_farInAFile_areFound() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes("n\n".getBytes(StandardCharsets.UTF_8));
        for (int row = 0; row < 50_000; row++) {
            text.writeBytes("ééé\n".getBytes(StandardCharsets.UTF_8)); // 7 bytes, which blocks cut apart
        }
        text.write(0x80);
        assertRefused(
                () -> Csv.read(file(text.toByteArray())),
                "x.csv is not UTF-8: line 50002, byte 350003 of the file, is 0x80; save it as UTF-8, in Excel as \"CSV UTF-8\"");
    }

    @Test
    void filesThatAreNoTable_areRefused() {
        assertRefused("", "x.csv is empty; give it a line of column names and a line for each row");
        assertRefused("\n\n", "x.csv is empty; give it a line of column names and a line for each row");
        assertRefused("date,births\n", "x.csv has column names (date, births) and no rows");
        assertRefused(
                "1,2\n3,4\n",
                "x.csv begins with numbers, not with the names of its columns; put a line of names before them");
        assertRefused("a,A\n1,2\n", "x.csv has two columns called \"A\"; rename one");
        assertRefused("a,b\n1,2\n3\n", "x.csv: row 2, which ends in line 3, has 1 cells, and the header 2 (a, b)");
        assertRefused("a,b\n1,2\n3,\"4\n5,6\n", "x.csv: a quote is opened in line 3 and never closed");
        assertRefused(() -> Csv.read(directory.resolve("y.csv")), "there is no file " + directory.resolve("y.csv"));
        assertRefused(() -> Csv.read(directory), directory + " is a directory; name a file in it");
    }

    @Test
    void cells_areCountedFromSeparatorsAndLines() throws IOException {
        CsvScan scan = CsvScan.of(file("a;b;c\r\n1;2;3\r\n4;5;6".getBytes(StandardCharsets.UTF_8)));
        assertThat(scan.cells(';')).isEqualTo(9);
    }

    @Test
    void series_ofAFile_saysWhatIsWrongWhere() throws IOException {
        Path file = file("date,births,sky\n2024-01-01,10,sun\n2024-01-02,12k,\n".getBytes(StandardCharsets.UTF_8));
        assertRefused(
                () -> Sequences.series(file, "births"),
                "x.csv: row 2 of column \"births\" is \"12k\", which is not a number; only numbers can be told");
        assertRefused(
                () -> Sequences.series(file, "birth"),
                "x.csv has no column \"birth\"; the nearest is \"births\", and all are date, births, sky");
    }

    @Test
    void series_ofAFile_hasTheHashOfItsBytes() throws IOException {
        Path file = file("y\n1\n3\n1\n3\n".getBytes(StandardCharsets.UTF_8));
        var data = Sequences.series(file, "y").window(1).all();
        // printf 'y\n1\n3\n1\n3\n' | sha256sum
        assertThat(SeriesProvenance.of(data.getProvenance()).orElseThrow().sha256())
                .isEqualTo("fa056dbb4e0d1a06571b43d8a0de551bbf533f15f34c7f85d3f6ba60a153603d");
        assertThat(data.getProvenance().getSourceProvenance()).asString().contains("x.csv");
    }

    @Test
    void ourDataSets_areReadAsTheyAre() {
        Table weather = Csv.read(Path.of("datasets", "seattle-weather.csv"));
        Table expected = Datasets.seattleWeather();
        assertThat(weather.types()).isEqualTo(expected.types());
        for (String name : expected.columnNames()) {
            assertThat(weather.column(name).asList())
                    .isEqualTo(expected.column(name).asList());
        }
        assertThat(Csv.read(Path.of("datasets", "sunspots.csv")).types())
                .isEqualTo(Datasets.sunspots().types());
    }
}
