package io.github.unspool.kernel;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;

/** Why a cell ended early, as its user reads it: a sentence, the lines it is about, and what caused it. */
final class CellFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final int MOST_LINES = 5;
    private static final Pattern PACKAGES = Pattern.compile("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])");
    private static final Pattern CANDIDATE = Pattern.compile("\\s*(?:method|constructor) (.*?)(?: is not applicable)?");
    private static final Set<String> SENTENCES =
            Set.of("java.lang.IllegalArgumentException", "java.lang.IllegalStateException");

    private final String kind;
    private final transient List<String> details;

    private CellFailure(String kind, String sentence, List<String> details) {
        super(sentence);
        this.kind = kind;
        this.details = details;
    }

    /** The simple name of what was thrown. */
    String kind() {
        return kind;
    }

    /** What follows the sentence: lines of cells, and causes with theirs. */
    List<String> details() {
        return details;
    }

    static CellFailure stopped() {
        return new CellFailure("Interrupted", "Stopped.", List.of());
    }

    static CellFailure stillRunning() {
        return new CellFailure(
                "Interrupted",
                "The cell was asked to stop, but its code goes on in the background; restart the kernel to end it.",
                List.of());
    }

    static CellFailure ofCode(String sentence, String code) {
        return new CellFailure(
                "SyntaxError",
                sentence,
                List.of("  " + code.strip().lines().findFirst().orElse("")));
    }

    /** Of something that was not thrown by a cell's own code, such as a result that could not be shown. */
    static CellFailure of(Throwable thrown) {
        if (thrown instanceof CellFailure failure) {
            return failure;
        }
        String name = thrown.getClass().getName();
        return new CellFailure(simple(name), sentence(name, thrown.getMessage()), List.of());
    }

    static CellFailure of(JShellException thrown, CellSources sources) {
        String name = name(thrown);
        String sentence = sentence(name, thrown.getMessage());
        Set<String> details = new LinkedHashSet<>(lines(thrown, sources));
        String told = sentence;
        for (Throwable cause = thrown.getCause(); cause instanceof JShellException inner; cause = cause.getCause()) {
            // Many exceptions repeat what their cause said.
            if (inner.getMessage() == null || !told.contains(inner.getMessage())) {
                told = simple(name(inner)) + ": " + inner.getMessage();
                details.add("Caused by " + told);
            }
            details.addAll(lines(inner, sources));
        }
        return new CellFailure(simple(name), sentence, List.copyOf(details));
    }

    /** Of a method or class that was defined before what it uses, and is used before that is. */
    static CellFailure of(UnresolvedReferenceException thrown, Stream<String> missing, CellSources sources) {
        return new CellFailure(
                "UnresolvedReference",
                "%s uses what is not defined yet: %s"
                        .formatted(thrown.getSnippet().name(), missing.sorted().collect(joining(", "))),
                lines(thrown, sources));
    }

    private static String name(JShellException thrown) {
        return thrown instanceof EvalException e
                ? e.getExceptionClassName()
                : thrown.getClass().getName();
    }

    private static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
    }

    private static String sentence(String name, String message) {
        if (name.equals("java.lang.StackOverflowError")) {
            return "StackOverflowError: a method calls itself without an end, or more deeply than Java's stack allows";
        }
        if (name.equals("java.lang.OutOfMemoryError")) {
            return String.format(
                    Locale.ROOT,
                    "OutOfMemoryError: the %d MB that Java may use are full; drop variables (x = null), or start Jupyter"
                            + " with more, such as JDK_JAVA_OPTIONS=-Xmx8g",
                    Runtime.getRuntime().maxMemory() >> 20);
        }
        if (message == null || message.isBlank()) {
            return simple(name);
        }
        return SENTENCES.contains(name) ? message : simple(name) + ": " + message;
    }

    /** The innermost line of each snippet it went through; the rest is of the kernel or of libraries. */
    private static List<String> lines(JShellException thrown, CellSources sources) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (StackTraceElement frame : thrown.getStackTrace()) {
            String file = frame.getFileName();
            if (file != null && file.startsWith("#")) {
                String snippet = file.substring(1);
                lines.computeIfAbsent(snippet, id -> sources.line(id, frame.getLineNumber()));
            }
        }
        return lines.values().stream().limit(MOST_LINES).toList();
    }

    /**
     * Of code that the compiler refuses.
     *
     * @param meant adds to an error what could have been meant
     */
    static CellFailure of(List<Diag> diagnostics, Snippet snippet, CellSources sources, Function<Diag, String> meant) {
        List<Diag> errors = diagnostics.stream().filter(Diag::isError).toList();
        if (errors.isEmpty()) {
            return ofCode("The code cannot be compiled", snippet.source());
        }
        List<String> details = new ArrayList<>();
        for (Diag error : errors) {
            if (!details.isEmpty()) {
                details.add(sentence(error) + meant.apply(error));
            }
            details.addAll(pointer(error, snippet, sources));
            details.addAll(candidates(error));
        }
        return new CellFailure("CompilationError", sentence(errors.get(0)) + meant.apply(errors.get(0)), details);
    }

    /** The compiler's message in one line: without packages, without the place, and without its reasons for each method. */
    private static String sentence(Diag error) {
        List<String> lines =
                error.getMessage(Locale.ROOT).lines().map(String::strip).toList();
        Stream<String> symbol = lines.stream().filter(line -> line.startsWith("symbol:"));
        String sentence = lines.get(0)
                + symbol.map(line -> ": " + line.substring(7).strip()).collect(joining());
        return PACKAGES.matcher(sentence).replaceAll("");
    }

    /** The methods or constructors that there are, where none of them suits. */
    private static List<String> candidates(Diag error) {
        return error.getMessage(Locale.ROOT)
                .lines()
                .map(CANDIDATE::matcher)
                .filter(Matcher::matches)
                .map(line -> "  there is " + PACKAGES.matcher(line.group(1)).replaceAll(""))
                .limit(MOST_LINES)
                .toList();
    }

    /** The line of an error, and an arrow below it. */
    private static List<String> pointer(Diag error, Snippet snippet, CellSources sources) {
        String code = snippet.source();
        int at = (int) Math.max(0, Math.min(error.getPosition(), code.length()));
        int start = code.lastIndexOf('\n', at - 1) + 1;
        int first = Math.min(start, code.length() - code.stripLeading().length());
        String line = sources.line(
                snippet.id(), (int) code.substring(first, start).lines().count() + 1);
        if (line == null) {
            return List.of();
        }
        int margin =
                code.length() - start - code.substring(start).stripLeading().length();
        int column = line.indexOf(":  ") + 3 + Math.max(0, at - start - margin);
        return List.of(line, " ".repeat(column) + "^");
    }
}
