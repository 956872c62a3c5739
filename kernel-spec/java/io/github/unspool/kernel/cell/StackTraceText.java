package io.github.unspool.kernel.cell;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * A whole stack trace, with lines of cells in the places of JShell's own classes, and without the kernel below them. A line that
 * calls itself stands once.
 */
final class StackTraceText {
    private final CellSources sources;
    private final StringBuilder text = new StringBuilder();
    private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private StackTraceText(CellSources sources) {
        this.sources = sources;
    }

    static String of(Throwable thrown, CellSources sources) {
        StackTraceText trace = new StackTraceText(sources);
        trace.add("", thrown);
        return trace.text.toString();
    }

    private void add(String role, Throwable thrown) {
        if (!seen.add(thrown)) {
            return;
        }
        text.append(Names.withoutJShell(role + thrown)).append('\n');
        StackTraceElement[] frames = thrown.getStackTrace();
        String before = "";
        for (int i = 0; i <= last(frames); i++) {
            String line = line(frames[i]);
            if (!line.equals(before)) {
                text.append(line);
            }
            before = line;
        }
        for (Throwable suppressed : thrown.getSuppressed()) {
            add("Suppressed: ", suppressed);
        }
        if (thrown.getCause() != null) {
            add("Caused by: ", thrown.getCause());
        }
    }

    private String line(StackTraceElement frame) {
        String place = sources.place(frame);
        return "    at " + (place == null ? frame.toString() : place.strip()) + "\n";
    }

    /** The outermost frame of a cell; what is below it is the kernel. */
    private int last(StackTraceElement[] frames) {
        for (int i = frames.length - 1; i >= 0; i--) {
            if (sources.isOfCell(frames[i])) {
                return i;
            }
        }
        return frames.length - 1;
    }
}
