package io.github.unspool.kernel.help;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis.Documentation;

/** Javadoc comments as HTML and as plain text. */
public final class Javadoc {
    private static final Pattern CODE = Pattern.compile("\\{@(?:code|literal)\\s+([^{}]*(?:\\{[^{}]*}[^{}]*)*)}");
    private static final Pattern LINK =
            Pattern.compile("\\{@link(?:plain)?\\s+(?:[\\w.]*\\.)?([\\w#]+(?:\\([^)]*\\))?)\\s*([^}]*)}");
    private static final Pattern OTHER_INLINE = Pattern.compile("\\{@\\w+\\s*([^}]*)}");
    private static final Pattern BLOCK = Pattern.compile("(?m)^\\s*@(\\w+)\\s+");
    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    private Javadoc() {}

    public static String html(List<Documentation> all) {
        return all.stream()
                .map(one -> "<b><code>" + escape(one.signature()) + "</code></b>" + htmlOf(one.javadoc()))
                .collect(Collectors.joining("<hr/>"));
    }

    public static String text(List<Documentation> all) {
        return all.stream().map(one -> one.signature() + textOf(one.javadoc())).collect(Collectors.joining("\n\n"));
    }

    private static String htmlOf(String comment) {
        if (comment == null) {
            return "";
        }
        String inline = CODE.matcher(comment).replaceAll(found -> quote("<code>" + escape(found.group(1)) + "</code>"));
        inline = LINK.matcher(inline).replaceAll(found -> quote("<code>" + label(found) + "</code>"));
        inline = OTHER_INLINE.matcher(inline).replaceAll("$1");
        return "<div>" + BLOCK.matcher(inline).replaceAll("<br/><b>$1</b> ") + "</div>";
    }

    private static String textOf(String comment) {
        if (comment == null) {
            return "";
        }
        String inline = CODE.matcher(comment).replaceAll(found -> quote(found.group(1)));
        inline = LINK.matcher(inline).replaceAll(found -> quote(label(found)));
        inline = OTHER_INLINE.matcher(inline).replaceAll("$1");
        return "\n"
                + TAG.matcher(BLOCK.matcher(inline).replaceAll("$1 "))
                        .replaceAll("")
                        .strip();
    }

    private static String label(MatchResult link) {
        String text =
                link.group(2).isBlank() ? link.group(1).replaceFirst("^#", "").replace('#', '.') : link.group(2);
        return escape(text);
    }

    private static String quote(String replacement) {
        return java.util.regex.Matcher.quoteReplacement(replacement);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
