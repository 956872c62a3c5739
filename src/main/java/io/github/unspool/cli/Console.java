package io.github.unspool.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The output of a command. */
final class Console {
    @Spec(Spec.Target.MIXEE)
    CommandSpec command;

    @Option(
            names = {"-q", "--quiet"},
            description = "No output except for warnings and errors; files are still written.")
    boolean quiet;

    /** A result. */
    void result(Object text) {
        if (!quiet) {
            command.commandLine().getOut().println(text);
        }
    }

    /** A progress message. */
    void note(Object text) {
        if (!quiet) {
            err().println(text);
        }
    }

    /** A warning. */
    void warn(Object text) {
        err().println(text);
    }

    PrintWriter err() {
        return command.commandLine().getErr();
    }
}
