package io.github.unspool.kernel.cell;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/**
 * Which line of which snippet a line of the class is that JShell wrapped around it. JShell knows it but has no method to be
 * asked by, hence the reflection; the names are the same in the JDKs 17 to 25.
 */
final class SnippetLines {
    private static final Pattern CLASS = Pattern.compile("REPL\\.\\$JShell\\$\\w+");

    private final JShell shell;
    /** Of classes that JShell has forgotten, by the line of the class, from 0. */
    private final Map<String, Map<Integer, Line>> kept = new ConcurrentHashMap<>();

    /**
     * A line of a snippet.
     *
     * @param snippet its id
     * @param line from 1
     */
    record Line(String snippet, int line) {}

    SnippetLines(JShell shell) {
        this.shell = shell;
    }

    /** The line that a frame stands for, or null if it is of no snippet or JShell has changed inside. */
    Line of(StackTraceElement frame) {
        int at = frame.getLineNumber() - 1;
        try {
            Object wrap = at < 0 ? null : wrap(frame.getClassName());
            return wrap == null ? kept(frame.getClassName(), at) : line(wrap, at);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    private Object wrap(String className) throws ReflectiveOperationException {
        return call(field(shell, "outerMap"), "getOuter", className);
    }

    private static Line line(Object wrap, int at) throws ReflectiveOperationException {
        Snippet snippet = (Snippet) call(wrap, "wrapLineToSnippet", at);
        return snippet == null ? null : new Line(snippet.id(), (int) call(wrap, "wrapLineToSnippetLine", at) + 1);
    }

    private Line kept(String className, int at) {
        Matcher outermost = CLASS.matcher(className);
        return outermost.lookingAt()
                ? kept.getOrDefault(outermost.group(), Map.of()).get(at)
                : null;
    }

    /**
     * Keeps the lines of a class that JShell is about to forget, whose code may still run.
     *
     * @param wrap what JShell knows of its lines
     */
    void keep(String className, Object wrap) throws ReflectiveOperationException {
        List<String> text = ((String) call(wrap, "wrapped")).lines().toList();
        Map<Integer, Line> lines = new HashMap<>();
        for (int at = imports(text); at < text.size(); at++) {
            Line line = line(wrap, at);
            if (line != null) {
                lines.put(at, line);
            }
        }
        kept.put(className, Map.copyOf(lines));
    }

    private static int imports(List<String> text) {
        return (int) text.stream().takeWhile(line -> !line.startsWith("class ")).count();
    }

    /** The name of the class that JShell made of a snippet. */
    static String className(Snippet snippet) throws ReflectiveOperationException {
        return (String) call(snippet, "classFullName");
    }

    static Object field(Object of, String name) throws ReflectiveOperationException {
        Field field = of.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(of);
    }

    static Object call(Object of, String name, Object... arguments) throws ReflectiveOperationException {
        for (Class<?> each = of.getClass(); each != null; each = each.getSuperclass()) {
            for (Method method : each.getDeclaredMethods()) {
                if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
                    method.setAccessible(true);
                    return method.invoke(of, arguments);
                }
            }
        }
        throw new NoSuchMethodException(name);
    }
}
