package io.github.unspool.kernel.cell;

import java.util.regex.Pattern;

/** Names as a user wrote them, out of names and messages that have JShell's and Java's own in them. */
final class Names {
    private static final Pattern OF_JSHELL = Pattern.compile("(?:REPL\\.)?\\$JShell\\$\\d+[A-Z]*(?:_\\d+[A-Z]*)*[.$]");
    private static final Pattern PACKAGES = Pattern.compile("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])");
    /** Where two classes were loaded, which a message about a cast goes on to say. */
    private static final Pattern MODULES = Pattern.compile("\\s*\\([^()]* (?:is|are) in (?:unnamed )?module [^()]*\\)");

    private Names() {}

    /** A class's name without its package. */
    static String simple(String className) {
        String name = OF_JSHELL.matcher(className).replaceAll("");
        return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
    }

    /** A message without the names of JShell's own classes. */
    static String withoutJShell(String message) {
        return MODULES.matcher(OF_JSHELL.matcher(message).replaceAll("")).replaceAll("");
    }

    /** A message of the compiler, with the simple names of classes. */
    static String withoutPackages(String message) {
        return PACKAGES.matcher(withoutJShell(message)).replaceAll("");
    }
}
