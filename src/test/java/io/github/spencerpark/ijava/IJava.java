package io.github.spencerpark.ijava;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.VarSnippet;

/**
 * As much of a kernel as it takes to be called IJava, built on the same base; the real one is in no repository of
 * packages.
 */
public final class IJava extends BaseKernel {
    private static IJava kernel;

    /** The value of an expression, which JShell itself gives as text only. */
    private static Object value;

    private final JShell shell = JShell.builder().executionEngine("local").build();

    /** The file is Jupyter's connection file. */
    public static void main(String[] args) throws Exception {
        JupyterConnection connection =
                new JupyterConnection(KernelConnectionProperties.parse(Files.readString(Path.of(args[0]))));
        start().becomeHandlerForConnection(connection);
        connection.connect();
        connection.waitUntilClose();
        System.exit(0);
    }

    /** Makes the kernel of this JVM; its cells know the class path. */
    public static IJava start() {
        kernel = new IJava();
        kernel.shell.addToClasspath(System.getProperty("java.class.path"));
        kernel.shell.eval("import java.util.*;");
        return kernel;
    }

    /** The same as IJava's. */
    public static IJava getKernelInstance() {
        return kernel;
    }

    /** Called from within JShell. */
    public static void keep(Object result) {
        value = result;
    }

    @Override
    public DisplayData eval(String code) throws Exception {
        value = null;
        SourceCodeAnalysis.CompletionInfo next;
        for (String rest = code; !rest.isBlank(); rest = next.remaining()) {
            next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            for (SnippetEvent event : List.copyOf(shell.eval(next.source()))) {
                check(event);
                keep(event.snippet());
            }
        }
        return value == null ? null : getRenderer().render(value);
    }

    private void check(SnippetEvent event) throws JShellException {
        if (event.exception() != null) {
            throw event.exception();
        }
        if (!event.status().isDefined()) {
            throw new IllegalArgumentException(shell.diagnostics(event.snippet())
                    .map(diagnostic -> diagnostic.getMessage(null))
                    .toList()
                    .toString());
        }
    }

    private void keep(Snippet snippet) {
        String name = switch (snippet.subKind()) {
            case TEMP_VAR_EXPRESSION_SUBKIND -> ((VarSnippet) snippet).name();
            case VAR_VALUE_SUBKIND -> ((ExpressionSnippet) snippet).name();
            default -> "";
        };
        if (!name.isEmpty()) {
            shell.eval(IJava.class.getName() + ".keep(" + name + ");");
        }
    }

    @Override
    public LanguageInfo getLanguageInfo() {
        return new LanguageInfo.Builder("Java").version("17").build();
    }
}
