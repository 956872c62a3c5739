package io.github.unspool.kernel;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.Snippet;

/** Which line of which cell a snippet of JShell was, to point at the user's own line when something goes wrong. */
final class CellSources {
    private final Map<String, Place> places = new ConcurrentHashMap<>();
    private final Map<Integer, List<String>> cells = new ConcurrentHashMap<>();
    private int cell;

    /** Where a snippet begins. */
    private record Place(int cell, int line, String code) {}

    /** A cell begins; what is added belongs to it. */
    void begin(int count, String code) {
        cell = count;
        cells.put(count, code.lines().toList());
    }

    void add(Snippet snippet, String code, int line) {
        places.put(snippet.id(), new Place(cell, line, code));
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
        // The cell's own line, since of a magic the snippet has only what JJava made of it.
        List<String> lines = cells.getOrDefault(place.cell, List.of());
        String where = place.cell == cell ? "" : "cell " + place.cell + ", ";
        return at < lines.size()
                ? "  %sline %d:  %s".formatted(where, at + 1, lines.get(at).strip())
                : null;
    }
}
