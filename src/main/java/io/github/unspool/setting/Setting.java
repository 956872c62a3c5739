package io.github.unspool.setting;

import io.github.unspool.file.Literal;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The definition of a hyperparameter. The text of a builder, the check of its value, configuration files, the identity of a
 * run, the page of a model and the options of the command line are all derived from it.
 *
 * @param name the builder method that sets it, such as {@code epochs}
 * @param scope what depends on it
 * @param fallback its default; null if there is none
 * @param parser reads a value from a text; null if it cannot be written as one
 * @param call the builder call for a value, such as {@code epochs(100)}
 * @param range the valid values
 * @param refusal the second half of the message for an invalid value: what is valid and an example
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

    /** The part of a run that depends on a setting. */
    public enum Scope {
        /** The numbers of a training step. */
        NUMBERS,
        /** How long training runs and on how many processors, but not the numbers of a step. */
        RUN,
        /** Only what is shown or stored during the run; it is not part of any configuration or provenance. */
        PLACE
    }

    /**
     * A whole number of at least 1.
     *
     * @param name the builder method
     * @param scope what depends on it
     * @param fallback its default; 0 for none
     * @param refusal the second half of the message for an invalid value
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
     * @param name the builder method
     * @param range the valid values
     * @param refusal the second half of the message for an invalid value
     * @param description a noun phrase
     * @return the setting, with the default 0
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
     * A flag.
     *
     * @param name the builder method, which has no argument
     * @param scope what depends on it
     * @param description a noun phrase
     * @return the setting, with the default false
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
     * @param name the builder method
     * @param refusal the second half of the message for an invalid value
     * @param description a noun phrase
     * @return the setting, without a default
     */
    public static Setting<Path> file(String name, String refusal, String description) {
        return new Setting<>(
                name,
                Scope.PLACE,
                null,
                Path::of,
                value -> "%s(Path.of(%s))".formatted(name, Literal.of(value.toString())),
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
