package io.github.unspool.kernel;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.telemetry.TelemetryCollector;
import org.dflib.jjava.kernel.execution.CodeEvaluator;

/** Cuts a cell into snippets and runs them one after the other. Takes the place of JJava's, which drops causes and values. */
final class CellEvaluator extends CodeEvaluator {
    private static final Pattern MISSING = Pattern.compile("symbol: +(?:method|variable|class) (\\w+)");

    private final CellLoader loader = new CellLoader();
    private final CellThreads threads;
    private final CellControl control;
    private final CellSources sources;

    CellEvaluator(CellThreads threads, CellSources sources) {
        super("cells", -1, TimeUnit.MILLISECONDS);
        this.threads = threads;
        this.sources = sources;
        this.control = new CellControl(loader, threads);
        Thread.currentThread().setContextClassLoader(loader);
    }

    @Override
    public ExecutionControlProvider getExecControlProvider() {
        return new ExecutionControlProvider() {
            @Override
            public String name() {
                return "cells";
            }

            @Override
            public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
                return control;
            }
        };
    }

    /**
     * Runs a cell, or code that a cell evaluates.
     *
     * @return the value of its last expression, or null
     * @throws CellFailure if it cannot be compiled, throws something or was stopped
     */
    @Override
    public Object eval(JShell shell, String code) {
        SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
        Object value = null;
        CompletionInfo next = analysis.analyzeCompletion(code);
        while (next.completeness().isComplete()) {
            int line = lines(code.substring(
                    0, code.length() - rest(next).length() - next.source().length()));
            value = evalSnippet(shell, next.source(), line);
            next = analysis.analyzeCompletion(rest(next));
        }
        if (next.completeness() != Completeness.EMPTY) {
            throw CellFailure.ofCode(
                    "The code ends too early: a bracket, a quote or the like is still open", rest(next));
        }
        return value;
    }

    private static String rest(CompletionInfo info) {
        return info.remaining() == null ? "" : info.remaining();
    }

    private static int lines(String code) {
        return (int) code.chars().filter(c -> c == '\n').count();
    }

    private Object evalSnippet(JShell shell, String code, int line) {
        List<SnippetEvent> events = shell.eval(code);
        Object value = null;
        for (SnippetEvent event : events) {
            if (event.causeSnippet() == null) {
                sources.add(event.snippet(), code, line);
            }
            if (event.value() != null && event.snippet().subKind().isExecutable()) {
                Object taken = control.take(event.value());
                value = isExpression(event.snippet()) ? taken : value;
            }
        }
        events.forEach(event -> check(shell, event));
        if (threads.isStopped()) {
            throw CellFailure.stopped();
        }
        return value;
    }

    private static boolean isExpression(Snippet snippet) {
        return switch (snippet.subKind()) {
            case VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND -> true;
            default -> false;
        };
    }

    private void check(JShell shell, SnippetEvent event) {
        if (event.causeSnippet() != null) {
            sayWhatIsGone(event);
            return;
        }
        JShellException thrown = event.exception();
        if (thrown instanceof EvalException e && e.getExceptionClassName().equals(CellControl.STILL_RUNNING)) {
            throw CellFailure.stillRunning();
        }
        if (thrown instanceof UnresolvedReferenceException missing) {
            throw CellFailure.of(missing, shell.unresolvedDependencies(missing.getSnippet()), sources);
        }
        if (thrown != null) {
            throw threads.isStopped() ? CellFailure.stopped() : CellFailure.of(thrown, sources);
        }
        // What is missing may still be defined later.
        if (event.status() != Snippet.Status.RECOVERABLE_NOT_DEFINED
                && !event.status().isDefined()) {
            throw CellFailure.of(
                    shell.diagnostics(event.snippet()).toList(),
                    event.snippet(),
                    sources,
                    error -> meant(shell, event.snippet().source(), error));
        }
    }

    @Override
    public String isComplete(SourceCodeAnalysis analysis, String code) {
        CompletionInfo info = analysis.analyzeCompletion(code);
        while (info.completeness().isComplete()) {
            if (info.completeness() == Completeness.UNKNOWN || isErroneous(analysis, info.source())) {
                return BaseKernel.IS_COMPLETE_BAD;
            }
            info = analysis.analyzeCompletion(rest(info));
        }
        return info.completeness() == Completeness.EMPTY ? BaseKernel.IS_COMPLETE_YES : indent(code);
    }

    /** What could have been meant by a name that there is not, as a question; empty if nothing is near. */
    private static String meant(JShell shell, String code, Diag error) {
        Matcher missing = MISSING.matcher(error.getMessage(Locale.ROOT));
        if (!missing.find()) {
            return "";
        }
        int at = (int) error.getPosition();
        String name = missing.group(1);
        String before = code.substring(0, at) + (code.startsWith(".", at) ? "." : name.substring(0, 1));
        List<String> words =
                shell.sourceCodeAnalysis().completionSuggestions(before, before.length(), new int[1]).stream()
                        .map(SourceCodeAnalysis.Suggestion::continuation)
                        .toList();
        String nearest = Words.nearest(words, name);
        return nearest == null ? "" : "; did you mean " + nearest + (nearest.endsWith("(") ? "…)?" : "?");
    }

    /** Of another snippet, which this one has changed: a variable whose class is defined anew cannot keep its object. */
    private static void sayWhatIsGone(SnippetEvent event) {
        boolean isGone = event.previousStatus().isDefined() && !event.status().isDefined();
        if (isGone && event.status() != Snippet.Status.OVERWRITTEN && event.snippet() instanceof VarSnippet variable) {
            System.err.println(variable.name() + " is gone, since its class is defined anew; run its cell again.");
        }
    }

    private static boolean isErroneous(SourceCodeAnalysis analysis, String code) {
        return analysis.sourceToSnippets(code).stream().anyMatch(snippet -> snippet.kind() == Snippet.Kind.ERRONEOUS);
    }

    /** How far the next line shall stand to the right. */
    private static String indent(String code) {
        String line = code.stripTrailing().substring(code.stripTrailing().lastIndexOf('\n') + 1);
        String before = line.substring(0, line.length() - line.stripLeading().length());
        return line.endsWith("{") || line.endsWith("(") ? before + "    " : before;
    }

    @Override
    public void interrupt() {
        threads.stop();
    }

    @Override
    public ClassLoader getClassLoader() {
        return loader;
    }

    @Override
    public void startThreadTelemetryCollection(TelemetryCollector<?> collector) {
        control.startStopwatch(collector);
    }

    @Override
    public void stopThreadTelemetryCollection() {
        control.endStopwatch();
    }
}
