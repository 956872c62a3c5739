package io.github.unspool.data.table;

import io.github.unspool.file.Excerpt;
import io.github.unspool.file.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One builder call that was stored as text, as in the provenance of a model.
 *
 * @param name such as {@code window}
 * @param arguments such as {@code 28}, names without their quotes
 * @param made the texts of which values are made, such as that of {@code ZoneId.of("Europe/Berlin")}
 */
public record Call(String name, List<String> arguments, List<String> made) {
    private static final Pattern BEGIN = Pattern.compile("\\.?(\\w+)\\(");
    private static final String NAME = "\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"";
    private static final Pattern ARGUMENT = Pattern.compile(
            "(?:ZoneId\\.of|Duration\\.parse|Period\\.parse)\\(" + NAME + "\\)|" + NAME + "|([\\d.]++)",
            Pattern.DOTALL);
    private static final Pattern NEXT = Pattern.compile(", ");
    private static final Pattern END = Pattern.compile("\\)");

    /**
     * Reads calls from the beginning of a text.
     *
     * @throws IllegalArgumentException if it begins with something else
     */
    public static List<Call> read(String text) {
        List<Call> calls = new ArrayList<>();
        Matcher rest = BEGIN.matcher(text);
        for (Optional<MatchResult> begin = take(rest, BEGIN); begin.isPresent(); begin = take(rest, BEGIN)) {
            Call call = call(begin.get().group(1), rest);
            if (take(rest, END).isEmpty()) {
                break;
            }
            calls.add(call);
        }
        if (calls.isEmpty()) {
            throw new IllegalArgumentException(
                    "the model's description of its data cannot be parsed: " + Excerpt.of(text));
        }
        return calls;
    }

    /** A part, if it comes next; the rest then begins behind it. */
    private static Optional<MatchResult> take(Matcher rest, Pattern part) {
        if (!rest.usePattern(part).lookingAt()) {
            return Optional.empty();
        }
        MatchResult taken = rest.toMatchResult();
        rest.region(rest.end(), rest.regionEnd());
        return Optional.of(taken);
    }

    private static Call call(String name, Matcher rest) {
        Call call = new Call(name, new ArrayList<>(), new ArrayList<>());
        Optional<MatchResult> argument = take(rest, ARGUMENT);
        while (argument.isPresent()) {
            call.add(argument.get());
            argument = take(rest, NEXT).isPresent() ? take(rest, ARGUMENT) : Optional.empty();
        }
        return call;
    }

    private void add(MatchResult argument) {
        if (argument.group(1) != null) {
            made.add(Literal.unescaped(argument.group(1)));
        } else {
            arguments.add(argument.group(2) == null ? argument.group(3) : Literal.unescaped(argument.group(2)));
        }
    }

    /** A name as an argument of a call. */
    public static String quoted(Object name) {
        return Literal.of(name.toString());
    }

    public static String quoted(List<String> names) {
        return names.stream().map(Call::quoted).collect(Collectors.joining(", "));
    }

    /**
     * Its only argument, a number of rows.
     *
     * @throws IllegalArgumentException if it is none
     */
    public int number() {
        try {
            return Integer.parseInt(only());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the model has %s(%s), which is not a number of rows".formatted(name, Excerpt.of(only())), e);
        }
    }

    /** Its only argument. */
    public String only() {
        return only(arguments);
    }

    /** The only text of which it makes a value. */
    public String onlyMade() {
        return only(made);
    }

    private String only(List<String> values) {
        if (values.size() != 1) {
            throw new IllegalArgumentException("the model has %s with %s values".formatted(name, values.size()));
        }
        return values.get(0);
    }

    public String[] names() {
        return arguments.toArray(String[]::new);
    }
}
