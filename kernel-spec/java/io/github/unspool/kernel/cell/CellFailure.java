package io.github.unspool.kernel.cell;

import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Why a cell ended early, as its user reads it: a sentence, the lines it is about, and what caused it. */
public final class CellFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final int MOST_LINES = 5;
    private static final Set<String> SENTENCES =
            Set.of("java.lang.IllegalArgumentException", "java.lang.IllegalStateException");

    private final String kind;
    private final transient List<String> details;
    private final transient Throwable thrown;

    private CellFailure(String kind, String sentence, List<String> details, Throwable thrown) {
        super(sentence);
        this.kind = kind;
        this.details = details;
        this.thrown = thrown;
    }

    /**
     * Of something else than an exception.
     *
     * @param kind one word for programs
     * @param sentence what is wrong and what to write
     * @param details the lines below it
     */
    public CellFailure(String kind, String sentence, List<String> details) {
        this(kind, sentence, details, null);
    }

    /** The simple name of what was thrown. */
    public String kind() {
        return kind;
    }

    /** What follows the sentence: lines of cells, and causes with theirs. */
    public List<String> details() {
        return details;
    }

    /** What was thrown, with all its frames, or null. */
    public Throwable thrown() {
        return thrown;
    }

    /** The cell was stopped. */
    public static CellFailure stopped() {
        return new CellFailure("Interrupted", "Stopped.", List.of());
    }

    /** The cell ran for longer than was set. */
    static CellFailure timedOut(Duration limit) {
        String seconds =
                BigDecimal.valueOf(limit.toMillis(), 3).stripTrailingZeros().toPlainString();
        String sentence = "Stopped after " + seconds + " s, the limit that JJAVA_TIMEOUT sets.";
        return new CellFailure("Timeout", sentence, List.of());
    }

    /** The cell was stopped but did not end. */
    public static CellFailure stillRunning() {
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
    public static CellFailure of(Throwable thrown) {
        return thrown instanceof CellFailure failure
                ? failure
                : new CellFailure(Names.simple(thrown.getClass().getName()), sentence(thrown), List.of(), thrown);
    }

    /** Of what the code of a cell has thrown. */
    static CellFailure of(Throwable thrown, CellSources sources) {
        if (thrown instanceof CellFailure failure) {
            return failure.details.isEmpty() ? failure.at(sources) : failure;
        }
        Set<String> details = new LinkedHashSet<>();
        addLines(details, thrown, sources);
        addRelated(details, thrown, sources, sentence(thrown), Collections.newSetFromMap(new IdentityHashMap<>()));
        return new CellFailure(
                Names.simple(thrown.getClass().getName()), sentence(thrown), List.copyOf(details), thrown);
    }

    private CellFailure at(CellSources sources) {
        return new CellFailure(kind, getMessage(), sources.lines(getStackTrace(), MOST_LINES), thrown);
    }

    /** What caused it and what it suppressed, each with its lines. */
    private static void addRelated(
            Set<String> details, Throwable thrown, CellSources sources, String told, Set<Throwable> seen) {
        if (!seen.add(thrown)) {
            return;
        }
        for (Throwable suppressed : thrown.getSuppressed()) {
            details.add("Suppressed " + sentence(suppressed));
            addLines(details, suppressed, sources);
        }
        Throwable cause = thrown.getCause();
        if (cause != null && !seen.contains(cause)) {
            // Many exceptions repeat what their cause said.
            boolean isNew = cause.getMessage() == null || !told.contains(Names.withoutJShell(cause.getMessage()));
            String sentence = isNew ? named(cause) : told;
            if (isNew) {
                details.add("Caused by " + sentence);
            }
            addLines(details, cause, sources);
            addRelated(details, cause, sources, sentence, seen);
        }
    }

    private static void addLines(Set<String> details, Throwable thrown, CellSources sources) {
        StackTraceElement[] frames = thrown.getStackTrace();
        String library = library(thrown, frames, sources);
        if (library != null) {
            details.add(library);
        }
        details.addAll(sources.lines(frames, MOST_LINES));
    }

    /** The method of a library that threw it, unless the user's own code did, or the sentence says all there is to say. */
    private static String library(Throwable thrown, StackTraceElement[] frames, CellSources sources) {
        StackTraceElement top = Arrays.stream(frames)
                .filter(frame -> !isHelper(frame, thrown))
                .findFirst()
                .orElse(null);
        boolean isSaid = SENTENCES.contains(thrown.getClass().getName()) || thrown instanceof StackOverflowError;
        if (top == null || isSaid || sources.isOfCell(top) || isOfKernel(top)) {
            return null;
        }
        return "  in %s.%s (%s)".formatted(Names.simple(top.getClassName()), top.getMethodName(), place(top));
    }

    private static String place(StackTraceElement frame) {
        String file = frame.getFileName() == null ? "no source" : frame.getFileName();
        return frame.getLineNumber() < 0 ? file : file + ":" + frame.getLineNumber();
    }

    private static boolean isHelper(StackTraceElement frame, Throwable thrown) {
        String name = frame.getClassName();
        return name.equals(thrown.getClass().getName())
                || name.startsWith("jdk.internal.")
                || name.equals("java.util.Objects");
    }

    private static boolean isOfKernel(StackTraceElement frame) {
        return frame.getClassName().startsWith("io.github.unspool.kernel.");
    }

    /** A sentence that begins with the exception's name. */
    private static String named(Throwable thrown) {
        String name = Names.simple(thrown.getClass().getName());
        return thrown.getMessage() == null ? name : name + ": " + Names.withoutJShell(thrown.getMessage());
    }

    private static String sentence(Throwable thrown) {
        String name = thrown.getClass().getName();
        if (thrown instanceof StackOverflowError) {
            return "StackOverflowError: a method calls itself without an end, or more deeply than Java's stack allows";
        }
        if (thrown instanceof OutOfMemoryError) {
            return String.format(
                    Locale.ROOT,
                    "OutOfMemoryError: the %s MB that Java may use are full; drop variables (x = null), or start Jupyter"
                            + " with more, such as JDK_JAVA_OPTIONS=-Xmx8g",
                    Runtime.getRuntime().maxMemory() >> 20);
        }
        if (thrown.getMessage() == null || thrown.getMessage().isBlank()) {
            return Names.simple(name);
        }
        return SENTENCES.contains(name) ? Names.withoutJShell(thrown.getMessage()) : named(thrown);
    }

    /**
     * Of a method or class that is used although it cannot be yet, or not any more.
     *
     * @param name the method or class
     * @param missing what it uses that is not defined
     * @param why what the compiler says of it, if nothing is missing
     */
    static CellFailure unresolved(
            String name, Stream<String> missing, String why, Throwable thrown, CellSources sources) {
        String names = missing.sorted().collect(joining(", "));
        return new CellFailure(
                "UnresolvedReference",
                names.isEmpty()
                        ? "%s cannot be used any more: %s".formatted(name, why)
                        : "%s uses what is not defined yet: %s".formatted(name, names),
                sources.lines(thrown.getStackTrace(), MOST_LINES),
                thrown);
    }
}
