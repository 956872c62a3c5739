package io.github.unspool.kernel.cell;

import io.github.unspool.kernel.cell.CellControl.Run;
import io.github.unspool.kernel.cell.CellThreads.CellThread;
import io.github.unspool.kernel.cell.CellThreads.StillRunning;
import io.github.unspool.kernel.magic.SourceText;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.dflib.jjava.kernel.execution.CodeEvaluator;

/**
 * Cuts a cell into snippets and runs them one after the other. Takes the place of JJava's, which drops causes and values.
 */
public final class CellEvaluator extends CodeEvaluator {
    private final CellLoader loader = new CellLoader();
    private final CellThreads threads;
    private final CellControl control;
    private final CellSources sources;
    private final Results results;
    private final CellOutcome verdict;

    /**
     * Not asked to run anything yet.
     *
     * @param kept how many values of expressions are kept that no variable holds
     */
    public CellEvaluator(CellThreads threads, CellSources sources, int kept) {
        super("cells", -1, TimeUnit.MILLISECONDS);
        this.threads = threads;
        this.sources = sources;
        this.control = new CellControl(loader, threads);
        this.results = new Results(kept);
        this.verdict = new CellOutcome(sources, loader);
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
        boolean isWithinCell = Thread.currentThread() instanceof CellThread;
        sources.use(shell);
        results.read(code);
        if (!isWithinCell) {
            verdict.begin();
            verdict.checkComments(code);
        }
        Object value = evalSnippets(shell, code);
        if (!isWithinCell) {
            verdict.sayWhatIsMissing(shell);
            results.trim(shell);
            sources.tidy(shell);
        }
        return value;
    }

    private Object evalSnippets(JShell shell, String code) {
        SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
        int firstLine = sources.lineOf(code);
        Object value = null;
        String rest = code;
        CompletionInfo next = analysis.analyzeCompletion(rest);
        Statement statement = first(analysis, next, rest);
        while (statement != null) {
            int line = firstLine + lines(code.substring(0, code.length() - rest.length()));
            verdict.checkThatNothingReturns(analysis, statement.source());
            Outcome outcome = run(shell, statement.source());
            Statement meant = statement;
            while (meant != null && outcome.isRefused()) {
                meant = Repair.of(analysis, statement, rest, verdict.errors(shell, outcome.events));
                if (meant != null) {
                    statement = meant;
                    outcome = run(shell, statement.source());
                }
            }
            value = judge(shell, statement.source(), line, outcome);
            rest = statement.rest();
            if (!rest.isBlank()) {
                Lost.hint(statement.source(), value);
            }
            next = analysis.analyzeCompletion(rest);
            statement = first(analysis, next, rest);
        }
        if (next.completeness() != Completeness.EMPTY) {
            throw CellFailure.ofCode(
                    "The code ends too early: a bracket, a quote or the like is still open", open(rest));
        }
        return value;
    }

    /** The statement that code begins with, or null. */
    private static Statement first(SourceCodeAnalysis analysis, CompletionInfo next, String code) {
        return next.completeness().isComplete() ? Statement.of(analysis, next, code) : Repair.ofImport(analysis, code);
    }

    /** The code from the line on in which something is open. */
    private static String open(String code) {
        int open = new SourceText(code).open();
        return open < 0 ? code : code.substring(code.lastIndexOf('\n', open) + 1);
    }

    private static int lines(String code) {
        return (int) code.chars().filter(c -> c == '\n').count();
    }

    /** What JShell reports of a snippet, and what came of its code, or null if none ran. */
    private record Outcome(List<SnippetEvent> events, Run run) {
        boolean isRefused() {
            return events.stream().anyMatch(event -> event.status() == Snippet.Status.REJECTED);
        }
    }

    private Outcome run(JShell shell, String source) {
        long runs = control.runs();
        try {
            List<SnippetEvent> events = shell.eval(source);
            return new Outcome(events, control.runs() > runs ? control.takeLast() : null);
        } catch (StackOverflowError | InternalError e) {
            throw verdict.tooDeep(shell, source, e);
        }
    }

    /** Returns the value of an expression, or null. */
    private Object judge(JShell shell, String source, int line, Outcome outcome) {
        for (SnippetEvent event : outcome.events) {
            if (event.causeSnippet() == null) {
                sources.add(event.snippet(), source, line);
                keepResult(event.snippet(), outcome.run);
            }
        }
        if (outcome.run != null && outcome.run.thrown() instanceof StillRunning) {
            throw CellFailure.stillRunning();
        }
        if (threads.isStopped()) {
            throw threads.reasonOfStop();
        }
        verdict.check(shell, source, outcome.events, outcome.run);
        return outcome.run != null && isExpression(outcome.events) ? outcome.run.value() : null;
    }

    private void keepResult(Snippet snippet, Run run) {
        if (run != null && snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
            results.add(snippet, run.code().getDeclaringClass(), ((VarSnippet) snippet).name());
        }
    }

    private static boolean isExpression(List<SnippetEvent> events) {
        return events.stream().filter(event -> event.causeSnippet() == null).anyMatch(event -> switch (event.snippet()
                .subKind()) {
            case VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND -> true;
            default -> false;
        });
    }

    @Override
    public void interrupt() {
        threads.stop();
    }

    @Override
    public ClassLoader getClassLoader() {
        return loader;
    }
}
