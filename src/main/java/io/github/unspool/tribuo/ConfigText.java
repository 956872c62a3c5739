package io.github.unspool.tribuo;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names as they stand in a configuration. XML cannot hold control characters, makes blanks of tabs and new lines, and OLCUT drops blanks at
 * the ends, so they are written as <code>&#92;u0009</code>, and a backslash as two. A single backslash before anything else is read as itself.
 */
final class ConfigText {
    private static final Pattern UNSAFE =
            Pattern.compile("[\\\\\\p{Cntrl}\\u0080-\\u009f\\ufffe\\uffff\\p{Cs}]|^\\s|\\s$");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(?:(\\\\)|u([0-9a-f]{4}))");

    private ConfigText() {}

    static String write(String name) {
        return UNSAFE.matcher(name)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group().equals("\\")
                                ? "\\\\"
                                : "\\u%04x".formatted((int) found.group().charAt(0))));
    }

    static String read(String text) {
        return ESCAPED.matcher(text).replaceAll(found -> Matcher.quoteReplacement(character(found)));
    }

    private static String character(MatchResult escaped) {
        return escaped.group(1) != null ? escaped.group(1) : Character.toString(Integer.parseInt(escaped.group(2), 16));
    }
}
