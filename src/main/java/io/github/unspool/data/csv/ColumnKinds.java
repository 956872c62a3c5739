package io.github.unspool.data.csv;

import io.github.unspool.data.table.CellKind;
import io.github.unspool.data.table.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Infers the type of each column of a file while its rows are read. */
final class ColumnKinds {
    private final String file;
    private final List<Cells> columns = new ArrayList<>();
    private long rows;

    /** The given types of columns; null for columns whose type is inferred. */
    ColumnKinds(String file, String[] header, CellKind[] said) {
        this.file = file;
        for (int i = 0; i < header.length; i++) {
            columns.add(new Cells(header[i], said[i]));
        }
    }

    void see(String[] row) {
        rows++;
        for (int i = 0; i < row.length; i++) {
            columns.get(i).see(row[i]);
        }
    }

    long rows() {
        return rows;
    }

    /** The kind of each column; a column without any value is one of numbers. */
    CellKind[] decide(char separator, char decimal) {
        return columns.stream().map(cells -> cells.decide(separator, decimal)).toArray(CellKind[]::new);
    }

    /** How many cells a kind takes, and the first that it does not. */
    private static final class Tally {
        private final CellKind kind;
        private long taken;
        private long oddRow;
        private String odd;

        Tally(CellKind kind) {
            this.kind = kind;
        }

        void see(String cell, long row) {
            if (kind.takes(cell)) {
                taken++;
            } else if (odd == null) {
                odd = cell;
                oddRow = row;
            }
        }
    }

    private final class Cells {
        /** After so many cells a kind that took hardly any is dropped. */
        private static final int FEW = 16;
        /** One cell of so many may be an odd one among others. */
        private static final int ODD = 5;

        private static final Pattern SEASON = Pattern.compile("\\d{4}-\\d{2}");

        private final String name;
        private final CellKind said;
        private final List<Tally> open = new ArrayList<>();
        private long filled;
        private boolean hasCode;
        private boolean areSeasons = true;
        /** The first cell with a decimal mark, or one between thousands, and its row. */
        private String marked;

        private long markedRow;
        private boolean hasComma;

        Cells(String name, CellKind said) {
            this.name = name;
            this.said = said;
            for (CellKind kind : said == null ? CellKind.ALL : List.of(said)) {
                if (kind == CellKind.NUMBER) {
                    open.add(new Tally(CellKind.WHOLE));
                    open.add(new Tally(CellKind.LONG));
                    open.add(new Tally(CellKind.POINTED));
                    open.add(new Tally(CellKind.COMMAED));
                } else if (kind != CellKind.TEXT) {
                    open.add(new Tally(kind));
                }
            }
        }

        void see(String cell) {
            if (CellKind.isMissing(cell)) {
                return;
            }
            filled++;
            if (said == null && !hasCode && CellKind.isCode(cell)) {
                hasCode = true;
                open.clear();
            }
            for (int i = 0; i < open.size(); i++) {
                open.get(i).see(cell, rows);
            }
            if (filled % FEW == 0 && !open.isEmpty()) {
                open.removeIf(tally -> said == null && ODD * tally.taken < (ODD - 1) * filled);
            }
            if (!open.isEmpty()) {
                mark(cell);
                areSeasons &= isSeason(cell);
            }
        }

        private void mark(String cell) {
            boolean comma = cell.indexOf(',') >= 0;
            if (marked == null && (comma || cell.indexOf('.') >= 0)) {
                marked = cell;
                markedRow = rows;
            }
            hasComma |= comma;
        }

        /** Such as 2001-02, which is no month if all are like it. */
        private static boolean isSeason(String cell) {
            return cell.length() == "2001-02".length()
                    && SEASON.matcher(cell).matches()
                    && (Integer.parseInt(cell.substring(2, 4)) + 1) % 100 == Integer.parseInt(cell.substring(5));
        }

        CellKind decide(char separator, char decimal) {
            if (said == CellKind.TEXT || filled > 0 && hasCode) {
                return CellKind.TEXT;
            }
            if (filled == 0) {
                return said == null ? CellKind.POINTED : said;
            }
            List<CellKind> kinds = open.stream()
                    .filter(tally -> tally.taken == filled)
                    .map(tally -> tally.kind)
                    .toList();
            if (kinds.isEmpty()) {
                return odd();
            }
            if (kinds.contains(CellKind.WHOLE) || !kinds.get(0).isNumber()) {
                return times(kinds);
            }
            boolean both = kinds.contains(CellKind.POINTED) && kinds.contains(CellKind.COMMAED);
            return both && marked != null ? numbers(separator, decimal) : kinds.get(0);
        }

        /** Only in a file with commas between its cells does a point show that it is a decimal one. */
        private CellKind numbers(char separator, char decimal) {
            if (decimal != '\0') {
                return CellKind.number(decimal);
            }
            if (!hasComma && separator == ',') {
                return CellKind.POINTED;
            }
            throw new IllegalArgumentException(
                    "%s: row %s of column \"%s\" is %s, which may be %s or %s; write number(\"%s\", '.') if the point is the decimal mark, or number(\"%s\", ',') if the comma is"
                            .formatted(
                                    file,
                                    markedRow,
                                    name,
                                    marked,
                                    Columns.plain(
                                            (Double) CellKind.POINTED.parse().apply(marked)),
                                    Columns.plain(
                                            (Double) CellKind.COMMAED.parse().apply(marked)),
                                    name,
                                    name));
        }

        /** Text where it is open which is the day, or whether it is a month at all: whoever needs a time refuses it. */
        private CellKind times(List<CellKind> kinds) {
            boolean isOpen = said == null
                    && (kinds.contains(CellKind.DAY_FIRST) && kinds.contains(CellKind.MONTH_FIRST)
                            || kinds.contains(CellKind.DAY_FIRST_TIME) && kinds.contains(CellKind.MONTH_FIRST_TIME)
                            || kinds.get(0) == CellKind.MONTH && areSeasons && filled > 1);
            return isOpen ? CellKind.TEXT : kinds.get(0);
        }

        /** Text, unless nearly all cells are of one kind. */
        private CellKind odd() {
            Tally best = null;
            for (Tally tally : open) {
                best = best == null || tally.taken > best.taken ? tally : best;
            }
            if (best == null || said == null && (ODD * best.taken < (ODD - 1) * filled || filled < ODD)) {
                return CellKind.TEXT;
            }
            String what = best.kind.name().replaceFirst("^a ", "") + "s";
            String wanted = said == null
                    ? "%s of its %s cells are %s; write missing(\"%s\") if it marks a missing value, or text(\"%s\") if the column contains text"
                            .formatted(best.taken, filled, what, best.odd, name)
                    : "it should be %s; write missing(\"%s\") if it marks a missing value, or correct it"
                            .formatted(said.name(), best.odd);
            throw new IllegalArgumentException("%s: row %s of column \"%s\" is \"%s\", and %s"
                    .formatted(file, best.oddRow, name, best.odd, wanted));
        }
    }
}
