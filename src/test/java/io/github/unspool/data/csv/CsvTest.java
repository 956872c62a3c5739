package io.github.unspool.data.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.unspool.data.Datasets;
import io.github.unspool.data.Sequences;
import io.github.unspool.tribuo.provenance.SeriesProvenance;
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
    }

    @Test
    void commas_thatMayBeEither_areRefused() {
        assertRefused(
                "a;b\n1;1,234\n2;5,678\n",
                "x.csv: row 1 of column \"b\" is 1,234, which may be 1234 or 1.234; write number(\"b\", '.') if the point is the decimal mark, or number(\"b\", ',') if the comma is");
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
                "x.csv: row 1 of column \"d\" is \"03/04/2024\", which is not a time like the others, has an ambiguous day, or is finer than a millisecond; write 2024-02-29 or 2024-02-29 13:00, or give the pattern with date(\"d\", \"dd/MM/yyyy\") or time(\"d\", \"dd/MM/yyyy HH:mm\")");
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

    private static final String ASK = "; write number(\"%1$s\", '.') if the point is the decimal mark, or"
            + " number(\"%1$s\", ',') if the comma is";

    /** Each column is read by its own cells. */
    @Test
    void decimalMarks_ofOtherColumns_decideNothing() throws IOException {
        assertThat(read("d,rate\n2024-01-01,\"0,123\"\n2024-01-02,\"0,456\"\n")
                        .doubleColumn("rate")
                        .asList())
                .containsExactly(0.123, 0.456);
        Table lists = read("t,volt,cells\n2024-01-01,234.840,\"1,2\"\n2024-01-02,233.290,\"3,4\"\n");
        assertThat(lists.doubleColumn("volt").asList()).containsExactly(234.84, 233.29);
        assertThat(read("pair,ratio\n\"1,2\",1.234\n\"3,4\",2.345\n")
                        .doubleColumn("ratio")
                        .asList())
                .containsExactly(1.234, 2.345);
        assertRefused(
                "t;volt;temp\n2024-01-01;234.840;12,5\n",
                "x.csv: row 1 of column \"volt\" is 234.840, which may be 234.84 or 234840" + ASK.formatted("volt"));
        assertRefused(
                "Datum;Umsatz\n01.01.2024;1.234\n02.01.2024;999\n03.01.2024;12.500\n",
                "x.csv: row 1 of column \"Umsatz\" is 1.234, which may be 1.234 or 1234" + ASK.formatted("Umsatz"));
        assertRefused(
                "n\tm\n1.500\t1.5\n",
                "x.csv: row 1 of column \"n\" is 1.500, which may be 1.5 or 1500" + ASK.formatted("n"));
        assertRefused(
                "n,m\n\"7,500\",1.5\n",
                "x.csv: row 1 of column \"n\" is 7,500, which may be 7500 or 7.5" + ASK.formatted("n"));
    }

    @Test
    void decimalMarks_thatAreSaid_areTaken() throws IOException {
        Path file = file(
                "Datum;Umsatz;Kurs\n01.01.2024;1.234;2,5\n02.01.2024;999;1.000\n".getBytes(StandardCharsets.UTF_8));
        Table table = Csv.read(file, c -> c.decimal(','));
        assertThat(table.doubleColumn("Umsatz").asList()).containsExactly(1234.0, 999.0);
        assertThat(table.doubleColumn("Kurs").asList()).containsExactly(2.5, 1000.0);
        assertThat(Csv.read(file, c -> c.number("umsatz", '.'))
                        .doubleColumn("Umsatz")
                        .asList())
                .containsExactly(1.234, 999.0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Csv.read(file, c -> c.number("Umsats")))
                .withMessage(
                        "x.csv has no column \"Umsats\"; did you mean \"Umsatz\"? The columns are Datum, Umsatz, Kurs");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Csv.read(file, c -> c.number("Datum")))
                .withMessage(
                        "x.csv: row 1 of column \"Datum\" is \"01.01.2024\", and it should be a number; write missing(\"01.01.2024\") if it marks a missing value, or correct it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "-", "n.v.", "12k"})
    void oddCell_amongNumbers_isRefusedWithWhatToWrite(String odd) throws IOException {
        String[] cells = {"1.5", "2", "3", "4", "5", odd, "7", "8", "9", "10"};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> column(cells))
                .withMessage(
                        "x.csv: row 6 of column \"x\" is \"%1$s\", and 9 of its 10 cells are numbers; write missing(\"%1$s\")"
                                        .formatted(odd)
                                + " if it marks a missing value, or text(\"x\") if the column contains text");
        assertThat(Csv.read(directory.resolve("x.csv"), c -> c.missing(odd))
                        .doubleColumn("x")
                        .countMissing())
                .isEqualTo(1);
        assertThat(Csv.read(directory.resolve("x.csv"), c -> c.text("x"))
                        .column("x")
                        .type())
                .isEqualTo(ColumnType.STRING);
    }

    @Test
    void oddCell_wherever_isFound() {
        for (int at : new int[] {0, 1, 17, 999}) {
            String[] cells = new String[1000];
            for (int row = 0; row < cells.length; row++) {
                cells[row] = row == at ? "x" : "2024-01-" + (10 + row % 20);
            }
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> column(cells))
                    .withMessageContaining(
                            "row %s of column \"x\" is \"x\", and 999 of its 1000 cells are dates".formatted(at + 1));
        }
    }

    @Test
    void codes_stayAsTheyAre() throws IOException {
        assertThat(column("01", "1", "02")).isEqualTo(List.of("01", "1", "02"));
        assertThat(column("00501", "10001")).isEqualTo(List.of("00501", "10001"));
        assertThat(column("123456789012345678", "123456789012345679"))
                .isEqualTo(List.of("123456789012345678", "123456789012345679"));
        assertThat(column("1E10", "2E11")).isEqualTo(List.of("1E10", "2E11"));
        assertThat(column("1.0E10", "1E+3", "2e4")).isEqualTo(List.of(1e10, 1e3, 2e4));
        assertThat(column("9007199254740992", "-5")).isEqualTo(List.of(9007199254740992L, -5L));
        assertThat(column("9007199254740993")).isEqualTo(List.of("9007199254740993"));
        assertThat(column("0", "0.5", "-0.25")).isEqualTo(List.of(0.0, 0.5, -0.25));
    }

    @Test
    void times_thatLeaveOpenWhatTheyAre_areText() throws IOException {
        assertThat(column("03/04/2024 00:00", "03/04/2024 23:00"))
                .isEqualTo(List.of("03/04/2024 00:00", "03/04/2024 23:00"));
        assertThat(column("01/01/2024 0:00", "01/12/2024 0:00").get(1)).isEqualTo("01/12/2024 0:00");
        assertThat(column("13/04/2024 1:00", "03/04/2024 2:00").get(1)).isEqualTo(LocalDateTime.of(2024, 4, 3, 2, 0));
        assertThat(column("2001-02", "2002-03", "2003-04").get(0)).isEqualTo("2001-02");
        assertThat(column("2001-02", "2001-03").get(0)).isEqualTo(LocalDate.of(2001, 2, 1));
        Path file = file("d,y\n03/04/2024 1:00,1\n03/04/2024 2:00,2\n".getBytes(StandardCharsets.UTF_8));
        assertThat(Csv.read(file, c -> c.time("d", "dd/MM/yyyy H:mm"))
                        .dateTimeColumn("d")
                        .get(0))
                .isEqualTo(LocalDateTime.of(2024, 4, 3, 1, 0));
    }

    @Test
    void rows_stayRows() throws IOException {
        assertThat(read("a,b\r\n1,2\n3,4\r\n5,6\r7,8\n").intColumn("b").asList())
                .containsExactly(2, 4, 6, 8);
        Table gap = read("x\n1\n\n3\n\n");
        assertThat(gap.rowCount()).isEqualTo(3);
        assertThat(gap.intColumn("x").isMissing().toArray()).containsExactly(1);
        assertThat(read("a,b\n1,2\n\n3,4\n\n").rowCount()).isEqualTo(2);
    }

    @Test
    void linesBeforeTheNames_areLeftOut() throws IOException {
        assertThat(read("sep=;\na;b\n1;2\n").columnNames()).containsExactly("a", "b");
        Path file = file("made, by\nsomebody\nday,x\n29.02.24,1\n01.03.24,-\n".getBytes(StandardCharsets.UTF_8));
        Table table = Csv.read(file, c -> c.skip(2).date("day", "dd.MM.yy").missing("-"));
        assertThat(table.dateColumn("day").get(0)).isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(table.intColumn("x").countMissing()).isEqualTo(1);
        assertRefused(
                () -> Csv.read(file, c -> c.skip(2).date("day", "dd.QQ")),
                "x.csv: row 1 of column \"day\" is \"29.02.24\", and it should be a date; write missing(\"29.02.24\") if it marks a missing value, or correct it");
    }

    @Test
    void format_isReadAgainFromItsCalls() {
        CsvFormat format = CsvFormat.INFERRED
                .text("a \"b\"", "c\\d")
                .number("x", ',')
                .number("y")
                .date("day", "dd.MM.yy")
                .time("t", "d/M/yyyy'T'H:mm")
                .instant("z")
                .missing("?", "-999", "\"")
                .decimal(',')
                .separator('|')
                .skip(3);
        assertThat(CsvFormat.parse(format.toString())).hasToString(format.toString());
        assertThat(format.toString()).startsWith("text(\"a \\\"b\\\"\").text(\"c\\\\d\").number(\"x\", \",\")");
    }

    @Test
    void packedFiles_areRefusedWithWhatTheyAre() throws IOException {
        assertRefused(
                () -> Csv.read(file(new byte[] {'P', 'K', 3, 4, (byte) 0xff})),
                "x.csv is packed (zip, as Excel's workbooks are); unpack it, or save the sheet as \"CSV UTF-8\"");
        assertRefused(
                () -> Csv.read(file(new byte[] {0x1f, (byte) 0x8b, 8, 0})),
                "x.csv is packed (gzip); unpack it, or save the sheet as \"CSV UTF-8\"");
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
        assertRefused("", "x.csv is empty; it needs a line of column names and a line for each row");
        assertRefused("\n\n", "x.csv is empty; it needs a line of column names and a line for each row");
        assertRefused("date,births\n", "x.csv has column names (date, births) but no rows");
        assertRefused("1,2\n3,4\n", "x.csv begins with numbers, not with column names; add a line of names at the top");
        assertRefused("a,A\n1,2\n", "x.csv has two columns named \"A\"; rename one");
        assertRefused("a,b\n1,2\n3\n", "x.csv: row 2, which begins in line 3, has 1 cells, and the header 2 (a, b)");
        assertRefused("a,b\n1,2\n3,\"4\n5,6\n", "x.csv: the quote that is opened in line 3 is never closed");
        assertRefused(() -> Csv.read(directory.resolve("y.csv")), "there is no file " + directory.resolve("y.csv"));
        assertRefused(() -> Csv.read(directory), directory + " is a directory; choose a file in it");
    }

    @Test
    void namesWithControlCharacters_areShownWithTheirEscapes() {
        assertRefused("da\u001b[2Jte,b\u0002c\n", "x.csv has column names (da\\u001b[2Jte, b\\u0002c) but no rows");
        assertRefused(
                "a\u0007,b\n1\n", "x.csv: row 1, which begins in line 2, has 1 cells, and the header 2 (a\\u0007, b)");
        assertRefused("\"a\tb\",\"a\tb\"\n1,2\n", "x.csv has two columns named \"a\\tb\"; rename one");
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
                "x.csv: row 2 of column \"births\" is \"12k\", which is not a number; targets must be numbers");
        assertRefused(
                () -> Sequences.series(file, "birth"),
                "x.csv has no column \"birth\"; did you mean \"births\"? The columns are date, births, sky");
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
