package io.github.unspool.tribuo.adapter;

import io.github.unspool.part.Sequence;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * How large the inputs of a network are.
 *
 * @param squares the sum of the squares of each input
 * @param counts how often it is not zero
 */
record InputSizes(double[] squares, long[] counts) {
    /** Inputs of a larger size make cells saturate. */
    private static final double LARGE = 10;

    static InputSizes of(List<Sequence> sequences, int inputs) {
        InputSizes sizes = new InputSizes(new double[inputs], new long[inputs]);
        for (Sequence sequence : sequences) {
            sequence.inputs().forEach(0, sequence.steps(), (column, value) -> {
                sizes.squares[column] += (double) value * value;
                sizes.counts[column]++;
            });
        }
        return sizes;
    }

    /** The root of the mean square of an input, where it is not zero. */
    double size(int input) {
        return counts[input] == 0 ? 0 : Math.sqrt(squares[input] / counts[input]);
    }

    /** The largest input, if it is too large. */
    OptionalInt largest() {
        return IntStream.range(0, squares.length).reduce((one, other) -> size(other) > size(one) ? other : one).stream()
                .filter(input -> size(input) > LARGE)
                .findFirst();
    }
}
