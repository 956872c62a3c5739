package io.github.unspool.data.table;

import io.github.unspool.data.csv.CsvFormat;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;
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
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/**
 * The type of the cells of a column. A column has the first type that fits all its cells.
 *
 * @param name what one is called
 * @param call the call of {@link CsvFormat} that says it, with a place for the column's name
 * @param parse gives a value, or throws a DateTimeException or NumberFormatException
 * @param column makes a column of a name
 */
public record CellKind(String name, String call, Function<String, Object> parse, Function<String, Column<?>> column) {
    private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "none");
    private static final int LONGEST_MISSING = 4;
    /** A group of thousands does not begin with 0, and no number has a 0 before another digit: that is a code. */
    private static final Pattern POINT =
            Pattern.compile("[-+]?(0|[1-9]\\d*|[1-9]\\d{0,2}(,\\d{3})+|(?=\\.\\d))(\\.\\d*)?([eE][-+]?\\d+)?");

    private static final Pattern COMMA =
            Pattern.compile("[-+]?(0|[1-9]\\d*|[1-9]\\d{0,2}(\\.\\d{3})+|(?=,\\d))(,\\d*)?([eE][-+]?\\d+)?");
    private static final Pattern INFINITE = Pattern.compile("[-+]?inf(inity)?", Pattern.CASE_INSENSITIVE);
    /** With digits alone, and a capital E between them without a sign, as no program writes numbers. */
    private static final Pattern CODE = Pattern.compile("[-+]?(0\\d+|\\d+E\\d+)");

    private static final Pattern DIGITS = Pattern.compile("[-+]?\\d+");
    /** Whole numbers beyond it are not all doubles. */
    private static final long LARGEST = 1L << 53;

    private static final int MOST_DIGITS = 15;
    private static final int NANOS_OF_A_MILLISECOND = 1_000_000;
    private static final String CLOCK = "['T'][ ]H:mm[:ss][.SSSSSSSSS][.SSSSSS][.SSS]";

    public static final CellKind WHOLE = new CellKind("a number", "number(%s)", Integer::valueOf, IntColumn::create);
    public static final CellKind LONG = new CellKind("a number", "number(%s)", Long::valueOf, LongColumn::create);
    public static final CellKind POINTED =
            new CellKind("a number", "number(%s, \".\")", CellKind::pointed, DoubleColumn::create);
    public static final CellKind COMMAED =
            new CellKind("a number", "number(%s, \",\")", CellKind::commaed, DoubleColumn::create);
    /** One of the two before, whichever its cells show. */
    public static final CellKind NUMBER =
            new CellKind("a number", "number(%s)", CellKind::pointed, DoubleColumn::create);

    public static final CellKind TEXT = new CellKind("text", "text(%s)", text -> text, StringColumn::create);

    /** Such as 2024-03-31T02:00:00+02:00, also with a blank for the T, and with the name of the zone behind. */
    public static final CellKind INSTANT = instant();

    /** Days before months, as a column may leave open which it means. */
    public static final CellKind DAY_FIRST = date("d/M/uuuu");

    public static final CellKind MONTH_FIRST = date("M/d/uuuu");
    public static final CellKind DAY_FIRST_TIME = time("d/M/uuuu" + CLOCK);
    public static final CellKind MONTH_FIRST_TIME = time("M/d/uuuu" + CLOCK);
    public static final CellKind MONTH = date("uuuu-MM");

    public static final List<CellKind> ALL = all();

    private static List<CellKind> all() {
        List<CellKind> all = new ArrayList<>(List.of(WHOLE, LONG, POINTED, COMMAED));
        for (String day : List.of("uuuu-M-d", "uuuu/M/d", "d.M.uuuu")) {
            all.add(date(day));
            all.add(time(day + CLOCK));
        }
        all.addAll(List.of(MONTH, DAY_FIRST, MONTH_FIRST, DAY_FIRST_TIME, MONTH_FIRST_TIME, INSTANT, TEXT));
        return List.copyOf(all);
    }

    private static DateTimeFormatter format(String pattern) {
        try {
            return new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(pattern.replace('y', 'u'))
                    .parseDefaulting(ChronoField.DAY_OF_MONTH, 1)
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a date pattern (%s); write one such as dd.MM.yyyy"
                            .formatted(pattern, e.getMessage()),
                    e);
        }
    }

    public static CellKind date(String pattern) {
        DateTimeFormatter format = format(pattern);
        return new CellKind("a date", call("date", pattern), text -> LocalDate.parse(text, format), DateColumn::create);
    }

    public static CellKind time(String pattern) {
        DateTimeFormatter format = format(pattern);
        return new CellKind(
                "a time",
                call("time", pattern),
                text -> kept(LocalDateTime.parse(text, format)),
                DateTimeColumn::create);
    }

    /** Tablesaw keeps milliseconds; finer times would become the same. */
    private static <T extends Temporal> T kept(T time) {
        if (time.get(ChronoField.NANO_OF_SECOND) % NANOS_OF_A_MILLISECOND != 0) {
            throw new DateTimeException("finer than a millisecond");
        }
        return time;
    }

    private static String call(String name, String pattern) {
        return name + "(%s, " + Call.quoted(pattern).replace("%", "%%") + ")";
    }

    private static CellKind instant() {
        DateTimeFormatter format = format("uuuu-M-d" + CLOCK + "[ ][XXX][XX][X]['['VV']']");
        return new CellKind(
                "a time with its zone",
                "instant(%s)",
                text -> kept(ZonedDateTime.parse(text, format)).toInstant(),
                InstantColumn::create);
    }

    public static CellKind number(char mark) {
        if (mark != '.' && mark != ',') {
            throw new IllegalArgumentException("the decimal mark '%s': it must be a point or a comma".formatted(mark));
        }
        return mark == '.' ? POINTED : COMMAED;
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

    /** Whether a cell is a code that would lose something as a number: 01, 1E10, or more digits than a double holds. */
    public static boolean isCode(String cell) {
        boolean mayBe = cell.indexOf('0') >= 0 && cell.indexOf('0') <= 1 || cell.indexOf('E') > 0;
        if (mayBe && CODE.matcher(cell).matches()) {
            return true;
        }
        return cell.length() > MOST_DIGITS
                && DIGITS.matcher(cell).matches()
                && new java.math.BigInteger(cell.startsWith("+") ? cell.substring(1) : cell)
                                .abs()
                                .compareTo(java.math.BigInteger.valueOf(LARGEST))
                        > 0;
    }

    /** Whether a cell has no value, if it is not text. */
    public static boolean isMissing(String cell) {
        return cell == null || cell.length() <= LONGEST_MISSING && MISSING.contains(cell.toLowerCase(Locale.ROOT));
    }

    /** Whether a cell is of this kind, or has no value. */
    public boolean takes(String cell) {
        if (this != TEXT && isMissing(cell)) {
            return true;
        }
        if (this != TEXT && !mayBegin(cell.charAt(0))) {
            return false;
        }
        try {
            return parse.apply(cell) != null || cell == null;
        } catch (DateTimeException | NumberFormatException e) {
            return false;
        }
    }

    /** What a number or a time may begin with; it saves most exceptions. */
    private boolean mayBegin(char c) {
        return c >= '0' && c <= '9' || (isNumber() ? "+-.,iI".indexOf(c) >= 0 : c == '+' || c == '-' || c > '9');
    }

    /** The first row in which a column of text is none of the kinds that its rows before are. */
    public static int inTheWay(StringColumn column, Predicate<CellKind> wanted) {
        return ALL.stream()
                .filter(wanted.and(kind -> kind != TEXT))
                .mapToInt(kind -> IntStream.range(0, column.size())
                        .filter(row -> !kind.takes(column.get(row)))
                        .findFirst()
                        .orElse(0))
                .max()
                .orElse(0);
    }

    public boolean isNumber() {
        return call.startsWith("number(");
    }

    public void append(Column<?> to, String cell) {
        boolean missing = this == TEXT ? cell == null : isMissing(cell);
        if (missing) {
            to.appendMissing();
        } else {
            to.appendObj(parse.apply(cell));
        }
    }
}
