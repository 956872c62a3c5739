package io.github.unspool.compare;

import java.util.function.DoubleFunction;

/**
 * A range of numbers that a search draws from.
 *
 * @param <V> the type of the numbers
 */
public final class Range<V extends Number> {
    private final String text;
    private final DoubleFunction<V> at;

    private Range(String text, DoubleFunction<V> at) {
        this.text = text;
        this.at = at;
    }

    /**
     * Numbers, each equally likely.
     *
     * @param low the lowest
     * @param high the highest, larger
     * @return the range
     * @throws IllegalArgumentException if the ends are not finite or not in order
     */
    public static Range<Double> of(double low, double high) {
        check("of", low, high, Double.NEGATIVE_INFINITY);
        return new Range<>(text("of", low, high), u -> Math.min(high, low + u * (high - low)));
    }

    /**
     * Numbers whose logarithms are equally likely: as many between 0.001 and 0.01 as between 0.01 and 0.1. For learning
     * rates.
     *
     * @param low the lowest, positive
     * @param high the highest, larger
     * @return the range
     * @throws IllegalArgumentException if the ends are not positive and finite or not in order
     */
    public static Range<Double> log(double low, double high) {
        check("log", low, high, 0);
        return new Range<>(text("log", low, high), u -> between(low, high, low * StrictMath.pow(high / low, u)));
    }

    /**
     * Whole numbers, each equally likely.
     *
     * @param low the lowest
     * @param high the highest, larger
     * @return the range
     * @throws IllegalArgumentException if the ends are not in order
     */
    public static Range<Integer> ints(int low, int high) {
        check("ints", low, high, Double.NEGATIVE_INFINITY);
        return new Range<>(text("ints", low, high), u ->
                (int) between(low, high, Math.floor(low + u * (1.0 + high - low))));
    }

    /**
     * Whole numbers whose logarithms are about equally likely: as many between 8 and 16 as between 16 and 32. For widths.
     *
     * @param low the lowest, positive
     * @param high the highest, larger
     * @return the range
     * @throws IllegalArgumentException if the ends are not positive or not in order
     */
    public static Range<Integer> logInts(int low, int high) {
        check("logInts", low, high, 0);
        return new Range<>(text("logInts", low, high), u ->
                (int) between(low, high, Math.floor(low * StrictMath.pow((1.0 + high) / low, u))));
    }

    private static double between(double low, double high, double value) {
        return Math.max(low, Math.min(high, value));
    }

    private static void check(String call, double low, double high, double above) {
        if (!(low > above && low < high && high < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "Range.%s(%s, %s): the lower end must come first%s, such as Range.log(0.001, 0.1)"
                            .formatted(call, low, high, above == 0 ? " and is more than 0" : ""));
        }
    }

    private static String text(String call, Number low, Number high) {
        return "Range.%s(%s, %s)".formatted(call, low, high);
    }

    /**
     * The number at a position of the range.
     *
     * @param place the position, from 0 (the lowest number) to 1
     * @return the number
     */
    V at(double place) {
        return at.apply(place);
    }

    /** The call that makes it. */
    @Override
    public String toString() {
        return text;
    }
}
