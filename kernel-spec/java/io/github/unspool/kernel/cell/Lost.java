package io.github.unspool.kernel.cell;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls of an immutable builder whose value is lost, which look as if they changed something. */
final class Lost {
    private static final Set<String> BUILDERS =
            Set.of("io.github.unspool.Rnn", "io.github.unspool.LayeredRnn", "io.github.unspool.compare.Compare");

    /** A call of a method of a variable. */
    private static final Pattern CALL = Pattern.compile("\\s*([a-z]\\w*)\\s*\\..*\\)\\s*;?\\s*", Pattern.DOTALL);

    private Lost() {}

    /** Prints what to write, if the value of a statement that others follow is such a builder. */
    static void hint(String source, Object value) {
        Matcher call = CALL.matcher(source);
        if (value != null && BUILDERS.contains(value.getClass().getName()) && call.matches()) {
            String code = source.strip().replaceAll(";$", "");
            System.err.println("%s; changes nothing, since each call returns a new object. Write %s = %s;"
                    .formatted(code, call.group(1), code));
        }
    }
}
