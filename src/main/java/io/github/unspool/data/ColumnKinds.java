package io.github.unspool.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which kind each column of a file can still be, while its rows go by. */
final class ColumnKinds {
    private final String file;
    private final String[] header;
    private final List<List<CellKind>> open = new ArrayList<>();
    /** The first cell of each column that has a comma, and its row. */
    private final String[] commas;

    private final long[] commaRows;
    private final boolean[] filled;
    private long rows;

    ColumnKinds(String file, String[] header) {
        this.file = file;
        this.header = header;
        this.commas = new String[header.length];
        this.commaRows = new long[header.length];
        this.filled = new boolean[header.length];
        for (int i = 0; i < header.length; i++) {
            open.add(new ArrayList<>(CellKind.ALL));
        }
    }

    void see(String[] row) {
        rows++;
        for (int i = 0; i < row.length; i++) {
            String cell = row[i];
            open.get(i).removeIf(kind -> !kind.takes(cell));
            filled[i] |= !CellKind.isMissing(cell);
            if (commas[i] == null && cell != null && cell.indexOf(',') >= 0) {
                commas[i] = cell;
                commaRows[i] = rows;
            }
        }
    }

    long rows() {
        return rows;
    }

    /** The kind of each column; a column without any value is one of numbers. */
    CellKind[] decide(char separator) {
        boolean comma = some(CellKind.COMMAED, CellKind.POINTED);
        boolean point = some(CellKind.POINTED, CellKind.COMMAED) || !comma && separator == ',';
        CellKind[] kinds = new CellKind[header.length];
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = filled[i] ? decide(i, comma, point) : CellKind.POINTED;
        }
        return kinds;
    }

    /** Whether some column is numbers of the one kind and cannot be of the other. */
    private boolean some(CellKind kind, CellKind other) {
        return open.stream().anyMatch(kinds -> kinds.contains(kind) && !kinds.contains(other));
    }

    private CellKind decide(int column, boolean comma, boolean point) {
        List<CellKind> kinds = open.get(column);
        boolean both =
                kinds.containsAll(Arrays.asList(CellKind.POINTED, CellKind.COMMAED)) && !kinds.contains(CellKind.WHOLE);
        if (both && commas[column] != null && comma == point) {
            throw new IllegalArgumentException(
                    "%s: row %d of column \"%s\", %s, may be thousands or a decimal fraction; write numbers without commas"
                            .formatted(file, commaRows[column], header[column], commas[column]));
        }
        if (kinds.contains(CellKind.DAY_FIRST) && kinds.contains(CellKind.MONTH_FIRST)) {
            return CellKind.TEXT;
        }
        return both && comma && !point ? CellKind.COMMAED : kinds.get(0);
    }
}
