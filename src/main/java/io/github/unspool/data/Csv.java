package io.github.unspool.data;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.github.unspool.network.Memory;
import io.github.unspool.tribuo.TextProvenance.Source;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Files of comma-separated values as tables, with errors that say where.
 *
 * <p>The first line names the columns. Commas, semicolons or tabs separate, whichever the header has most of; lines end as
 * they like; text is UTF-8, with or without a mark at its beginning. A column is of the first kind that takes all its cells:
 * whole numbers; numbers such as 1,234.5, or 1.234,5; dates such as 2024-02-29, 2024/2/29, 29.2.2024, 2024-02, or with
 * slashes where it shows which is the day; date-times; date-times with their zone, as instants; text. Nothing, {@code NA},
 * {@code NaN}, {@code null} and {@code none} are missing values, but in a column of text only nothing is.
 */
public final class Csv {
    /** A number in a column, and the column anew while it grows; docs/data.md says how it was measured. */
    private static final long BYTES_PER_CELL = 20;

    private static final int MOST_COLUMNS = 10_000;

    private final Path file;
    private final String name;
    private final CsvScan scan;
    private final char separator;
    private final String[] header;

    private Csv(Path file) throws IOException {
        this.file = file;
        this.name = file.getFileName().toString();
        this.scan = CsvScan.of(file);
        String first = firstLine();
        this.separator = CsvScan.separator(first);
        Memory.check(name + " as a table", scan.cells(separator) * BYTES_PER_CELL);
        CsvParser parser = parser();
        try (Reader in = open()) {
            parser.beginParsing(in);
            this.header = header(parser.parseNext());
            parser.stopParsing();
        }
    }

    /**
     * Reads a file.
     *
     * @param file such as {@code Path.of("births.csv")}
     * @return a table of that name
     * @throws IllegalArgumentException if it is not such a file, or larger than Java's memory; the message says where and
     *     what to do
     * @throws UncheckedIOException if it cannot be read
     */
    public static Table read(Path file) {
        return load(file).table();
    }

    static TableFile load(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    Files.exists(file)
                            ? file + " is a directory; name a file in it"
                            : "there is no file " + file.toAbsolutePath());
        }
        try {
            Csv csv = new Csv(file);
            return new TableFile(csv.table(), new Source(csv.name, csv.scan.sha256Hex()));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private BufferedReader open() throws IOException {
        BufferedReader in = Files.newBufferedReader(file);
        in.mark(1);
        if (in.read() != '\ufeff') {
            in.reset();
        }
        return in;
    }

    private String firstLine() throws IOException {
        try (BufferedReader in = open()) {
            String line = in.readLine();
            while (line != null && line.isBlank()) {
                line = in.readLine();
            }
            if (line == null) {
                throw new IllegalArgumentException(
                        name + " is empty; give it a line of column names and a line for each row");
            }
            return line;
        }
    }

    private CsvParser parser() {
        CsvParserSettings settings = new CsvParserSettings();
        settings.setLineSeparatorDetectionEnabled(true);
        settings.getFormat().setDelimiter(separator);
        settings.getFormat().setComment('\0');
        settings.setMaxCharsPerColumn(-1);
        settings.setMaxColumns(MOST_COLUMNS);
        return new CsvParser(settings);
    }

    private String[] header(String[] cells) {
        String[] names = new String[cells.length];
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < cells.length; i++) {
            names[i] = cells[i] == null ? "column " + (i + 1) : cells[i];
            if (!seen.add(names[i].toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "%s has two columns called \"%s\"; rename one".formatted(name, names[i]));
            }
        }
        if (Arrays.stream(names).allMatch(CellKind.POINTED::takes)) {
            throw new IllegalArgumentException(
                    "%s begins with numbers, not with the names of its columns; put a line of names before them"
                            .formatted(name));
        }
        return names;
    }

    /** Twice through the file: to see of which kind each column is, and to fill it; so that memory holds only the columns. */
    private Table table() throws IOException {
        ColumnKinds kinds = new ColumnKinds(name, header);
        each(kinds::see);
        if (kinds.rows() == 0) {
            throw new IllegalArgumentException(
                    "%s has column names (%s) and no rows".formatted(name, String.join(", ", header)));
        }
        CellKind[] of = kinds.decide(separator);
        List<Column<?>> columns = IntStream.range(0, header.length)
                .<Column<?>>mapToObj(i -> of[i].column().apply(header[i]))
                .toList();
        each(row -> {
            for (int i = 0; i < row.length; i++) {
                of[i].append(columns.get(i), row[i]);
            }
        });
        return Table.create(name, columns);
    }

    private void each(Consumer<String[]> reader) throws IOException {
        CsvParser parser = parser();
        try (Reader in = open()) {
            parser.beginParsing(in);
            parser.parseNext();
            long rows = 0;
            for (String[] row = parser.parseNext(); row != null; row = parser.parseNext()) {
                rows++;
                if (row.length != header.length) {
                    throw new IllegalArgumentException(
                            "%s: row %d, which ends in line %d, has %d cells, and the header %d (%s)"
                                    .formatted(
                                            name,
                                            rows,
                                            parser.getContext().currentLine(),
                                            row.length,
                                            header.length,
                                            String.join(", ", header)));
                }
                reader.accept(row);
            }
        } catch (TextParsingException e) {
            throw new IllegalArgumentException(
                    "%s: line %d has more than %d cells".formatted(name, e.getLineIndex() + 1, MOST_COLUMNS), e);
        }
    }
}
