package io.github.unspool.data.csv;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldModifier;
import io.github.unspool.data.table.CellKind;
import io.github.unspool.file.Excerpt;
import io.github.unspool.runtime.Memory;
import io.github.unspool.tribuo.provenance.TextProvenance.Source;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Reads files of comma-separated values into tables; error messages name the row and the column.
 *
 * <p>The first line names the columns. The separator is a comma, a semicolon or a tab, whichever occurs most often in the
 * header; any line ends are accepted; the encoding is UTF-8, with or without a byte order mark. A column has the first type
 * that fits all its cells: whole numbers; numbers such as 1,234.5, or 1.234,5; dates such as 2024-02-29, 2024/2/29,
 * 29.2.2024, 2024-02, or with slashes if the day is unambiguous; date-times; date-times with their zone, as instants; text.
 * Empty cells, {@code NA}, {@code NaN}, {@code null} and {@code none} are missing values; in a column of text only empty
 * cells are. A column with codes such as 01, 1E10 or numbers of 17 digits is text.
 *
 * <p>Ambiguous columns are refused; the message names the row, the possible readings, and the method of {@link CsvFormat}
 * that decides. This concerns columns in which nearly all cells are numbers or times, and numbers such as 1,234 if no other
 * number shows the decimal mark.
 */
public final class Csv {
    /** A number in a column, and the column anew while it grows; docs/data.md says how it was measured. */
    private static final long BYTES_PER_CELL = 20;
    /** Of a line, while it is cut into cells by buffers that grow. */
    private static final int BYTES_PER_CHARACTER = 8;

    /** Spaces around a cell belong to it only in quotes. */
    private static final FieldModifier STRIPPED = new FieldModifier() {
        @Override
        public String modify(long line, int field, boolean quoted, String cell) {
            return quoted ? cell : cell.strip();
        }
    };

    private final Path file;
    private final String name;
    private final CsvFormat format;
    private final CsvScan scan;
    private final char separator;
    /** Lines before that of the names. */
    private final int before;

    private final String[] header;

    private Csv(Path file, CsvFormat format) throws IOException {
        this.file = file;
        this.format = format;
        this.name = file.getFileName().toString();
        this.scan = CsvScan.of(file);
        Memory.check(name + ", for its longest line,", scan.longestLine() * BYTES_PER_CHARACTER);
        List<String> first = firstLines();
        char excel = CsvScan.excelSeparator(first.get(0));
        this.before = format.skipped() + (excel == '\0' ? 0 : 1);
        char said = format.separator() == '\0' ? excel : format.separator();
        this.separator = said == '\0' ? CsvScan.separator(first.get(excel == '\0' ? 0 : 1)) : said;
        Memory.check(name + " as a table", scan.cells(separator) * BYTES_PER_CELL);
        try (CsvReader<CsvRecord> records = records()) {
            this.header = header(next(records.iterator()).getFields().toArray(String[]::new));
        }
    }

    /**
     * Converts a table with a row for each series and a column for each time to long format, with a row for each time, as
     * {@code Sequences.series(Csv.melt(table, "country"), "value").id("country").time("time")} reads it.
     *
     * @param wide a table whose columns other than {@code ids} are named by times and contain numbers
     * @param ids the columns that identify the series
     * @return a table of those columns, {@code time} and {@code value}, series by series
     * @throws IllegalArgumentException if other columns are not named by times in one format, or do not contain numbers
     */
    public static Table melt(Table wide, String... ids) {
        return new Melting(wide, ids).table();
    }

    /**
     * Reads a file.
     *
     * @param file such as {@code Path.of("births.csv")}
     * @return a table of that name
     * @throws IllegalArgumentException if it is not a valid CSV file, or too large for the available memory; the message
     *     names the place and a remedy
     * @throws UncheckedIOException if it cannot be read
     */
    public static Table read(Path file) {
        return load(file, CsvFormat.INFERRED).table();
    }

    /**
     * Reads a file.
     *
     * @param file such as {@code "births.csv"}
     * @return a table of that name
     * @throws IllegalArgumentException as above
     * @throws UncheckedIOException if it cannot be read
     */
    public static Table read(String file) {
        return read(Path.of(file));
    }

    /**
     * Reads a file with a given format.
     *
     * @param file such as {@code Path.of("births.csv")}
     * @param format the format, such as {@code c -> c.text("zip").missing("?")}
     * @return a table of that name
     * @throws IllegalArgumentException as above, or if a cell does not have the given type of its column
     * @throws UncheckedIOException if it cannot be read
     */
    public static Table read(Path file, UnaryOperator<CsvFormat> format) {
        return load(file, format.apply(CsvFormat.INFERRED)).table();
    }

    /**
     * Reads a file and keeps its hash and the kinds of its columns.
     *
     * @param file the file
     * @param format what is known of its columns
     * @return the table with its source
     */
    public static TableFile load(Path file, CsvFormat format) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    Files.exists(file)
                            ? file + " is a directory; choose a file in it"
                            : "there is no file " + file.toAbsolutePath());
        }
        try {
            return new Csv(file, format).table();
        } catch (IOException | UncheckedIOException e) {
            throw new UncheckedIOException(
                    file + " cannot be read: " + e.getMessage(), e instanceof IOException io ? io : new IOException(e));
        } catch (CsvParseException e) {
            throw new IllegalArgumentException(
                    "%s cannot be read as CSV: %s".formatted(file, Excerpt.of(e.getMessage())), e);
        } catch (IllegalArgumentException e) {
            // The names and cells in it are the file's.
            throw new IllegalArgumentException(Excerpt.visible(e.getMessage()), e.getCause());
        }
    }

    /** Behind the mark of its beginning and the lines that are left out. */
    private BufferedReader open(int lines) throws IOException {
        BufferedReader in = Files.newBufferedReader(file);
        in.mark(1);
        if (in.read() != '\ufeff') {
            in.reset();
        }
        for (int i = 0; i < lines; i++) {
            if (in.readLine() == null) {
                break;
            }
        }
        return in;
    }

    /** The first two that are not blank; the second may be empty. */
    private List<String> firstLines() throws IOException {
        try (BufferedReader in = open(format.skipped())) {
            List<String> lines =
                    in.lines().filter(line -> !line.isBlank()).limit(2).toList();
            if (lines.isEmpty()) {
                throw new IllegalArgumentException(
                        name + " is empty; it needs a line of column names and a line for each row");
            }
            return List.of(lines.get(0), lines.size() > 1 ? lines.get(1) : "");
        }
    }

    private CsvReader<CsvRecord> records() throws IOException {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .commentStrategy(CommentStrategy.NONE)
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .trimWhitespacesAroundQuotes(true)
                .build(CsvRecordHandler.of(handler -> handler.fieldModifier(STRIPPED)), open(before));
    }

    /** The next record that is not a blank line; null if there is none. */
    private static CsvRecord next(Iterator<CsvRecord> records) {
        while (records.hasNext()) {
            CsvRecord record = records.next();
            if (!isBlank(record)) {
                return record;
            }
        }
        return null;
    }

    private static boolean isBlank(CsvRecord record) {
        return record.getFieldCount() == 1 && record.getField(0).isEmpty();
    }

    private String[] header(String[] cells) {
        String[] names = new String[cells.length];
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < cells.length; i++) {
            names[i] = cells[i].isEmpty() ? "column " + (i + 1) : cells[i];
            if (!seen.add(names[i].toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "%s has two columns named \"%s\"; rename one".formatted(name, names[i]));
            }
        }
        if (Arrays.stream(names).allMatch(CellKind.POINTED::takes)) {
            throw new IllegalArgumentException(
                    "%s begins with numbers, not with column names; add a line of names at the top".formatted(name));
        }
        return names;
    }

    /** Twice through the file: to see of which kind each column is, and to fill it; so that memory holds only the columns. */
    private TableFile table() throws IOException {
        CellKind[] said = format.kinds(name, header);
        ColumnKinds kinds = new ColumnKinds(name, header, said);
        each(kinds::see);
        if (kinds.rows() == 0) {
            throw new IllegalArgumentException("%s has column names (%s) but no rows".formatted(name, names()));
        }
        CellKind[] of = kinds.decide(separator, format.decimal());
        List<Column<?>> columns = IntStream.range(0, header.length)
                .<Column<?>>mapToObj(i -> of[i].column().apply(header[i]))
                .toList();
        each(row -> {
            for (int i = 0; i < row.length; i++) {
                of[i].append(columns.get(i), row[i]);
            }
        });
        Table table = Table.create(name, columns);
        return new TableFile(table, new Source(name, scan.sha256Hex()), format.with(header, of));
    }

    /** Blank lines are no rows, but in a file of one column, where one between others is a row without a value. */
    private void each(Consumer<String[]> reader) throws IOException {
        try (CsvReader<CsvRecord> records = records()) {
            Iterator<CsvRecord> all = records.iterator();
            next(all);
            long rows = 0;
            long blank = 0;
            while (all.hasNext()) {
                CsvRecord record = all.next();
                if (isBlank(record)) {
                    blank++;
                    continue;
                }
                for (; blank > 0 && header.length == 1; blank--, rows++) {
                    reader.accept(new String[] {null});
                }
                blank = 0;
                rows++;
                reader.accept(cells(record, rows));
            }
        }
    }

    private String names() {
        return Excerpt.of(String.join(", ", header));
    }

    private String[] cells(CsvRecord record, long row) {
        if (record.getFieldCount() != header.length) {
            throw new IllegalArgumentException(
                    "%s: row %s, which begins in line %s, has %s cells, and the header %s (%s)"
                            .formatted(
                                    name,
                                    row,
                                    record.getStartingLineNumber() + before,
                                    record.getFieldCount(),
                                    header.length,
                                    names()));
        }
        String[] cells = new String[header.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = format.cell(record.getField(i));
        }
        return cells;
    }
}
