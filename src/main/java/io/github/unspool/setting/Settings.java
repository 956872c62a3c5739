package io.github.unspool.setting;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A set of chosen values. Immutable. */
public final class Settings {
    /** No chosen values. */
    public static final Settings NONE = new Settings(Map.of());

    private final Map<Setting<?>, Object> chosen;

    private Settings(Map<Setting<?>, Object> chosen) {
        this.chosen = chosen;
    }

    /**
     * Chooses a value.
     *
     * @param setting the setting
     * @param value its value
     * @param <T> the type of its values
     * @return the changed settings
     * @throws IllegalArgumentException if it is out of range; the message says what to write instead
     */
    public <T> Settings with(Setting<T> setting, T value) {
        Map<Setting<?>, Object> changed = new LinkedHashMap<>(chosen);
        changed.put(setting, setting.checked(value));
        return new Settings(Collections.unmodifiableMap(changed));
    }

    /**
     * Chooses a value, unless it is the value that means none.
     *
     * @param none the value that means none
     * @param setting the setting
     * @param value its value
     * @param <T> the type of its values
     * @return the changed settings, or the same
     * @throws IllegalArgumentException if it is out of range; the message says what to write instead
     */
    public <T> Settings withUnless(T none, Setting<T> setting, T value) {
        return value.equals(none) ? this : with(setting, value);
    }

    /**
     * Removes a chosen value.
     *
     * @param setting the setting
     * @return the changed settings
     */
    public Settings without(Setting<?> setting) {
        Map<Setting<?>, Object> changed = new LinkedHashMap<>(chosen);
        changed.remove(setting);
        return new Settings(Collections.unmodifiableMap(changed));
    }

    /**
     * Chooses a value that is written as a text.
     *
     * @param setting the setting
     * @param text the text
     * @param <T> the type of its values
     * @return the changed settings
     * @throws IllegalArgumentException if it is no value, or out of range; the message says what to write instead
     */
    public <T> Settings withText(Setting<T> setting, String text) {
        return with(setting, setting.parsed(text));
    }

    /**
     * Returns a value.
     *
     * @param setting the setting
     * @param <T> the type of its values
     * @return the chosen value, or the default
     */
    @SuppressWarnings("unchecked") // Only with(…) puts values in.
    public <T> T get(Setting<T> setting) {
        return (T) chosen.getOrDefault(setting, setting.fallback());
    }

    /**
     * Whether a value was chosen.
     *
     * @param setting the setting
     * @return true if it was chosen, even if it equals the default
     */
    public boolean has(Setting<?> setting) {
        return chosen.containsKey(setting);
    }

    /**
     * The builder calls that choose these values, in order.
     *
     * @return such as {@code .epochs(20).seed(3)}; empty if nothing is chosen
     */
    public String calls() {
        StringBuilder calls = new StringBuilder();
        chosen.keySet().forEach(setting -> calls.append('.').append(call(setting)));
        return calls.toString();
    }

    private <T> String call(Setting<T> setting) {
        return setting.call().apply(get(setting));
    }

    /**
     * A value as an argument of the builder call.
     *
     * @param setting the setting
     * @return the arguments of its call; the whole call if its name differs, and {@code yes} if it has no argument
     */
    public String text(Setting<?> setting) {
        String call = call(setting);
        if (!call.startsWith(setting.name() + "(")) {
            return call;
        }
        String argument = call.substring(setting.name().length() + 1, call.length() - 1);
        return argument.isEmpty() ? "yes" : argument;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Settings settings && chosen.equals(settings.chosen);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(chosen);
    }
}
