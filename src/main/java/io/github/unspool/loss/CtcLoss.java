package io.github.unspool.loss;

import io.github.unspool.math.Exponential;

/**
 * Connectionist temporal classification: softmax at each step, and −log of the probability of the whole target, which {@link Ctc}
 * computes from all steps of a sequence. A row alone has predictions but no loss.
 */
public record CtcLoss() implements Loss {
    private static final Exponential EXP = Exponential.create();

    /** Only the predictions: the loss is that of a sequence. */
    @Override
    public double apply(float[] o, float[] y, int at, int outputs, int only) {
        EXP.softmax(o, y, at, at + outputs, EXP.highest(o, at, at + outputs));
        return 0;
    }

    @Override
    public Kind kind() {
        return Kind.CLASS;
    }

    @Override
    public boolean isOfSequences() {
        return true;
    }

    @Override
    public Loss comparable() {
        return this;
    }

    @Override
    public String title() {
        return "CTC loss in nats";
    }

    @Override
    public String toString() {
        return "Loss.ctc()";
    }
}
