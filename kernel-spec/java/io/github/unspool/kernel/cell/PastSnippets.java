package io.github.unspool.kernel.cell;

import java.lang.reflect.InaccessibleObjectException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/**
 * Snippets that no later one can refer to: statements, and declarations that were dropped or replaced. JShell keeps the text of
 * each with all imports, twice, and has no method to forget it, hence the reflection; the names are the same in the JDKs 17 to
 * 25. Their classes stay, since their code may still run, and so do the lines of these.
 */
final class PastSnippets {
    private final JShell shell;
    private final SnippetLines lines;

    /**
     * Those of a shell.
     *
     * @param lines gets their lines
     */
    PastSnippets(JShell shell, SnippetLines lines) {
        this.shell = shell;
        this.lines = lines;
    }

    /** Makes JShell forget them; one that has changed inside keeps what it has. */
    @SuppressWarnings("unchecked")
    void forget() {
        try {
            Object maps = SnippetLines.field(shell, "maps");
            Collection<Snippet> all = (Collection<Snippet>) SnippetLines.field(maps, "snippets");
            List<Snippet> byKey = (List<Snippet>) SnippetLines.field(maps, "keyIndexToSnippet");
            Map<String, ?> wraps =
                    (Map<String, ?>) SnippetLines.field(SnippetLines.field(shell, "outerMap"), "classOuters");
            for (Snippet snippet : all.stream().filter(this::isPast).toList()) {
                forgetText(snippet, wraps);
                all.remove(snippet);
            }
            byKey.replaceAll(snippet -> isPast(snippet) && !isAskedFor(snippet) ? null : snippet);
        } catch (ReflectiveOperationException | InaccessibleObjectException | ClassCastException e) {
            // A JDK that has changed inside.
        }
    }

    private boolean isPast(Snippet snippet) {
        return snippet != null
                && !(snippet.kind().isPersistent() && shell.status(snippet).isActive());
    }

    /** Whether JShell still asks what it lacks when old code runs into it. */
    private static boolean isAskedFor(Snippet snippet) {
        return snippet.kind().isPersistent() && snippet.subKind() != Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
    }

    /** Forgets the text of a snippet's class, unless there is a newer one or it is shared with a snippet that is not past. */
    private void forgetText(Snippet snippet, Map<String, ?> wraps) throws ReflectiveOperationException {
        Object wrap = SnippetLines.call(snippet, "outerWrap");
        if (wrap == null) {
            return;
        }
        Object name = SnippetLines.call(wrap, "className");
        if (wraps.get(name) == wrap && snippets(wrap).stream().allMatch(this::isPast)) {
            lines.keep(SnippetLines.className(snippet), wrap);
            wraps.remove(name);
        }
    }

    @SuppressWarnings("unchecked")
    private static Collection<Snippet> snippets(Object wrap) throws ReflectiveOperationException {
        return ((Map<?, Snippet>) SnippetLines.field(wrap, "wrapToSnippet")).values();
    }
}
