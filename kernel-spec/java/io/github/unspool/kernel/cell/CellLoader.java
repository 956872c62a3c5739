package io.github.unspool.kernel.cell;

import java.io.File;
import java.lang.instrument.ClassDefinition;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.InternalException;

/**
 * Holds the classes that JShell makes of cells. JShell compiles a cell again when a later one changes what its names mean, by a
 * further import for instance. Its classes get the new code in place; where Java does not permit that, JShell has others instead
 * of them, which get the values of the variables whose type is still the same.
 */
final class CellLoader extends URLClassLoader implements LoaderDelegate {
    /** {@code REPL.$JShell$12}, and if another takes its place {@code REPL.$JShell$12B}. */
    private static final Pattern CELL = Pattern.compile("(REPL\\.\\$JShell\\$\\d+)[A-Z]*");

    /** Not loaded yet. */
    private final Map<String, byte[]> bytecodes = new ConcurrentHashMap<>();

    private final Map<String, Class<?>> newest = new HashMap<>();

    /** Variables whose objects are of a class that another has replaced. */
    private final List<String> lost = new ArrayList<>();

    CellLoader() {
        super("cells", new URL[0], CellLoader.class.getClassLoader());
    }

    @Override
    public void load(ClassBytecodes[] classes) throws ClassInstallException {
        for (ClassBytecodes one : classes) {
            bytecodes.put(one.name(), one.bytecodes());
        }
        boolean[] loaded = new boolean[classes.length];
        for (int i = 0; i < classes.length; i++) {
            try {
                keepVariables(loadClass(classes[i].name()));
                loaded[i] = true;
            } catch (ClassNotFoundException | IllegalAccessException | LinkageError e) {
                throw new ClassInstallException(classes[i].name() + ": " + e.getMessage(), loaded);
            }
        }
    }

    private void keepVariables(Class<?> cell) throws IllegalAccessException {
        Matcher name = CELL.matcher(cell.getName());
        if (name.matches()) {
            Class<?> before = newest.put(name.group(1), cell);
            if (before != null) {
                copyVariables(before, cell);
            }
        }
    }

    private void copyVariables(Class<?> from, Class<?> to) throws IllegalAccessException {
        for (Field old : from.getDeclaredFields()) {
            for (Field field : to.getDeclaredFields()) {
                if (isVariable(field) && field.getName().equals(old.getName())) {
                    copyVariable(old, field);
                }
            }
        }
    }

    private void copyVariable(Field from, Field to) throws IllegalAccessException {
        from.setAccessible(true);
        to.setAccessible(true);
        if (from.getType() == to.getType()) {
            to.set(null, from.get(null));
        } else if (from.get(null) != null && !from.getName().startsWith("$")) {
            lost.add(from.getName());
        }
    }

    /** Gives away the names of the variables that have lost their objects since it was asked last. */
    List<String> takeLost() {
        List<String> names = List.copyOf(lost);
        lost.clear();
        return names;
    }

    private static boolean isVariable(Field field) {
        int modifiers = field.getModifiers();
        return Modifier.isStatic(modifiers) && Modifier.isPublic(modifiers) && !Modifier.isFinal(modifiers);
    }

    /**
     * Gives loaded classes new code.
     *
     * @throws ClassInstallException if they can only be replaced by others
     */
    void redefine(ClassBytecodes[] classes) throws ClassInstallException {
        ClassDefinition[] definitions = new ClassDefinition[classes.length];
        try {
            for (int i = 0; i < classes.length; i++) {
                definitions[i] = new ClassDefinition(loadClass(classes[i].name()), classes[i].bytecodes());
            }
            Redefinition.apply(definitions);
        } catch (Exception | LinkageError | InternalError e) {
            throw new ClassInstallException(e.toString(), new boolean[classes.length]);
        }
    }

    @Override
    public void classesRedefined(ClassBytecodes[] classes) {
        throw new UnsupportedOperationException("redefine(…) does it");
    }

    /** Whether a class was loaded. */
    boolean has(String name) {
        synchronized (getClassLoadingLock(name)) {
            return findLoadedClass(name) != null;
        }
    }

    /** Empties a variable that nobody can name any more. */
    static void clear(Class<?> cell, String variable) {
        try {
            Field field = cell.getDeclaredField(variable);
            if (!field.getType().isPrimitive()) {
                field.setAccessible(true);
                field.set(null, null);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void addToClasspath(String path) throws InternalException {
        try {
            for (String one : path.split(File.pathSeparator)) {
                addURL(Path.of(one).toUri().toURL());
            }
        } catch (MalformedURLException e) {
            throw new InternalException(e.getMessage());
        }
    }

    @Override
    public Class<?> findClass(String name) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            byte[] code = bytecodes.remove(name);
            return code == null ? super.findClass(name) : defineClass(name, code, 0, code.length);
        }
    }
}
