package io.github.unspool.tribuo.file;

import java.util.Locale;

/**
 * Runs calls of Tribuo where the default locale spells a name of Java otherwise: reading and writing protobufs, Tribuo puts
 * names of methods into upper case by the rules of the machine, and in Turkish and Azeri {@code i} becomes {@code İ}.
 * Other locales are left alone.
 */
public final class RootLocale {
    private RootLocale() {}

    /**
     * A call that may throw.
     *
     * @param <T> what it gives
     * @param <E> what it throws
     */
    public interface Call<T, E extends Exception> {
        /**
         * Calls.
         *
         * @return the result
         * @throws E as it likes
         */
        T call() throws E;
    }

    /**
     * Makes a call in a locale that spells names as Java does.
     *
     * @param call what is to be done
     * @param <T> what it gives
     * @param <E> what it throws
     * @return the result
     * @throws E as the call does
     */
    public static <T, E extends Exception> T in(Call<T, E> call) throws E {
        if ("i".toUpperCase(Locale.getDefault()).equals("I")) {
            return call.call();
        }
        synchronized (RootLocale.class) {
            Locale before = Locale.getDefault();
            Locale.setDefault(Locale.ROOT);
            try {
                return call.call();
            } finally {
                Locale.setDefault(before);
            }
        }
    }
}
