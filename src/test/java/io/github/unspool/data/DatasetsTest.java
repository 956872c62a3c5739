package io.github.unspool.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class DatasetsTest {

    @ParameterizedTest
    @CsvSource({
        "moby-dick.txt, fe282a57094ed62e7144fb7c804a9748fc1c909bf3b49d06e7276015f9f67240",
        "seattle-weather.csv, 0845078a290b48e3149ab8639966824110a251db4e06fc144c06ebb534af23be",
        "sunspots.csv, f67889b1d9002cd5227f0e0ef54e35b419cdd85a31279adef6f73fb41e5c0a9b",
        "letter-sounds.csv, 6825e5ae64079dab9f618f681d03511b5b6ede248b555fe5ad53aff7e8a0e6d5",
        "letter-sounds-LICENSE.txt, bd4ce8e44170a5f9f481310ca85c51de3c4f851a65e679b40e603b143bd3542a",
    })
    void file_isThatOfTheReadme(String name, String hash) throws IOException, NoSuchAlgorithmException {
        byte[] actual = MessageDigest.getInstance("SHA-256").digest(bytes(name));
        assertThat(HexFormat.of().formatHex(actual)).isEqualTo(hash);
    }

    @ParameterizedTest
    @ValueSource(strings = {"seattle-weather.csv", "sunspots.csv", "letter-sounds.csv"})
    void csv_isPlainEnoughForAnyLoader(String name) throws IOException {
        String text = new String(bytes(name), StandardCharsets.UTF_8);
        assertThat(text).doesNotContain("\r").endsWith("\n");
        List<String> lines = text.lines().toList();
        int fields = lines.get(0).split(",").length;
        assertThat(fields).isGreaterThan(1);
        assertThat(lines.subList(1, lines.size()))
                .noneMatch(line -> line.contains("\""))
                .allMatch(line -> line.split(",", -1).length == fields)
                .noneMatch(line -> Arrays.stream(line.split(",", -1)).anyMatch(String::isBlank));
    }

    @Test
    void mobyDick_isTheWholeBook() {
        String text = Datasets.mobyDick();
        assertThat(text.codePointCount(0, text.length())).isEqualTo(1_190_317);
        assertThat(text.codePoints().distinct().count()).isEqualTo(83);
        assertThat(text).doesNotContain("\r");
    }

    @Test
    void seattleWeather_hasEachDayOfFourYears() {
        Table weather = Datasets.seattleWeather();
        assertThat(weather.name()).isEqualTo("seattle-weather");
        assertThat(weather.columnNames())
                .containsExactly("date", "precipitation", "temp_max", "temp_min", "wind", "weather");
        assertThat(weather.types())
                .containsExactly(
                        ColumnType.LOCAL_DATE,
                        ColumnType.DOUBLE,
                        ColumnType.DOUBLE,
                        ColumnType.DOUBLE,
                        ColumnType.DOUBLE,
                        ColumnType.STRING);
        assertThat(weather.dateColumn("date").asList())
                .containsExactlyElementsOf(LocalDate.of(2012, 1, 1)
                        .datesUntil(LocalDate.of(2016, 1, 1))
                        .toList());
        assertThat(values(weather.row(0))).containsExactly(LocalDate.of(2012, 1, 1), 0.0, 12.8, 5.0, 4.7, "drizzle");
        assertThat(values(weather.row(1460))).containsExactly(LocalDate.of(2015, 12, 31), 0.0, 5.6, -2.1, 3.5, "sun");
        assertThat(weather.doubleColumn("precipitation").sum()).isCloseTo(4426.0, within(1e-6));
        assertThat(weather.doubleColumn("temp_max").sum()).isCloseTo(24017.5, within(1e-6));
        assertThat(weather.doubleColumn("temp_min").sum()).isCloseTo(12031.0, within(1e-6));
        assertThat(weather.doubleColumn("wind").sum()).isCloseTo(4735.3, within(1e-6));
        assertThat(weather.stringColumn("weather").asList().stream()
                        .collect(Collectors.groupingBy(kind -> kind, Collectors.counting())))
                .isEqualTo(Map.of("rain", 641L, "sun", 640L, "fog", 101L, "drizzle", 53L, "snow", 26L));
        assertThat(missing(weather)).isZero();
    }

    @Test
    void sunspots_haveEachYearOfThreeCenturies() {
        Table sunspots = Datasets.sunspots();
        assertThat(sunspots.name()).isEqualTo("sunspots");
        assertThat(sunspots.columnNames()).containsExactly("YEAR", "SUNACTIVITY");
        assertThat(sunspots.types()).containsExactly(ColumnType.INTEGER, ColumnType.DOUBLE);
        assertThat(sunspots.rowCount()).isEqualTo(309);
        for (Row row : sunspots) {
            assertThat(row.getInt("YEAR")).isEqualTo(1700 + row.getRowNumber());
        }
        assertThat(values(sunspots.row(0))).containsExactly(1700, 5.0);
        assertThat(values(sunspots.row(308))).containsExactly(2008, 2.9);
        assertThat(sunspots.doubleColumn("SUNACTIVITY").sum()).isCloseTo(15373.4, within(1e-6));
        assertThat(sunspots.doubleColumn("SUNACTIVITY").max()).isEqualTo(190.2);
        assertThat(missing(sunspots)).isZero();
    }

    @Test
    void letterSounds_haveOneSoundForEachLetter() {
        Table words = Datasets.letterSounds();
        assertThat(words.name()).isEqualTo("letter-sounds");
        assertThat(words.columnNames()).containsExactly("word", "sounds");
        assertThat(words.types()).containsExactly(ColumnType.STRING, ColumnType.STRING);
        assertThat(words.rowCount()).isEqualTo(2448);
        assertThat(values(words.row(0))).containsExactly("a", "AH");
        assertThat(values(words.row(2447))).containsExactly("zoology", "Z OW AA L AH JH IY");
        StringColumn spelling = words.stringColumn("word");
        StringColumn sounds = words.stringColumn("sounds");
        assertThat(spelling.asList()).doesNotHaveDuplicates().isSorted().allMatch(word -> word.matches("[a-z]+"));
        int letters = 0;
        TreeSet<String> different = new TreeSet<>();
        for (int i = 0; i < words.rowCount(); i++) {
            String[] ofWord = sounds.get(i).split(" ");
            assertThat(ofWord).as(spelling.get(i)).hasSize(spelling.get(i).length());
            letters += ofWord.length;
            different.addAll(Arrays.asList(ofWord));
        }
        assertThat(letters).isEqualTo(14_982);
        assertThat(different).hasSize(33).allMatch(sound -> sound.matches("[A-Z]{1,2}"));
        assertThat(missing(words)).isZero();
    }

    @Test
    void table_isNewEachTime() {
        Datasets.sunspots().doubleColumn("SUNACTIVITY").set(0, -1.0);
        assertThat(Datasets.sunspots().doubleColumn("SUNACTIVITY").get(0)).isEqualTo(5.0);
    }

    private static List<Object> values(Row row) {
        return row.columnNames().stream().map(row::getObject).toList();
    }

    private static int missing(Table table) {
        return table.columns().stream()
                .mapToInt(column -> column.countMissing())
                .sum();
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = Datasets.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
