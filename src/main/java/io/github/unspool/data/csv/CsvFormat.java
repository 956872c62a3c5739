package io.github.unspool.data.csv;

import io.github.unspool.data.table.Call;
import io.github.unspool.data.table.CellKind;
import io.github.unspool.data.table.Columns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * The format of a CSV file; everything that is not given is inferred. Immutable: each method returns a new format.
 *
 * <pre>{@code
 * Csv.read(path, c -> c.text("zip").number("load", ',').date("day", "dd.MM.yy").missing("?", "-").skip(2))
 * }</pre>
 */
public final class CsvFormat {
    /** The empty format. */
    public static final CsvFormat INFERRED = new CsvFormat(Map.of(), List.of(), 0, '\0', '\0');

    /** By the name of the column in lower case. */
    private final Map<String, Said> columns;

    private final List<String> missing;
    private final int skip;
    private final char separator;
    private final char decimal;

    private record Said(String name, CellKind kind) {}

    private CsvFormat(Map<String, Said> columns, List<String> missing, int skip, char separator, char decimal) {
        this.columns = columns;
        this.missing = missing;
        this.skip = skip;
        this.separator = separator;
        this.decimal = decimal;
    }

    /**
     * Columns of text, such as codes.
     *
     * @param names the columns
     * @return the changed format
     */
    public CsvFormat text(String... names) {
        return with(CellKind.TEXT, names);
    }

    /**
     * Columns of numbers; the decimal mark is that of {@link #decimal}, or inferred.
     *
     * @param names the columns
     * @return the changed format
     */
    public CsvFormat number(String... names) {
        return with(CellKind.NUMBER, names);
    }

    /**
     * A column of numbers.
     *
     * @param name the column
     * @param mark the decimal mark, a point or a comma; the other may separate thousands
     * @return the changed format
     * @throws IllegalArgumentException if it is another mark
     */
    public CsvFormat number(String name, char mark) {
        return with(CellKind.number(mark), name);
    }

    /**
     * The decimal mark of all columns of numbers without one of their own.
     *
     * @param mark a point or a comma; the other may separate thousands
     * @return the changed format
     * @throws IllegalArgumentException if it is another mark
     */
    public CsvFormat decimal(char mark) {
        CellKind.number(mark);
        return new CsvFormat(columns, missing, skip, separator, mark);
    }

    /**
     * A column of dates.
     *
     * @param name the column
     * @param pattern a pattern of {@link java.time.format.DateTimeFormatter}, such as {@code dd.MM.yy} or {@code yyyyMMdd}
     * @return the changed format
     * @throws IllegalArgumentException if the pattern is invalid
     */
    public CsvFormat date(String name, String pattern) {
        return with(CellKind.date(pattern), name);
    }

    /**
     * A column of dates with a time of day.
     *
     * @param name the column
     * @param pattern such as {@code dd/MM/yyyy HH:mm}
     * @return the changed format
     * @throws IllegalArgumentException if the pattern is invalid
     */
    public CsvFormat time(String name, String pattern) {
        return with(CellKind.time(pattern), name);
    }

    /**
     * A column of times with their zone.
     *
     * @param name the column
     * @return the changed format
     */
    public CsvFormat instant(String name) {
        return with(CellKind.INSTANT, name);
    }

    /**
     * Additional marks of missing values.
     *
     * @param cells such as {@code ?} or {@code -999}
     * @return the changed format
     */
    public CsvFormat missing(String... cells) {
        List<String> all = new ArrayList<>(missing);
        all.addAll(List.of(cells));
        return new CsvFormat(columns, List.copyOf(new TreeSet<>(all)), skip, separator, decimal);
    }

    /**
     * The number of lines before the column names.
     *
     * @param lines at least 0
     * @return the changed format
     * @throws IllegalArgumentException if it is negative
     */
    public CsvFormat skip(int lines) {
        if (lines < 0) {
            throw new IllegalArgumentException("skip(%s): the number of lines must not be negative".formatted(lines));
        }
        return new CsvFormat(columns, missing, lines, separator, decimal);
    }

    /**
     * The separator. By default it is a comma, semicolon or tab, whichever occurs most often in the header.
     *
     * @param mark such as {@code '|'}
     * @return the changed format
     */
    public CsvFormat separator(char mark) {
        return new CsvFormat(columns, missing, skip, mark, decimal);
    }

    private CsvFormat with(CellKind kind, String... names) {
        Map<String, Said> all = new LinkedHashMap<>(columns);
        for (String name : names) {
            all.put(key(name), new Said(name, kind));
        }
        return new CsvFormat(all, missing, skip, separator, decimal);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The given type of each column of a header; null if there is none. */
    CellKind[] kinds(String file, String[] header) {
        Map<String, CellKind> kinds = new LinkedHashMap<>();
        List<String> names = List.of(header);
        columns.forEach((key, said) -> {
            if (names.stream().map(CsvFormat::key).noneMatch(key::equals)) {
                throw Columns.missing(file, names, said.name);
            }
            kinds.put(key, said.kind == CellKind.NUMBER && decimal != '\0' ? CellKind.number(decimal) : said.kind);
        });
        return names.stream().map(name -> kinds.get(key(name))).toArray(CellKind[]::new);
    }

    /**
     * Restricts the format to some columns.
     *
     * @param names the columns
     * @return the smaller format
     */
    public CsvFormat of(List<String> names) {
        Map<String, Said> some = new LinkedHashMap<>(columns);
        some.keySet().retainAll(names.stream().map(CsvFormat::key).toList());
        return new CsvFormat(some, missing, skip, separator, decimal);
    }

    /**
     * Completes this format with the column types of another format.
     *
     * @param other the other format
     * @return both
     */
    public CsvFormat or(CsvFormat other) {
        Map<String, Said> all = new LinkedHashMap<>(other.columns);
        all.putAll(columns);
        List<String> cells = new ArrayList<>(missing);
        cells.addAll(other.missing);
        return new CsvFormat(
                all,
                List.copyOf(new TreeSet<>(cells)),
                skip == 0 ? other.skip : skip,
                separator == '\0' ? other.separator : separator,
                decimal == '\0' ? other.decimal : decimal);
    }

    /** The same with the kinds that were found. */
    CsvFormat with(String[] header, CellKind[] kinds) {
        CsvFormat all = this;
        for (int i = 0; i < header.length; i++) {
            all = all.with(kinds[i], header[i]);
        }
        return all;
    }

    /** A cell as it is to be read: null for one without a value. */
    String cell(String cell) {
        return cell == null || cell.isEmpty() || missing.contains(cell) ? null : cell;
    }

    int skipped() {
        return skip;
    }

    char separator() {
        return separator;
    }

    char decimal() {
        return decimal;
    }

    /**
     * Parses the result of {@link #toString}.
     *
     * @param text such a text
     * @return the format
     */
    public static CsvFormat parse(String text) {
        CsvFormat format = INFERRED;
        for (Call call : text.isEmpty() ? List.<Call>of() : Call.read(text)) {
            String[] names = call.names();
            format = switch (call.name()) {
                case "text" -> format.text(names);
                case "number" -> names.length == 1 ? format.number(names) : format.number(names[0], names[1].charAt(0));
                case "date" -> format.date(names[0], names[1]);
                case "time" -> format.time(names[0], names[1]);
                case "instant" -> format.instant(names[0]);
                case "missing" -> format.missing(names);
                case "decimal" -> format.decimal(names[0].charAt(0));
                case "separator" -> format.separator(names[0].charAt(0));
                case "skip" -> format.skip(call.number());
                default -> throw new IllegalArgumentException("a CSV format has no method " + call.name() + "(…)");
            };
        }
        return format;
    }

    /** The calls that give this format, such as {@code text("zip").skip(2)}. */
    @Override
    public String toString() {
        List<String> calls = new ArrayList<>();
        columns.values().forEach(said -> calls.add(said.kind.call().formatted(Call.quoted(said.name))));
        if (!missing.isEmpty()) {
            calls.add("missing("
                    + String.join(", ", missing.stream().map(Call::quoted).toList()) + ")");
        }
        if (decimal != '\0') {
            calls.add("decimal(" + Call.quoted(decimal) + ")");
        }
        if (separator != '\0') {
            calls.add("separator(" + Call.quoted(separator) + ")");
        }
        if (skip > 0) {
            calls.add("skip(" + skip + ")");
        }
        return String.join(".", calls);
    }
}
