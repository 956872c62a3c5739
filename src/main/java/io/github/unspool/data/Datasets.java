package io.github.unspool.data;

import io.github.unspool.data.music.Melodies;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * Real data sets that are part of the jar, so that a notebook runs without a network. Sources and licences:
 * datasets/README.md.
 */
public final class Datasets {
    private static final List<String> RAGTIME = List.of(
            "bethena",
            "elite-syncopations",
            "maple-leaf-rag",
            "peacherine-rag",
            "pineapple-rag",
            "solace",
            "the-easy-winners",
            "the-entertainer");

    private Datasets() {}

    /**
     * Herman Melville, <i>Moby-Dick; or, The Whale</i> (1851), chapters 1 to 135: 1.2 million characters, 83 different.
     *
     * @return the text, its lines ending in {@code \n}
     */
    public static String mobyDick() {
        return text("moby-dick.txt");
    }

    /**
     * The weather of Seattle, each day from 1 January 2012 to 31 December 2015: 1,461 rows without a gap.
     *
     * <p>Columns: {@code date} (a local date), {@code precipitation} (mm), {@code temp_max} and {@code temp_min} (°C),
     * {@code wind} (its source says km/h; the numbers fit m/s), all doubles, and {@code weather} (a string: rain 641 times,
     * sun 640, fog 101, drizzle 53, snow 26), which was derived from other fields of the original record.
     *
     * @return a new table of 6 columns, the earliest day first
     */
    public static Table seattleWeather() {
        return table(
                "seattle-weather.csv",
                ColumnType.LOCAL_DATE,
                ColumnType.DOUBLE,
                ColumnType.DOUBLE,
                ColumnType.DOUBLE,
                ColumnType.DOUBLE,
                ColumnType.STRING);
    }

    /**
     * The typical weather of Seattle at each hour of a year: means of 1981 to 2010, from 1 January 01:00 to 31 December
     * 23:00, 8,759 rows without a gap. It has no noise; it shows the daily and the yearly cycle.
     *
     * <p>Columns: {@code date} (a local date and time; its source writes 2010 for the year), {@code pressure} (hPa),
     * {@code temperature} (°C), {@code wind} (its source gives no unit), all doubles.
     *
     * @return a new table of 4 columns, the earliest hour first
     */
    public static Table seattleHours() {
        return table(
                "seattle-weather-hourly-normals.csv",
                ColumnType.LOCAL_DATE_TIME,
                ColumnType.DOUBLE,
                ColumnType.DOUBLE,
                ColumnType.DOUBLE);
    }

    /**
     * The number of births in the United States on each day from 1 January 1994 to 31 December 2003: 3,652 rows without
     * a gap, from 6,443 to 14,540, fewer at weekends and on holidays.
     *
     * <p>Columns: {@code date} (a local date) and {@code births} (an int).
     *
     * @return a new table of 2 columns, the earliest day first
     */
    public static Table births() {
        return table("births.csv", ColumnType.LOCAL_DATE, ColumnType.INTEGER);
    }

    /**
     * The number of sunspots, each year from 1700 to 2008: 309 rows, from 0 to 190.2, with a cycle of about 11 years.
     *
     * <p>Columns: {@code YEAR} (an int) and {@code SUNACTIVITY} (a double, the mean number of the year).
     *
     * @return a new table of 2 columns, the earliest year first
     */
    public static Table sunspots() {
        return table("sunspots.csv", ColumnType.INTEGER, ColumnType.DOUBLE);
    }

    /**
     * English words and how they sound, one sound for each letter: 2,448 words of <i>Moby-Dick</i>, 14,982 letters.
     *
     * <p>Columns, both strings: {@code word}, in lower case, and {@code sounds}, as many as the word has letters, with a
     * blank between them; {@code cabin} is {@code K AE B AH N}. There are 33 different sounds, in the ARPABET of the
     * Carnegie Mellon Pronouncing Dictionary, without marks of stress. Predicting the most frequent sound of each letter is
     * right for 77.5 % of them.
     *
     * <p>Copyright (C) 1993-2015 Carnegie Mellon University; its licence is also in the jar, as
     * {@code letter-sounds-LICENSE.txt}.
     *
     * @return a new table of 2 columns, the words in alphabetical order
     */
    public static Table letterSounds() {
        return table("letter-sounds.csv", ColumnType.STRING, ColumnType.STRING);
    }

    /**
     * English words and how they are pronounced: 24,000 words of a to z, drawn from the Carnegie Mellon Pronouncing Dictionary,
     * many of them names, with 25,633 pronunciations of 1 to 18 phonemes. Some words have several; they stand in several
     * rows.
     *
     * <p>Columns, both strings: {@code word}, in lower case, and {@code phonemes}, with a blank between them;
     * {@code swallows} is {@code S W AA L OW Z}. There are 39 phonemes, in the dictionary's ARPABET without marks of stress.
     *
     * <p>Copyright (C) 1993-2015 Carnegie Mellon University; its licence is also in the jar, as
     * {@code pronunciations-LICENSE.txt}.
     *
     * @return a new table of 2 columns, the words in alphabetical order
     */
    public static Table pronunciations() {
        return table("pronunciations.csv", ColumnType.STRING, ColumnType.STRING);
    }

    /**
     * Dates from 1900 to 2099 as 25 languages and countries write them, with the name of the month in words or as a character, and
     * the same dates in the format of ISO 8601: 10,000 rows, generated by Java.
     *
     * <p>Columns, all strings: {@code locale} (such as {@code pt-BR}), {@code text} (such as
     * {@code Freitag, 6. September 2013}) and {@code date} (such as {@code 2013-09-06}).
     *
     * <p>Names and patterns are from the Unicode CLDR, whose licence is also in the jar, as {@code dates-LICENSE.txt}.
     *
     * @return a new table of 3 columns, locale by locale
     */
    public static Table dates() {
        return table("dates.csv", ColumnType.STRING, ColumnType.STRING, ColumnType.STRING);
    }

    /**
     * Surnames and their languages: 600 each of Czech, Dutch, German, Norwegian, Polish, Spanish and Swedish, 3 to
     * 14 letters long, 30,057 letters in all, 94 different. No name occurs twice.
     *
     * <p>Columns, both strings: {@code name}, with a capital and its accents, and {@code language}.
     *
     * @return a new table of 2 columns and 4,200 rows, the names in the order of their code points
     */
    public static Table surnames() {
        return table("surnames.csv", ColumnType.STRING, ColumnType.STRING);
    }

    /**
     * The letters a to z and A to Z as a pen draws them, in 11 fonts from plain to gothic: 572 glyphs of 2 to 124 points,
     * 19,382 rows, one for each point.
     *
     * <p>Columns: {@code glyph} (a string, the font and the letter, such as {@code scripts-a}), {@code font} and
     * {@code letter} (strings), {@code step} (an int, from 1), {@code x} and {@code y} (ints, to the right and upwards from
     * the middle, −21 to 16), {@code pen} (an int, 1 if a line is drawn to the point, 0 if the pen only moves there).
     *
     * <p>The Hershey Fonts were originally created by Dr. A. V. Hershey while working at the U. S. National Bureau of
     * Standards; the licence is also in the jar, as {@code strokes-LICENSE.txt}.
     *
     * @return a new table of 7 columns, font by font, the steps of each glyph in order
     */
    public static Table strokes() {
        return table(
                "strokes.csv",
                ColumnType.STRING,
                ColumnType.STRING,
                ColumnType.STRING,
                ColumnType.INTEGER,
                ColumnType.INTEGER,
                ColumnType.INTEGER,
                ColumnType.INTEGER);
    }

    /**
     * The melodies of eight piano pieces by Scott Joplin (1899 to 1909), a line of notes for each, as {@link Melodies} says:
     * 5,958 notes, 173 different.
     *
     * @return the text: Bethena, Elite Syncopations, Maple Leaf Rag, Peacherine Rag, Pineapple Rag, Solace, The Easy
     *     Winners, The Entertainer
     */
    public static String ragtime() {
        return RAGTIME.stream()
                .map(name -> "ragtime/" + name + ".mid")
                .map(name -> Melodies.read(name, bytes(name)))
                .collect(Collectors.joining("\n"));
    }

    /** Types are specified, not inferred, and no word counts as a missing value. */
    private static Table table(String name, ColumnType... types) {
        return Table.read()
                .csv(CsvReadOptions.builder(new StringReader(text(name)))
                        .tableName(name.replace(".csv", ""))
                        .columnTypes(types)
                        .dateFormat(DateTimeFormatter.ISO_LOCAL_DATE)
                        .missingValueIndicator()
                        .build());
    }

    private static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String name) {
        try (InputStream in = Datasets.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the jar's " + name + " cannot be read", e);
        }
    }
}
