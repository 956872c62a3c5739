package io.github.unspool.kernel.cell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/**
 * The values of expressions that no variable holds. JShell keeps each as a variable {@code $12}, for ever; here all but the last
 * are dropped, unless a cell has used their name.
 */
final class Results {
    private static final Pattern NAME = Pattern.compile("\\$\\d+");

    private final int most;
    private final Deque<Result> kept = new ArrayDeque<>();
    private final Set<String> used = new HashSet<>();

    /** A value, by the class that holds it. */
    private record Result(Snippet snippet, Class<?> holder, String name) {}

    /**
     * None yet.
     *
     * @param most how many are kept
     */
    Results(int most) {
        this.most = most;
    }

    /** Remembers the names that a cell uses. */
    void read(String code) {
        for (Matcher name = NAME.matcher(code); name.find(); ) {
            used.add(name.group());
        }
    }

    void add(Snippet snippet, Class<?> holder, String name) {
        kept.add(new Result(snippet, holder, name));
    }

    /** After a cell: drops those that are too many. */
    void trim(JShell shell) {
        while (kept.size() > most) {
            Result oldest = kept.remove();
            if (!used.contains(oldest.name) && shell.status(oldest.snippet).isActive()) {
                shell.drop(oldest.snippet);
                CellLoader.clear(oldest.holder, oldest.name);
            }
        }
    }
}
