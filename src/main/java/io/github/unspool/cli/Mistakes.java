package io.github.unspool.cli;

import io.github.unspool.file.Excerpt;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Converts exceptions to messages and exit codes. */
final class Mistakes {
    static final int DATA = 1;
    static final int OURS = 3;
    static final int STOPPED = 130;

    private static final Pattern CALL = Pattern.compile("\\b([a-z]\\w*)\\(([^()]*)\\)");

    private static final Pattern EVERY =
            Pattern.compile("every\\((?:Period|Duration)\\.(?:parse\\(\"([^\"]+)\"\\)|of([A-Z])\\w+\\((\\d+)\\))\\)");

    private Mistakes() {}

    /** An error in the command line. */
    static int ofUsage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("unspool: " + asOptions(e.getMessage(), command.getCommandSpec()));
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("%s --help lists all options."
                .formatted(command.getCommandSpec().qualifiedName()));
        return CommandLine.ExitCode.USAGE;
    }

    /** A command ended with an exception. */
    static int ofRun(Exception e, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (e instanceof CancellationException) {
            return STOPPED;
        }
        if (e instanceof NoSuchFileException) {
            err.println("unspool: there is no file " + e.getMessage());
            return DATA;
        }
        if (e instanceof IllegalArgumentException
                || e instanceof IllegalStateException
                || e instanceof UncheckedIOException
                || e instanceof IOException) {
            err.println("unspool: " + asOptions(e.getMessage(), command.getCommandSpec()));
            return DATA;
        }
        err.println("unspool: unexpected error; please report it with the following stack trace");
        e.printStackTrace(err);
        return OURS;
    }

    /** Replaces builder calls by the corresponding options: {@code atLeast(2)} becomes {@code --at-least 2}. */
    static String asOptions(String message, CommandSpec command) {
        // The message may contain names and cells of an untrusted file.
        String safe = String.valueOf(message).lines().map(Excerpt::visible).collect(Collectors.joining("\n"));
        String plain = EVERY.matcher(safe).replaceAll(step -> Matcher.quoteReplacement("every(" + amount(step) + ")"));
        return CALL.matcher(plain).replaceAll(call -> {
            String option = option(call);
            boolean isOption = command.findOption(option) != null;
            String value = call.group(2).replace("\"", "").replace(", ", ",");
            String text = isOption ? (option + " " + value).strip() : call.group();
            return Matcher.quoteReplacement(text);
        });
    }

    /** A step in the syntax of the command line, such as PT1H or P1D. */
    private static String amount(MatchResult step) {
        if (step.group(1) != null) {
            return step.group(1);
        }
        String type = step.group().startsWith("every(Duration") ? "PT" : "P";
        return type + step.group(3) + step.group(2);
    }

    private static String option(MatchResult call) {
        return "--" + call.group(1).replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
