package io.github.unspool.data;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.InstantColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/**
 * What the cells of a column can be. A column is of the first kind that takes all its cells.
 *
 * @param name what one is called
 * @param parse gives a value, or throws a DateTimeException or NumberFormatException
 * @param column makes a column of a name
 */
record CellKind(String name, Function<String, Object> parse, Function<String, Column<?>> column) {
    private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "none");
    private static final int LONGEST_MISSING = 4;
    private static final Pattern POINT =
            Pattern.compile("[-+]?(\\d+|\\d{1,3}(,\\d{3})+|(?=\\.\\d))(\\.\\d*)?([eE][-+]?\\d+)?");
    private static final Pattern COMMA =
            Pattern.compile("[-+]?(\\d+|\\d{1,3}(\\.\\d{3})+|(?=,\\d))(,\\d*)?([eE][-+]?\\d+)?");
    private static final Pattern INFINITE = Pattern.compile("[-+]?inf(inity)?", Pattern.CASE_INSENSITIVE);

    static final CellKind WHOLE = new CellKind("a whole number", Integer::valueOf, IntColumn::create);
    static final CellKind POINTED = new CellKind("a number", CellKind::pointed, DoubleColumn::create);
    static final CellKind COMMAED = new CellKind("a number", CellKind::commaed, DoubleColumn::create);
    static final CellKind TEXT = new CellKind("text", text -> text, StringColumn::create);

    /** Days before months, as a column may leave open which it means. */
    static final CellKind DAY_FIRST = date("d/M/uuuu");

    static final CellKind MONTH_FIRST = date("M/d/uuuu");

    static final List<CellKind> ALL = all();

    private static List<CellKind> all() {
        List<CellKind> all = new ArrayList<>(List.of(WHOLE, POINTED, COMMAED));
        for (String day : List.of("uuuu-M-d", "uuuu/M/d", "d.M.uuuu")) {
            all.add(date(day));
            all.add(dateTime(day));
        }
        all.add(date("uuuu-MM"));
        all.add(DAY_FIRST);
        all.add(MONTH_FIRST);
        all.add(dateTime("d/M/uuuu"));
        all.add(dateTime("M/d/uuuu"));
        all.add(instant());
        all.add(TEXT);
        return List.copyOf(all);
    }

    private static DateTimeFormatter format(String pattern) {
        return new DateTimeFormatterBuilder()
                .appendPattern(pattern)
                .parseDefaulting(ChronoField.DAY_OF_MONTH, 1)
                .toFormatter(Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    private static CellKind date(String day) {
        DateTimeFormatter format = format(day);
        return new CellKind("a date", text -> LocalDate.parse(text, format), DateColumn::create);
    }

    private static CellKind dateTime(String day) {
        DateTimeFormatter format = format(day + "['T'][ ]H:mm[:ss][.SSSSSSSSS][.SSSSSS][.SSS]");
        return new CellKind("a time", text -> LocalDateTime.parse(text, format), DateTimeColumn::create);
    }

    /** Such as 2024-03-31T02:00:00+02:00, also with a blank for the T, and with the name of the zone behind. */
    private static CellKind instant() {
        DateTimeFormatter format =
                format("uuuu-M-d['T'][ ]H:mm[:ss][.SSSSSSSSS][.SSSSSS][.SSS][ ][XXX][XX][X]['['VV']']");
        return new CellKind(
                "a time with its zone",
                text -> ZonedDateTime.parse(text, format).toInstant(),
                InstantColumn::create);
    }

    private static Object pointed(String text) {
        return number(text, POINT, text.replace(",", ""));
    }

    private static Object commaed(String text) {
        return number(text, COMMA, text.replace(".", "").replace(',', '.'));
    }

    private static Object number(String text, Pattern pattern, String plain) {
        if (pattern.matcher(text).matches()) {
            return Double.valueOf(plain);
        }
        if (INFINITE.matcher(text).matches()) {
            return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        throw new NumberFormatException(text);
    }

    /** Whether a cell has no value, if it is not text. */
    static boolean isMissing(String cell) {
        return cell == null || cell.length() <= LONGEST_MISSING && MISSING.contains(cell.toLowerCase(Locale.ROOT));
    }

    /** Whether a cell is of this kind, or has no value. */
    boolean takes(String cell) {
        if (this != TEXT && isMissing(cell)) {
            return true;
        }
        try {
            return parse.apply(cell) != null || cell == null;
        } catch (DateTimeException | NumberFormatException e) {
            return false;
        }
    }

    /** The first row in which a column of text is none of the kinds that its rows before are. */
    static int inTheWay(StringColumn column, Predicate<CellKind> wanted) {
        return ALL.stream()
                .filter(wanted.and(kind -> kind != TEXT))
                .mapToInt(kind -> IntStream.range(0, column.size())
                        .filter(row -> !kind.takes(column.get(row)))
                        .findFirst()
                        .orElse(0))
                .max()
                .orElse(0);
    }

    boolean isNumber() {
        return this == WHOLE || this == POINTED || this == COMMAED;
    }

    void append(Column<?> to, String cell) {
        boolean missing = this == TEXT ? cell == null : isMissing(cell);
        if (missing) {
            to.appendMissing();
        } else {
            to.appendObj(parse.apply(cell));
        }
    }
}
