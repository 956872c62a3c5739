package io.github.unspool.setting;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A hyperparameter: all there is to know about it, said once. The chain's text, its check, configuration files, the identity
 * of a run, the page of a model and the command line follow from it.
 *
 * @param name the call of the chain that chooses it, such as {@code epochs}
 * @param scope what depends on it
 * @param fallback its value when nobody chooses one; null if there is none
 * @param parser reads a value from a text; null if it cannot be written as one
 * @param call the chain's call for a value, such as {@code epochs(100)}
 * @param range the values that it may have
 * @param refusal what is needed and what to write, for a value out of range
 * @param description a noun phrase
 * @param <T> the type of its values
 */
public record Setting<T>(
        String name,
        Scope scope,
        T fallback,
        Function<String, T> parser,
        Function<T, String> call,
        Predicate<T> range,
        String refusal,
        String description) {

    /** What depends on a setting. */
    public enum Scope {
        /** The numbers that a step of training gives. */
        NUMBERS,
        /** How long or on how much of the machine training runs, but no number of a step. */
        RUN,
        /** Only what is seen or kept beside the run; it is written into no configuration and no provenance. */
        PLACE
    }

    /**
     * A whole number of at least 1.
     *
     * @param name the call
     * @param scope what depends on it
     * @param fallback its value when nobody chooses one; 0 for none
     * @param refusal what is needed and what to write
     * @param description a noun phrase
     * @return the setting
     */
    public static Setting<Integer> count(String name, Scope scope, int fallback, String refusal, String description) {
        return new Setting<>(
                name,
                scope,
                fallback,
                Integer::valueOf,
                value -> name + "(" + value + ")",
                value -> value >= 1,
                refusal,
                description);
    }

    /**
     * A real number.
     *
     * @param name the call
     * @param range the values that it may have
     * @param refusal what is needed and what to write
     * @param description a noun phrase
     * @return the setting, 0 when nobody chooses it
     */
    public static Setting<Double> number(String name, Predicate<Double> range, String refusal, String description) {
        return new Setting<>(
                name,
                Scope.NUMBERS,
                0.0,
                Double::valueOf,
                value -> name + "(" + value + ")",
                range,
                refusal,
                description);
    }

    /**
     * Something that is done or not.
     *
     * @param name the call, which has no argument
     * @param scope what depends on it
     * @param description a noun phrase
     * @return the setting, false when nobody chooses it
     */
    public static Setting<Boolean> mark(String name, Scope scope, String description) {
        return new Setting<>(
                name,
                scope,
                false,
                Setting::truth,
                value -> name + "()",
                value -> true,
                "it is true or false",
                description);
    }

    /**
     * A file.
     *
     * @param name the call
     * @param refusal what is needed and what to write
     * @param description a noun phrase
     * @return the setting, without a value when nobody chooses it
     */
    public static Setting<Path> file(String name, String refusal, String description) {
        return new Setting<>(
                name,
                Scope.PLACE,
                null,
                Path::of,
                value -> "%s(Path.of(%s))".formatted(name, quoted(value.toString())),
                value -> value.getFileSystem() == FileSystems.getDefault()
                        && value.getFileName() != null
                        && !value.toString().isEmpty(),
                refusal,
                description);
    }

    /** Null: neither. */
    private static Boolean truth(String text) {
        return text.equals("true") || text.equals("false") ? Boolean.valueOf(text) : null;
    }

    /**
     * Writes a text as Java does.
     *
     * @param text any text
     * @return a literal
     */
    public static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /**
     * Checks a value.
     *
     * @param value the value
     * @return the value
     * @throws IllegalArgumentException if it is out of range; the message says what to write instead
     */
    T checked(T value) {
        if (value == null || !range.test(value)) {
            throw new IllegalArgumentException("%s(%s): %s".formatted(name, value, refusal));
        }
        return value;
    }

    /**
     * Reads a value from a text.
     *
     * @param text such as one of a configuration file or a command line
     * @return the value
     * @throws IllegalArgumentException if it is none, or out of range; the message says what to write instead
     */
    T parsed(String text) {
        T value = null;
        try {
            value = parser.apply(text.strip());
        } catch (NumberFormatException | InvalidPathException e) {
            // It is refused below, as a value out of range is.
        }
        if (value == null) {
            throw new IllegalArgumentException("%s(%s): %s".formatted(name, text, refusal));
        }
        return checked(value);
    }

    /** The name identifies a setting. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Setting<?> setting && name.equals(setting.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
