package io.github.unspool.tribuo;

/** Ranges of hyperparameters. The sentences name the call as people write it. */
final class Checks {
    private Checks() {}

    static void positive(String call, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "%s(%s): the value must be positive and finite; try %s".formatted(call, value, example(call)));
        }
    }

    static void fraction(String call, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(
                    "%s(%s): the value must be at least 0 and less than 1".formatted(call, value));
        }
    }

    private static String example(String call) {
        return switch (call) {
            case "sgd" -> "sgd(0.1)";
            case "adam" -> "adam(0.01)";
            case "clip" -> "clip(1)";
            default -> call + "(1e-8)";
        };
    }
}
