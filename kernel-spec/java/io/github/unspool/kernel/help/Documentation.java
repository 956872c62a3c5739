package io.github.unspool.kernel.help;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;

/**
 * Javadoc of what stands at the cursor. JShell reads it from the JDK's sources only, and has no way to be told of others,
 * hence the reflection: in the JDKs 17 to 25 it keeps a list of them.
 */
public final class Documentation {
    private final SourceCodeAnalysis analysis;

    private Documentation(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
    }

    /**
     * @param folder holds jars with sources; may be missing
     */
    public static Documentation of(JShell shell, Path folder) {
        SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
        try {
            addSources(analysis, folder);
        } catch (IOException | ReflectiveOperationException | RuntimeException e) {
            System.getLogger(Documentation.class.getName())
                    .log(System.Logger.Level.WARNING, "there is no Javadoc but the JDK's", e);
        }
        return new Documentation(analysis);
    }

    private static void addSources(SourceCodeAnalysis analysis, Path folder)
            throws IOException, ReflectiveOperationException {
        Method find = analysis.getClass().getDeclaredMethod("findSources");
        find.setAccessible(true);
        List<Object> sources = new ArrayList<>((List<?>) find.invoke(analysis));
        if (Files.isDirectory(folder)) {
            try (Stream<Path> jars = Files.list(folder)) {
                jars.sorted().forEach(sources::add);
            }
        }
        Field field = analysis.getClass().getDeclaredField("availableSources");
        field.setAccessible(true);
        field.set(analysis, sources);
    }

    /**
     * What is said about the name at the cursor, or about the method whose arguments are being typed.
     *
     * @return each signature with its Javadoc; nothing if there is nothing to say
     */
    public List<SourceCodeAnalysis.Documentation> at(String code, int cursor) {
        int end = endOfName(code, cursor);
        String before = code.substring(0, end);
        boolean isMethod = end > 0 && end < code.length() && code.charAt(end) == '(';
        List<SourceCodeAnalysis.Documentation> found = isMethod ? List.of() : analysis.documentation(before, end, true);
        // A method is known to JShell by its bracket only, typed or not.
        return found.isEmpty() ? analysis.documentation(before + "(", end + 1, true) : found;
    }

    private static int endOfName(String code, int cursor) {
        int end = cursor;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        return end;
    }
}
