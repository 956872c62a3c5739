package io.github.unspool.kernel.cell;

import io.github.unspool.kernel.magic.SourceText;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * The first statement of some code.
 *
 * @param source the statement
 * @param rest what follows it
 */
record Statement(String source, String rest) {
    /** Who writes more lines without a semicolon reads of it in the compiler's message. */
    private static final int MOST_LINES = 100;

    /** What goes on with the statement before it. */
    private static final Pattern CONTINUED = Pattern.compile("\\s*(?:else|catch|finally|while)\\b");

    /** What goes on with the line before it; a while may also begin a loop. */
    private static final Pattern SECOND_PART = Pattern.compile("\\s*(?:else|catch|finally)\\b");

    /**
     * As JShell finds it.
     *
     * @param code all that is left of the cell
     */
    static Statement of(SourceCodeAnalysis analysis, CompletionInfo found, String code) {
        Statement whole = new Statement(found.source(), found.remaining() == null ? "" : found.remaining());
        return found.completeness() == Completeness.UNKNOWN ? whole.beforeError(analysis, code) : whole;
    }

    /** Of code that cannot be read to its end JShell would run the first declaration, and say nothing of the rest. */
    private Statement beforeError(SourceCodeAnalysis analysis, String code) {
        String marks = new SourceText(code).code();
        int tried = 0;
        for (int i = 0; i < marks.length() - 1 && tried < MOST_LINES; i++) {
            if (marks.charAt(i) != ';' && marks.charAt(i) != '}') {
                continue;
            }
            tried++;
            boolean isContinued =
                    CONTINUED.matcher(marks).region(i + 1, marks.length()).lookingAt();
            CompletionInfo before = analysis.analyzeCompletion(code.substring(0, i + 1));
            if (!isContinued && before.completeness() == Completeness.COMPLETE) {
                return new Statement(code.substring(0, i + 1), code.substring(i + 1));
            }
        }
        return this;
    }

    /**
     * Where the compiler refuses this statement for want of a semicolon: the longest one before it that ends with a line, as
     * people write it who come from a language without semicolons.
     *
     * @param code what this is the first statement of
     * @return the statement, or null if none ends with a line
     */
    Statement endingWithItsLine(SourceCodeAnalysis analysis, String code) {
        String marks = new SourceText(code).code();
        int end = Math.min(code.length() - rest.length(), endOfLines(code));
        for (end = code.lastIndexOf('\n', end - 1); end > 0; end = code.lastIndexOf('\n', end - 1)) {
            CompletionInfo lines = analysis.analyzeCompletion(code.substring(0, end));
            boolean isWhole = (lines.remaining() == null || lines.remaining().isBlank())
                    && !SECOND_PART.matcher(marks).region(end, marks.length()).lookingAt();
            if (lines.completeness().isComplete() && lines.completeness() != Completeness.UNKNOWN && isWhole) {
                return new Statement(lines.source(), code.substring(end));
            }
        }
        return null;
    }

    private static int endOfLines(String code) {
        int end = 0;
        for (int line = 0; line < MOST_LINES && end >= 0; line++) {
            end = code.indexOf('\n', end + 1);
        }
        return end < 0 ? code.length() : end;
    }
}
