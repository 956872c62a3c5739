package io.github.unspool.tribuo.optimiser;

/** Ranges of hyperparameters. The sentences name the call as people write it. */
final class Checks {
    private Checks() {}

    static void positive(String call, double value, String example) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "%s(%s): the value must be positive and finite; try %s(%s)".formatted(call, value, call, example));
        }
    }

    static void fraction(String call, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(
                    "%s(%s): the value must be at least 0 and less than 1".formatted(call, value));
        }
    }
}
