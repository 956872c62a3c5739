package io.github.unspool.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs commands in this Java. */
final class Commands {
    private Commands() {}

    /** What a command ended with, and what it wrote. */
    record Ran(int code, String out, String err) {}

    static Ran run(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = new String[args.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = args[i].toString();
        }
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), words);
        return new Ran(code, lines(out), lines(err));
    }

    private static String lines(StringWriter text) {
        return text.toString().replace(System.lineSeparator(), "\n");
    }
}
