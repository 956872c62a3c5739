package io.github.unspool.file;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts as string literals of Java, in the builder calls that messages and models contain. */
public final class Literal {
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)", Pattern.DOTALL);

    private Literal() {}

    /**
     * Writes a text as a literal, on one line.
     *
     * @param text any text
     * @return the text in quotation marks, with quotation marks, backslashes, line ends and tabs escaped
     */
    public static String of(String text) {
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + '"';
    }

    /**
     * Reads what stands between the quotation marks of a literal.
     *
     * @param escaped a text with the escapes of {@link #of}
     * @return the text
     */
    public static String unescaped(String escaped) {
        return ESCAPE.matcher(escaped)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        switch (escape.group(1)) {
                            case "n" -> "\n";
                            case "r" -> "\r";
                            case "t" -> "\t";
                            default -> escape.group(1);
                        }));
    }
}
