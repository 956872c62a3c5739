package io.github.unspool.compare;

import java.util.Locale;

/**
 * The value of one hyperparameter for one candidate.
 *
 * @param text the value as text, such as {@code gru} or {@code 0.01}
 * @param number its value as a number; NaN if it is not a number
 */
public record Choice(String text, double number) {
    /** Of a hyperparameter that does not apply to a candidate. */
    public static final Choice NONE = new Choice("–", Double.NaN);

    static Choice of(Object value) {
        return new Choice(String.valueOf(value), value instanceof Number number ? number.doubleValue() : Double.NaN);
    }

    /**
     * Whether it is a number.
     *
     * @return false for words
     */
    public boolean isNumber() {
        return !Double.isNaN(number);
    }

    /** A number of many digits, as one that was drawn at random has, with four. */
    @Override
    public String toString() {
        return isNumber() ? digits(number, text) : text;
    }

    /** Four significant digits, unless it can be written with fewer. */
    static String digits(double number, String text) {
        String rounded = String.format(Locale.ROOT, "%.4g", number);
        return text.length() <= rounded.length() ? text : rounded;
    }
}
