package io.github.unspool.kernel.cell;

import static java.util.stream.Collectors.joining;

import io.github.unspool.kernel.magic.SourceText;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Diag;
import jdk.jshell.SourceCodeAnalysis;

/** Code that the compiler refuses although it can only mean one thing. */
final class Repair {
    private static final Pattern PUBLIC_CONSTRUCTOR = Pattern.compile(
            "invalid \\w+ constructor in record .*attempting to assign stronger access privileges; was public.*",
            Pattern.DOTALL);

    private static final Pattern IMPORT = Pattern.compile("\\s*import\\b");
    /** A type up to its body. */
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface)\\s+(\\w+)[^{]*(?=\\{)");

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
            if (message.startsWith("sealed class must have subclasses")) {
                return withSubclasses(statement);
            }
        }
        return null;
    }

    /** An import that only misses its semicolon before the next line, for which JShell waits. */
    static Statement ofImport(SourceCodeAnalysis analysis, String code) {
        return IMPORT.matcher(new SourceText(code).code()).lookingAt()
                ? new Statement(code, "").endingWithItsLine(analysis, code)
                : null;
    }

    /** In a file, Java finds the subclasses of a sealed type; JShell compiles it before them. */
    private static Statement withSubclasses(Statement statement) {
        Matcher type = TYPE.matcher(new SourceText(statement.source()).code());
        if (!type.find()) {
            return null;
        }
        Pattern subclass = Pattern.compile("\\b(?:class|interface|record|enum)\\s+(\\w+)[^{};]*"
                + "\\b(?:extends|implements)\\b[^{};]*\\b" + type.group(1) + "\\b");
        String names = subclass.matcher(new SourceText(statement.rest()).code())
                .results()
                .map(found -> found.group(1))
                .distinct()
                .collect(joining(", "));
        String source = statement.source();
        return names.isEmpty()
                ? null
                : new Statement(
                        source.substring(0, type.end()) + " permits " + names + " " + source.substring(type.end()),
                        statement.rest());
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
