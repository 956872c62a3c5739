package io.github.unspool.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        "seattle-weather-hourly-normals.csv, 3433511ab963755ec1a573420af962e713e66691c07c068f5a247e6891912311",
        "births.csv, 6de42982be60d71ef1c5cafb515b6af76dbad2138cc27abf85a4f6415ad613f3",
        "surnames.csv, 27936e5ea18c4c289b9591decf46f711168afeb14d6777ec7030c108bb2fa05c",
        "strokes.csv, 172d05d466e30b5a55d40754615c2096c5ab2ebe7357779bfa7425b67608d1c3",
        "strokes-LICENSE.txt, c6da17c8b8c96c08a1a7283f920062bab163570c9a59d5cd2ab0aaf70232273f",
        "ragtime/bethena.mid, 7e4c0b5a9402f112b90a8bf39558bc781f1909e9a023878f850456b9eda3390f",
        "ragtime/elite-syncopations.mid, 28e41b9b3d0afd3de70c0de56dba9c34e4ff05b21a14939f0fdf0b181d856fc9",
        "ragtime/maple-leaf-rag.mid, 3dd712a85fabd267f5a2cee5cb23af4683408c2f29b8814721844498f1ee4f66",
        "ragtime/peacherine-rag.mid, 5185a564754c047954039ecfad37f91140675c201cee8e4d4930624bd974aee9",
        "ragtime/pineapple-rag.mid, a8ff24b340900baaa53e43ad575bc1857721706f0bd420425446f8b14e252420",
        "ragtime/solace.mid, 21ef2b529c4cb2bf095cdeda1deed7642f31dfb08b853d6022b0269346367f67",
        "ragtime/the-easy-winners.mid, b4fcdafa0a6929a62e53f4fda0acf6f23f1b1955886d6f68b49c158a7b231c57",
        "ragtime/the-entertainer.mid, 33e4e81ee64ffb2edf90d1c6a1ddee7276507296bfb915c2bb775231a467f066",
        "letter-sounds.csv, 6825e5ae64079dab9f618f681d03511b5b6ede248b555fe5ad53aff7e8a0e6d5",
        "pronunciations.csv, a5796e855afffa684d0ecfe56a0d67bf411a1915bab086582f046a50cc22d1cc",
        "pronunciations-LICENSE.txt, bd4ce8e44170a5f9f481310ca85c51de3c4f851a65e679b40e603b143bd3542a",
        "dates.csv, fe27c78f26d412cbcfd768cdbcb24d94056dc37286eb96a102140b8cad7fd3b9",
        "dates-LICENSE.txt, f748689271d42da641a8e42122452fa198023e3fdbdeafe024d5490e96a9140e",
        "letter-sounds-LICENSE.txt, bd4ce8e44170a5f9f481310ca85c51de3c4f851a65e679b40e603b143bd3542a",
    })
    void file_isThatOfTheReadme(String name, String hash) throws IOException, NoSuchAlgorithmException {
        byte[] actual = MessageDigest.getInstance("SHA-256").digest(bytes(name));
        assertThat(HexFormat.of().formatHex(actual)).isEqualTo(hash);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seattle-weather.csv",
                "seattle-weather-hourly-normals.csv",
                "births.csv",
                "sunspots.csv",
                "surnames.csv",
                "strokes.csv",
                "letter-sounds.csv",
                "pronunciations.csv"
            })
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
    void seattleHours_haveEachHourOfAYear() {
        Table hours = Datasets.seattleHours();
        assertThat(hours.columnNames()).containsExactly("date", "pressure", "temperature", "wind");
        LocalDateTime first = LocalDateTime.of(2010, 1, 1, 1, 0);
        assertThat(hours.dateTimeColumn("date").asList())
                .containsExactlyElementsOf(Stream.iterate(first, hour -> hour.plusHours(1))
                        .limit(8759)
                        .toList());
        assertThat(values(hours.row(0))).containsExactly(first, 1016.6, 4.0, 3.8);
        assertThat(hours.doubleColumn("pressure").sum()).isCloseTo(8909836.9, within(1e-6));
        assertThat(hours.doubleColumn("temperature").sum()).isCloseTo(97466.8, within(1e-6));
        assertThat(hours.doubleColumn("wind").sum()).isCloseTo(31511.7, within(1e-6));
        assertThat(missing(hours)).isZero();
    }

    @Test
    void births_haveEachDayOfTenYears() {
        Table births = Datasets.births();
        assertThat(births.name()).isEqualTo("births");
        assertThat(births.columnNames()).containsExactly("date", "births");
        assertThat(births.dateColumn("date").asList())
                .containsExactlyElementsOf(LocalDate.of(1994, 1, 1)
                        .datesUntil(LocalDate.of(2004, 1, 1))
                        .toList());
        assertThat(births.intColumn("births").get(0)).isEqualTo(8096);
        assertThat(births.intColumn("births").get(3651)).isEqualTo(12374);
        assertThat(births.intColumn("births").sum()).isEqualTo(39_722_137);
        assertThat(births.intColumn("births").min()).isEqualTo(6443);
        assertThat(births.intColumn("births").max()).isEqualTo(14_540);
    }

    @Test
    void surnames_areAsManyInEachLanguageAndNoneTwice() {
        Table surnames = Datasets.surnames();
        assertThat(surnames.columnNames()).containsExactly("name", "language");
        assertThat(values(surnames.row(0))).containsExactly("Aabel", "Norwegian");
        assertThat(values(surnames.row(4199))).containsExactly("Žitník", "Czech");
        StringColumn names = surnames.stringColumn("name");
        assertThat(names.asList()).doesNotHaveDuplicates().allMatch(name -> name.matches("\\p{Lu}\\p{Ll}{2,13}"));
        assertThat(names.asList().stream().mapToInt(String::length).sum()).isEqualTo(30_057);
        assertThat(String.join("", names.asList()).chars().distinct()).hasSize(94);
        Map<String, Long> languages = surnames.stringColumn("language").asList().stream()
                .collect(Collectors.groupingBy(language -> language, Collectors.counting()));
        assertThat(languages)
                .containsOnlyKeys("Czech", "Dutch", "German", "Norwegian", "Polish", "Spanish", "Swedish")
                .allSatisfy((language, count) -> assertThat(count).as(language).isEqualTo(600));
        assertThat(missing(surnames)).isZero();
    }

    @Test
    void strokes_areTheAlphabetInElevenFonts() {
        Table strokes = Datasets.strokes();
        assertThat(strokes.columnNames()).containsExactly("glyph", "font", "letter", "step", "x", "y", "pen");
        assertThat(values(strokes.row(0))).containsExactly("futural-a", "futural", "a", 1, 6, 5, 0);
        Map<String, List<String>> drawn = new LinkedHashMap<>();
        for (Row row : strokes) {
            String glyph = row.getString("font") + "-" + row.getString("letter");
            assertThat(row.getString("glyph")).isEqualTo(glyph);
            List<String> points = drawn.computeIfAbsent(glyph, key -> new ArrayList<>());
            points.add(row.getString("letter") + row.getInt("x") + "," + row.getInt("y") + "," + row.getInt("pen"));
            assertThat(row.getInt("step")).as(glyph).isEqualTo(points.size());
        }
        assertThat(strokes.rowCount()).isEqualTo(19_382);
        assertThat(drawn).hasSize(572);
        assertThat(drawn.values())
                .doesNotHaveDuplicates()
                .allMatch(points -> points.size() >= 2 && points.size() <= 124)
                .allMatch(points -> points.get(0).endsWith("0"));
        assertThat(strokes.stringColumn("font").unique().size()).isEqualTo(11);
        assertThat(strokes.stringColumn("letter").unique().size()).isEqualTo(52);
        assertThat(strokes.intColumn("x").min()).isEqualTo(-17);
        assertThat(strokes.intColumn("y").min()).isEqualTo(-21);
        assertThat(strokes.intColumn("x").max()).isEqualTo(16);
        assertThat(strokes.intColumn("pen").unique().asList()).containsExactlyInAnyOrder(0, 1);
        assertThat(missing(strokes)).isZero();
    }

    @Test
    void ragtime_isALineForEachPiece() {
        List<String> pieces = Datasets.ragtime().lines().toList();
        assertThat(pieces).hasSize(8);
        assertThat(pieces.get(2))
                .as("Maple Leaf Rag")
                .startsWith("G#4/1 D#5/1 G#4/1 C5/1 D#5/2 G4/1 D#5/1 G4/1 A#4/1 ");
        assertThat(pieces.get(7)).as("The Entertainer").startsWith("D6/1 E6/1 C6/1 A5/2 B5/1 G5/2 ");
        List<String> notes = Arrays.asList(String.join(" ", pieces).split(" "));
        assertThat(notes).hasSize(5958).allMatch(note -> note.matches("[A-G]#?\\d/\\d{1,2}"));
        assertThat(new TreeSet<>(notes)).hasSize(173);
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
    void pronunciations_haveOneOrMoreForEachWord() {
        Table words = Datasets.pronunciations();
        assertThat(words.columnNames()).containsExactly("word", "phonemes");
        assertThat(words.rowCount()).isEqualTo(25_633);
        assertThat(missing(words)).isZero();
        assertThat(words.stringColumn("word").asList()).isSorted().allMatch(word -> word.matches("[a-z]{2,20}"));
        assertThat(words.stringColumn("word").unique().size()).isEqualTo(24_000);
        TreeSet<String> different = new TreeSet<>();
        words.stringColumn("phonemes").forEach(phonemes -> different.addAll(Arrays.asList(phonemes.split(" "))));
        assertThat(different).hasSize(39).contains("AA", "ZH");
        assertThat(words.where(words.stringColumn("word").isEqualTo("swallows"))
                        .stringColumn("phonemes")
                        .asList())
                .containsExactly("S W AA L OW Z");
    }

    @Test
    void dates_haveTheirIsoForm() {
        Table dates = Datasets.dates();
        assertThat(dates.columnNames()).containsExactly("locale", "text", "date");
        assertThat(dates.rowCount()).isEqualTo(10_000);
        assertThat(missing(dates)).isZero();
        assertThat(dates.stringColumn("locale").unique().size()).isEqualTo(25);
        assertThat(dates.stringColumn("date"))
                .allSatisfy(date -> assertThat(LocalDate.parse(date))
                        .isBetween(LocalDate.of(1900, 1, 1), LocalDate.of(2099, 12, 31)));
        assertThat(dates.stringColumn("text").asList())
                .contains("Freitag, 6. September 2013", "23 novembre 2078")
                .noneMatch(text -> text.contains("\u00a0"));
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
