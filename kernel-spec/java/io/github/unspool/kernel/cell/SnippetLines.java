package io.github.unspool.kernel.cell;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/**
 * Which line of which snippet a line of the class is that JShell wrapped around it. JShell knows it but has no method to be
 * asked by, hence the reflection; the names are the same in the JDKs 17 to 25.
 */
final class SnippetLines {
    private final JShell shell;

    /**
     * A line of a snippet.
     *
     * @param snippet its snippet
     * @param line from 1
     */
    record Line(Snippet snippet, int line) {}

    SnippetLines(JShell shell) {
        this.shell = shell;
    }

    /** The line that a frame stands for, or null if it is of no snippet or JShell has changed inside. */
    Line of(StackTraceElement frame) {
        int at = frame.getLineNumber() - 1;
        try {
            Object wraps = field(shell, "outerMap");
            Object wrap = at < 0 ? null : call(wraps, "getOuter", String.class, frame.getClassName());
            if (wrap == null) {
                return null;
            }
            Snippet snippet = (Snippet) call(wrap, "wrapLineToSnippet", int.class, at);
            return snippet == null
                    ? null
                    : new Line(snippet, (int) call(wrap, "wrapLineToSnippetLine", int.class, at) + 1);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** The name of the class that JShell made of a snippet. */
    static String className(Snippet snippet) throws ReflectiveOperationException {
        return (String)
                accessible(Snippet.class.getDeclaredMethod("classFullName")).invoke(snippet);
    }

    private static Object field(Object of, String name) throws ReflectiveOperationException {
        Field field = of.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(of);
    }

    private static Object call(Object of, String name, Class<?> type, Object argument)
            throws ReflectiveOperationException {
        for (Class<?> each = of.getClass(); each != null; each = each.getSuperclass()) {
            for (Method method : each.getDeclaredMethods()) {
                if (method.getName().equals(name)
                        && method.getParameterCount() == 1
                        && method.getParameterTypes()[0] == type) {
                    return accessible(method).invoke(of, argument);
                }
            }
        }
        throw new NoSuchMethodException(name);
    }

    private static Method accessible(Method method) {
        method.setAccessible(true);
        return method;
    }
}
