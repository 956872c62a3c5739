package io.github.unspool.data;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One call of a chain that was kept as text, as in the provenance of a model.
 *
 * @param name such as {@code window}
 * @param arguments such as {@code 28}, names without their quotes
 */
record Call(String name, List<String> arguments) {
    private static final Pattern ARGUMENT =
            Pattern.compile("(?:ZoneId\\.of\\()?\"((?:[^\"\\\\]|\\\\.)*+)\"\\)?|([\\d.]+)", Pattern.DOTALL);
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)", Pattern.DOTALL);
    private static final Pattern CALL =
            Pattern.compile("\\.?(\\w+)\\((" + ARGUMENT.pattern() + ")?(?:, (?:" + ARGUMENT.pattern() + "))*\\)");

    /**
     * Reads calls from the beginning of a text.
     *
     * @throws IllegalArgumentException if it begins with something else
     */
    static List<Call> read(String text) {
        List<Call> calls = new ArrayList<>();
        Matcher call = CALL.matcher(text);
        while (call.lookingAt()) {
            calls.add(new Call(call.group(1), arguments(text.substring(call.end(1) + 1, call.end() - 1))));
            call.region(call.end(), text.length());
        }
        if (calls.isEmpty()) {
            throw new IllegalArgumentException(
                    "the model does not say in a form known here how its data was made: " + text);
        }
        return calls;
    }

    private static List<String> arguments(String text) {
        return ARGUMENT.matcher(text)
                .results()
                .map(argument -> argument.group(1) == null ? argument.group(2) : unquoted(argument.group(1)))
                .toList();
    }

    /** A name as it stands in a call: quotation marks, backslashes and line ends are escaped. */
    static String quoted(Object name) {
        String text = name.toString().replace("\\", "\\\\").replace("\"", "\\\"");
        return '"' + text.replace("\n", "\\n").replace("\r", "\\r") + '"';
    }

    static String quoted(List<String> names) {
        return names.stream().map(Call::quoted).collect(Collectors.joining(", "));
    }

    private static String unquoted(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        switch (escape.group(1)) {
                            case "n" -> "\n";
                            case "r" -> "\r";
                            default -> escape.group(1);
                        }));
    }

    int number() {
        return Integer.parseInt(arguments.get(0));
    }

    String[] names() {
        return arguments.toArray(String[]::new);
    }
}
