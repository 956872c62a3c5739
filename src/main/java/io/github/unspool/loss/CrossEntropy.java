package io.github.unspool.loss;

import io.github.unspool.math.Elementary;
import io.github.unspool.math.Exponential;

/**
 * Softmax and cross-entropy: {@code p = exp(o) / Σ exp(o)}, {@code loss = −Σ q·log p}, {@code do = p − q}, where q is 1 − ε
 * at the class, and ε / K more everywhere.
 *
 * <p>Source of ε: C. Szegedy et al., <i>Rethinking the Inception architecture for computer vision</i>, arXiv:1512.00567,
 * section 7.
 *
 * @param smoothing ε
 */
public record CrossEntropy(double smoothing) implements Loss {
    private static final Exponential EXP = Exponential.create();

    /**
     * Checks the smoothing.
     *
     * @param smoothing ε
     * @throws IllegalArgumentException if it is not from 0 to less than 1
     */
    public CrossEntropy {
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new IllegalArgumentException(
                    "crossEntropy(%s): the value must be at least 0 and less than 1; try crossEntropy(0.1)"
                            .formatted(smoothing));
        }
    }

    /** The loss is taken from the outputs, so that no probability is too small. */
    @Override
    public double apply(float[] o, float[] y, int at, int outputs, int only) {
        float highest = EXP.highest(o, at, at + outputs);
        double below = below(o, y, at, outputs, only, highest);
        return below + Elementary.log(EXP.softmax(o, y, at, at + outputs, highest));
    }

    /** Turns y into q, and gives Σ q·(highest − o). */
    private double below(float[] o, float[] y, int at, int outputs, int only, float highest) {
        if (only >= 0 && smoothing == 0) {
            return y[at + only] * ((double) highest - o[at + only]);
        }
        double sum = 0;
        for (int i = at; i < at + outputs; i++) {
            if (smoothing > 0) {
                y[i] = (float) ((1 - smoothing) * y[i] + smoothing / outputs);
            }
            if (y[i] != 0) {
                sum += y[i] * ((double) highest - o[i]);
            }
        }
        return sum;
    }

    @Override
    public Kind kind() {
        return Kind.CLASS;
    }

    @Override
    public String title() {
        return smoothing == 0 ? "cross-entropy in nats" : "cross-entropy in nats, smoothed by " + smoothing;
    }

    @Override
    public String toString() {
        return smoothing == 0 ? "Loss.crossEntropy()" : "Loss.crossEntropy(" + smoothing + ")";
    }
}
