package io.github.unspool.kernel.cell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/** Which line of which cell a snippet of JShell was, to point at the user's own line when something goes wrong. */
public final class CellSources {
    private final Map<String, Place> places = new ConcurrentHashMap<>();
    private final Map<Integer, List<String>> cells = new ConcurrentHashMap<>();
    private SnippetLines snippets;
    private int cell;
    private String code = "";

    /** Where a snippet begins. */
    private record Place(int cell, int line, String code) {}

    /** The shell whose snippets they are. */
    void use(JShell shell) {
        if (snippets == null) {
            snippets = new SnippetLines(shell);
        }
    }

    /** After a cell: what JShell keeps for nothing goes. */
    void tidy(JShell shell) {
        new PastSnippets(shell, snippets).forget();
    }

    /** A cell begins; what is added belongs to it. */
    public void begin(int count, String ofCell) {
        cell = count;
        code = ofCell;
        cells.put(count, ofCell.lines().toList());
    }

    /** The line of the cell at which a part of it begins, such as what stands below a magic; from 0. */
    int lineOf(String part) {
        int at = code.indexOf(part);
        return at < 0
                ? 0
                : (int) code.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    void add(Snippet snippet, String source, int line) {
        places.put(snippet.id(), new Place(cell, line, source));
    }

    /**
     * A line as text, or null if it is not from a cell.
     *
     * @param snippet the snippet's id
     * @param line the line within the snippet, from 1
     */
    String line(String snippet, int line) {
        Place place = places.get(snippet);
        if (place == null || place.cell == 0) {
            return null;
        }
        // JShell takes the white space before a snippet for a part of it, but does not count its lines.
        int blank = (int) place.code
                .chars()
                .takeWhile(Character::isWhitespace)
                .filter(c -> c == '\n')
                .count();
        int at = place.line + blank + line - 1;
        // The cell's own line, since of a magic the snippet has only what the kernel made of it.
        List<String> lines = cells.getOrDefault(place.cell, List.of());
        String where = place.cell == cell ? "" : "cell " + place.cell + ", ";
        return at < lines.size()
                ? "  %sline %s:  %s".formatted(where, at + 1, lines.get(at).strip())
                : null;
    }

    /**
     * The lines of cells that code went through, the innermost first, each snippet with its innermost line only.
     *
     * @param most how many at most
     */
    List<String> lines(StackTraceElement[] frames, int most) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (StackTraceElement frame : frames) {
            SnippetLines.Line line = snippets.of(frame);
            if (line != null) {
                lines.computeIfAbsent(line.snippet(), id -> line(id, line.line()));
            }
        }
        return lines.values().stream().limit(most).toList();
    }

    /** Whether a frame is of code that a user wrote. */
    boolean isOfCell(StackTraceElement frame) {
        return snippets.of(frame) != null;
    }

    /** The whole stack trace of a failure, with lines of cells where JShell's own classes stand. */
    public String trace(CellFailure failure) {
        if (failure.thrown() == null) {
            return failure.getMessage() + "\n" + String.join("\n", failure.details()) + "\n";
        }
        return StackTraceText.of(failure.thrown(), this);
    }

    /** Where a frame is, as a user knows it, or null if it is no cell's. */
    String place(StackTraceElement frame) {
        SnippetLines.Line line = snippets.of(frame);
        return line == null ? null : line(line.snippet(), line.line());
    }
}
