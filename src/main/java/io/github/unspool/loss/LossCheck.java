package io.github.unspool.loss;

import io.github.unspool.equation.Graph;
import java.util.List;
import java.util.Set;

/** Refuses equations that are no loss: nothing could be learned with them, or the wrong thing. */
final class LossCheck {
    private static final double[] OUTPUTS = {-3, -1, 0, 1, 3};
    private static final double[] NUMBERS = {-1, 0, 1};
    private static final double[] COUNTS = {0, 1, 2};

    private LossCheck() {}

    static void check(EquationLoss loss) {
        Set<String> used = Graph.variables(List.of(loss.expression()));
        for (String name : used) {
            if (!Set.of(LossEquation.PREDICTION, LossEquation.TARGET).contains(name)) {
                throw wrong(loss, "contains %s, and is computed from y and t alone".formatted(name));
            }
        }
        if (!used.contains(LossEquation.PREDICTION)) {
            throw wrong(loss, "does not contain the prediction y, so that nothing can be learned");
        }
        if (!used.contains(LossEquation.TARGET)) {
            throw wrong(loss, "does not contain the target t, so that all targets are equal to it");
        }
        for (double t : loss.kind() == Loss.Kind.LABELS || loss.isPositive() ? COUNTS : NUMBERS) {
            if (loss.kind() != Loss.Kind.LABELS || t <= 1) {
                check(loss, t);
            }
        }
    }

    private static void check(EquationLoss loss, double t) {
        double atTarget = loss.value(1, output(loss, t), t);
        for (double o : OUTPUTS) {
            double value = loss.value(1, o, t);
            double gradient = loss.value(2, o, t);
            if (!Double.isFinite(value) || !Double.isFinite(gradient)) {
                throw wrong(
                        loss,
                        "is %s and has the gradient %s at the prediction %s and the target %s; both must be finite, and a logarithm or root needs a number above 0: Loss.ofPositive(…) has predictions above 0"
                                .formatted(value, gradient, round(loss.value(0, o, t)), t));
            }
            if (value < atTarget - 1e-6 * Math.max(1, Math.abs(atTarget))) {
                throw wrong(
                        loss,
                        "is %s at the prediction %s and %s at the target %s itself, so that training would move predictions away from targets; change its sign"
                                .formatted(round(value), round(loss.value(0, o, t)), round(atTarget), t));
            }
        }
    }

    /** The output whose prediction is a target, or nearly where no output gives it. */
    private static double output(EquationLoss loss, double t) {
        if (loss.kind() == Loss.Kind.LABELS) {
            return t > 0.5 ? 30 : -30;
        }
        return loss.isPositive() ? Math.log(Math.max(t, 1e-9)) : t;
    }

    private static double round(double value) {
        return Math.rint(value * 1000) / 1000;
    }

    private static IllegalArgumentException wrong(EquationLoss loss, String problem) {
        return new IllegalArgumentException(
                "the loss \"%s\" = %s %s".formatted(loss.title(), loss.expression(), problem));
    }
}
