package io.github.unspool.kernel.cell;

import io.github.unspool.kernel.cell.CellControl.Run;
import io.github.unspool.kernel.help.Words;
import io.github.unspool.kernel.magic.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;

/** Whether code ran, by what JShell reports of it: code that did not is a failure with a sentence, whatever the report. */
final class CellOutcome {
    private static final Pattern MISSING = Pattern.compile("symbol: +(?:method|variable|class) (\\w+)");
    private static final Pattern RETURN = Pattern.compile("\\breturn\\b");
    /** Code within which a return is right. */
    private static final Pattern NESTED = Pattern.compile("->|\\b(?:class|interface|enum|record|new)\\b");

    private static final Pattern NAME = Pattern.compile("(?:method|variable|class) (\\w+)");
    /** Of other languages and of no use in completion. */
    private static final Set<String> KEYWORDS = Set.of(
            "var", "int", "long", "double", "boolean", "String", "null", "true", "false", "else", "void", "import");

    private final CellSources sources;
    private final CellLoader loader;
    /** Declared, but with a use of something that may still be defined later in the cell. */
    private final List<DeclarationSnippet> incomplete = new ArrayList<>();

    CellOutcome(CellSources sources, CellLoader loader) {
        this.sources = sources;
        this.loader = loader;
    }

    /** A cell begins. */
    void begin() {
        incomplete.clear();
    }

    /**
     * Checks what JShell reports.
     *
     * @param run what came of the code, or null if none ran
     * @throws CellFailure if the code was refused, threw something or did not run
     */
    void check(JShell shell, String source, List<SnippetEvent> events, Run run) {
        if (events.isEmpty()) {
            throw notRun(shell, source);
        }
        events.stream().filter(event -> event.causeSnippet() != null).forEach(event -> sayWhatChanged(shell, event));
        sayWhatIsLost(events);
        events.stream().filter(event -> event.causeSnippet() == null).forEach(event -> check(shell, event, run));
    }

    /** Why the compiler refuses code. */
    List<Diag> errors(JShell shell, List<SnippetEvent> events) {
        return events.stream()
                .filter(event -> event.causeSnippet() == null)
                .flatMap(event -> shell.diagnostics(event.snippet()))
                .filter(Diag::isError)
                .toList();
    }

    /**
     * JShell puts statements into a method, where a return would end them in silence.
     *
     * @throws CellFailure if a statement of the cell itself returns
     */
    void checkThatNothingReturns(SourceCodeAnalysis analysis, String source) {
        String code = new SourceText(source).code();
        if (RETURN.matcher(code).find() && !NESTED.matcher(code).find() && isStatement(analysis, source)) {
            throw CellFailure.ofCode(
                    "return stands outside of a method; a cell shows the value of its last line, so leave the word out",
                    source);
        }
    }

    /**
     * Java reads an escape before it knows of comments, JShell after.
     *
     * @throws CellFailure if a comment of the cell ends at an escape
     */
    void checkComments(String code) {
        String escape = new SourceText(code).endingEscape();
        if (escape != null) {
            throw CellFailure.ofCode(
                    "%s ends a comment, and what follows would be code; take the backslash out".formatted(escape),
                    code.substring(code.lastIndexOf('\n', code.indexOf(escape)) + 1));
        }
    }

    private static boolean isStatement(SourceCodeAnalysis analysis, String source) {
        return analysis.sourceToSnippets(source).stream().anyMatch(snippet -> snippet.kind() == Snippet.Kind.STATEMENT);
    }

    /** The compiler gave up on code. */
    CellFailure tooDeep(JShell shell, String source, Error thrown) {
        boolean isOverflow = thrown instanceof StackOverflowError
                || String.valueOf(thrown.getMessage()).contains("StackOverflowError");
        renewCompiler(shell);
        return isOverflow
                ? CellFailure.ofCode(
                        "The code is nested more deeply than Java's compiler can follow; divide it", source)
                : CellFailure.of(thrown);
    }

    private void check(JShell shell, SnippetEvent event, Run run) {
        Snippet snippet = event.snippet();
        if (event.exception() instanceof UnresolvedReferenceException missing) {
            throw unresolved(shell, missing.getSnippet(), run == null ? missing : run.thrown());
        }
        if (run != null && run.thrown() != null) {
            throw CellFailure.of(run.thrown(), sources);
        }
        if (event.exception() != null) {
            throw CellFailure.of(event.exception(), sources);
        }
        if (isIncomplete(shell, snippet, event.status())) {
            incomplete.add((DeclarationSnippet) snippet);
        } else if (!event.status().isDefined()) {
            throw refused(shell, snippet);
        }
        if (event.status().isDefined() && !isThere(snippet, run)) {
            shell.drop(snippet);
            throw notRun(shell, snippet.source());
        }
    }

    private static boolean isIncomplete(JShell shell, Snippet snippet, Status status) {
        boolean isRecoverable = status == Status.RECOVERABLE_NOT_DEFINED || status == Status.RECOVERABLE_DEFINED;
        return isRecoverable
                && snippet instanceof DeclarationSnippet declared
                && shell.unresolvedDependencies(declared).findAny().isPresent();
    }

    /** Whether it ran, or what it declares is loaded. */
    private boolean isThere(Snippet snippet, Run run) {
        try {
            return snippet.kind() == Snippet.Kind.IMPORT
                    || (snippet.subKind().isExecutable() ? run != null : loader.has(SnippetLines.className(snippet)));
        } catch (ReflectiveOperationException e) {
            // A JDK that has changed inside.
            return true;
        }
    }

    /** The compiler refuses the code; if that broke it, later cells get another one. */
    private CellFailure refused(JShell shell, Snippet snippet) {
        List<Diag> diagnostics = shell.diagnostics(snippet).toList();
        CellFailure failure =
                CompilerMessage.failure(diagnostics, snippet, sources, error -> meant(shell, snippet.source(), error));
        if (isHalfCompiled(shell, snippet)) {
            renewCompiler(shell);
        }
        if (isToBeDropped(snippet) && shell.status(snippet).isActive()) {
            shell.drop(snippet);
        }
        return failure;
    }

    /** A type that is refused is not found later, dropped or not; and when one is dropped, JShell of JDK 25 loses all Javadoc. */
    private static boolean isToBeDropped(Snippet snippet) {
        return snippet.kind() != Snippet.Kind.ERRONEOUS && snippet.kind() != Snippet.Kind.TYPE_DECL;
    }

    /** Whether the code has no error but cannot be made a class of, such as a text that is too long; that breaks the compiler. */
    private static boolean isHalfCompiled(JShell shell, Snippet snippet) {
        return snippet.kind() != Snippet.Kind.ERRONEOUS && shell.status(snippet) == Status.RECOVERABLE_NOT_DEFINED;
    }

    private CellFailure notRun(JShell shell, String source) {
        renewCompiler(shell);
        return CellFailure.ofCode(
                "The code was not run: Java could not make a class of it; divide it, or put long texts and lists of values"
                        + " into a file",
                source);
    }

    /** JShell makes its compilers anew when the class path changes. */
    private static void renewCompiler(JShell shell) {
        try {
            shell.addToClasspath(Redefinition.jar().toString());
        } catch (Exception e) {
            throw new IllegalStateException("the compiler cannot be made anew; restart the kernel", e);
        }
    }

    private CellFailure unresolved(JShell shell, DeclarationSnippet snippet, Throwable thrown) {
        return CellFailure.unresolved(
                snippet.name(), shell.unresolvedDependencies(snippet), firstError(shell, snippet), thrown, sources);
    }

    private static String firstError(JShell shell, Snippet snippet) {
        return shell.diagnostics(snippet)
                .filter(Diag::isError)
                .map(CompilerMessage::sentence)
                .findFirst()
                .orElse("something that it uses has changed");
    }

    /** Of another snippet, which this one has changed. */
    private static void sayWhatChanged(JShell shell, SnippetEvent event) {
        Snippet snippet = event.snippet();
        if (event.status() == Status.OVERWRITTEN || !event.previousStatus().isDefined()) {
            return;
        }
        if (snippet instanceof VarSnippet variable && !event.status().isDefined()) {
            sayThatItIsGone(variable.name());
        } else if (snippet instanceof DeclarationSnippet declared
                && event.previousStatus() == Status.VALID
                && event.status() != Status.VALID) {
            System.err.println("%s cannot be used any more: %s.".formatted(named(declared), why(shell, declared)));
        }
    }

    /** Of other variables than those that the code itself declares. */
    private void sayWhatIsLost(List<SnippetEvent> events) {
        List<String> lost = new ArrayList<>(loader.takeLost());
        events.stream()
                .filter(event -> event.causeSnippet() == null)
                .forEach(event -> lost.remove(variable(event.snippet())));
        lost.forEach(CellOutcome::sayThatItIsGone);
    }

    private static String variable(Snippet snippet) {
        return snippet instanceof VarSnippet variable ? variable.name() : "";
    }

    private static void sayThatItIsGone(String variable) {
        System.err.println(variable + " is gone, since its class is defined anew; run its cell again.");
    }

    /**
     * At the end of a cell: says what it has declared and nobody can use yet.
     *
     * @throws CellFailure for a variable, which has no value to wait with
     */
    void sayWhatIsMissing(JShell shell) {
        List<DeclarationSnippet> left = incomplete.stream()
                .filter(snippet -> isIncomplete(shell, snippet, shell.status(snippet)))
                .toList();
        for (DeclarationSnippet snippet : left) {
            String sentence = "%s cannot be used yet: %s".formatted(named(snippet), why(shell, snippet));
            if (snippet instanceof VarSnippet) {
                shell.drop(snippet);
                throw new CellFailure(
                        "CompilationError",
                        sentence,
                        List.of("  " + snippet.source().strip()));
            }
            System.err.println(sentence.endsWith("?") ? sentence : sentence + ".");
        }
    }

    private static String named(DeclarationSnippet snippet) {
        return snippet instanceof MethodSnippet ? snippet.name() + "(…)" : snippet.name();
    }

    private static String why(JShell shell, DeclarationSnippet snippet) {
        List<String> missing = shell.unresolvedDependencies(snippet).sorted().toList();
        if (snippet instanceof MethodSnippet && snippet.source().matches("(?s).*\\)\\s*;\\s*")) {
            return "it has no body";
        }
        if (missing.isEmpty()) {
            return firstError(shell, snippet);
        }
        String verb = missing.size() == 1 ? " is not defined" : " are not defined";
        Matcher name = NAME.matcher(missing.get(0));
        return String.join(", ", missing) + verb + (name.find() ? nearest(shell, "", name.group(1)) : "");
    }

    /** What could have been meant by a name that there is not, as a question; empty if nothing is near. */
    private static String meant(JShell shell, String code, Diag error) {
        String message = error.getMessage(Locale.ROOT);
        return Hints.of(message)
                .map(hint -> "; " + hint)
                .or(() -> Optional.of(near(shell, code, error)).filter(near -> !near.isEmpty()))
                .or(() -> Hints.first(message).map(hint -> "; " + hint))
                .orElse("");
    }

    private static String near(JShell shell, String code, Diag error) {
        Matcher missing = MISSING.matcher(error.getMessage(Locale.ROOT));
        int at = (int) error.getPosition();
        if (!missing.find() || at < 0 || at > code.length()) {
            return "";
        }
        return nearest(shell, code.substring(0, at) + (code.startsWith(".", at) ? "." : ""), missing.group(1));
    }

    /** The nearest of the names that could stand behind some code. */
    private static String nearest(JShell shell, String before, String name) {
        boolean isMember = before.endsWith(".");
        String typed = isMember ? before : before + name.charAt(0);
        List<String> words = new ArrayList<>(
                shell.sourceCodeAnalysis().completionSuggestions(typed, typed.length(), new int[1]).stream()
                        .map(Suggestion::continuation)
                        .toList());
        if (!isMember) {
            words.addAll(KEYWORDS);
        }
        String nearest = Words.nearest(words, name);
        return nearest == null ? "" : "; did you mean " + nearest + (nearest.endsWith("(") ? "…)?" : "?");
    }
}
