package io.github.unspool.kernel.cell;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import jdk.jshell.Diag;
import jdk.jshell.SourceCodeAnalysis;

/** Code that the compiler refuses although it can only mean one thing. */
final class Repair {
    private static final Pattern PUBLIC_CONSTRUCTOR = Pattern.compile(
            "invalid \\w+ constructor in record .*attempting to assign stronger access privileges; was public.*",
            Pattern.DOTALL);

    private Repair() {}

    /**
     * The statement as it was meant.
     *
     * @param statement what the compiler refuses
     * @param code what it is the first statement of
     * @return another statement, or null
     */
    static Statement of(SourceCodeAnalysis analysis, Statement statement, String code, List<Diag> errors) {
        for (Diag error : errors) {
            String message = error.getMessage(Locale.ROOT);
            if (message.startsWith("';' expected")) {
                return statement.endingWithItsLine(analysis, code);
            }
            if (PUBLIC_CONSTRUCTOR.matcher(message).matches()) {
                return withPublic(statement, (int) error.getStartPosition());
            }
        }
        return null;
    }

    /** JShell makes records public, and Java wants their constructors to be so too. */
    private static Statement withPublic(Statement statement, int at) {
        String source = statement.source();
        if (at < 0 || at > source.length() || source.startsWith("public", at)) {
            return null;
        }
        return new Statement(source.substring(0, at) + "public " + source.substring(at), statement.rest());
    }
}
