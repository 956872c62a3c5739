package io.github.unspool.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a command says what it has to say. */
final class Console {
    @Spec(Spec.Target.MIXEE)
    CommandSpec command;

    @Option(
            names = {"-q", "--quiet"},
            description = "Say nothing but what went wrong; files are written all the same.")
    boolean quiet;

    /** A result. */
    void result(Object text) {
        if (!quiet) {
            command.commandLine().getOut().println(text);
        }
    }

    /** What goes on meanwhile. */
    void note(Object text) {
        if (!quiet) {
            err().println(text);
        }
    }

    /** What went wrong, but is not the end. */
    void warn(Object text) {
        err().println(text);
    }

    PrintWriter err() {
        return command.commandLine().getErr();
    }
}
