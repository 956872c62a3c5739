import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.LocalExecutionControlProvider;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Runs cells as the tool jshell does. Reads a cell a line, as a dot and Base64, and answers with status, value, standard output,
 * standard error and error, each in Base64; at an empty line it forgets all.
 */
final class JShellCells {
    private static final String[] IMPORTS = {
        "java.io.*", "java.math.*", "java.net.*", "java.nio.file.*", "java.util.*", "java.util.concurrent.*",
        "java.util.function.*", "java.util.prefs.*", "java.util.regex.*", "java.util.stream.*"
    };
    private static final Base64.Encoder ENCODER = Base64.getEncoder();

    private String value = "";
    private String error = "";

    public static void main(String[] args) throws Exception {
        PrintStream answers = System.out;
        JShell shell = shell();
        BufferedReader cells = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = cells.readLine(); line != null; line = cells.readLine()) {
            if (line.isEmpty()) {
                shell.close();
                shell = shell();
                continue;
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            System.setOut(new PrintStream(out, true, UTF_8));
            System.setErr(new PrintStream(err, true, UTF_8));
            JShellCells cell = new JShellCells();
            try {
                cell.run(shell, new String(Base64.getDecoder().decode(line.substring(1)), UTF_8));
            } catch (RuntimeException | Error e) {
                cell.error = e.toString();
                shell = shell();
            }
            answers.println(String.join(
                    " ",
                    text(cell.error.isEmpty() ? "ok" : "error"),
                    text(cell.value),
                    text(out.toString(UTF_8)),
                    text(err.toString(UTF_8)),
                    text(cell.error)));
            answers.flush();
        }
    }

    private static String text(String text) {
        return "." + ENCODER.encodeToString(text.getBytes(UTF_8));
    }

    private static JShell shell() {
        JShell shell = JShell.builder().executionEngine(new LocalExecutionControlProvider(), Map.of()).build();
        for (String name : IMPORTS) {
            shell.eval("import " + name + ";");
        }
        return shell;
    }

    private void run(JShell shell, String code) {
        CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(code);
        while (error.isEmpty() && next.completeness().isComplete()) {
            value = "";
            for (SnippetEvent event : shell.eval(next.source())) {
                look(shell, event);
            }
            String rest = next.remaining() == null ? "" : next.remaining();
            next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
        }
        if (error.isEmpty() && next.completeness() != Completeness.EMPTY) {
            error = "incomplete: " + next.remaining();
        }
    }

    private void look(JShell shell, SnippetEvent event) {
        if (event.causeSnippet() != null) {
            return;
        }
        if (event.exception() instanceof EvalException thrown) {
            error = thrown.getExceptionClassName() + ": " + thrown.getMessage();
        } else if (event.exception() != null) {
            error = event.exception().toString();
        } else if (event.status() == Snippet.Status.REJECTED) {
            error = shell.diagnostics(event.snippet())
                    .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
                    .collect(Collectors.joining("\n", "rejected\n", ""));
        } else if (event.snippet() instanceof DeclarationSnippet declaration && !event.status().isDefined()) {
            System.err.println(shell.unresolvedDependencies(declaration)
                    .collect(Collectors.joining(", ", "cannot be used until these are declared: ", "")));
        }
        switch (event.snippet().subKind()) {
            case VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND -> value = shown(event.value());
            default -> { }
        }
    }

    /** JShell shows texts and characters in quotes, with escapes, and the type of an array before it. */
    private static String shown(String value) {
        if (value == null || value.equals("null")) {
            return "";
        }
        if (value.matches("(?s)([\"']).*\\1")) {
            return value.substring(1, value.length() - 1).translateEscapes();
        }
        return value.replaceAll("\\w+(?:\\[\\d*\\])+ \\{ (.*?) \\}", "[$1]");
    }
}
