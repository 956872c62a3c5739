package io.github.unspool.loss;

import io.github.unspool.math.Elementary;

/**
 * A sigmoid for each output: {@code p = σ(o)}, {@code loss = −mean of y·log p + (1 − y)·log(1 − p)}, {@code do = (p − y) / K}.
 * The logarithm is taken as {@code max(o, 0) − o·y + log(1 + exp(−|o|))}, which no output makes infinite.
 */
record BinaryCrossEntropy() implements Loss {

    @Override
    public double apply(float[] o, float[] y, int at, int outputs, int only) {
        double sum = 0;
        for (int i = at; i < at + outputs; i++) {
            double x = o[i];
            sum += Math.max(x, 0) - x * y[i] + StrictMath.log1p(Elementary.exp(-Math.abs(o[i])));
            o[i] = Elementary.sigmoid(o[i]);
            y[i] = (o[i] - y[i]) / outputs;
        }
        return sum / outputs;
    }

    @Override
    public Kind kind() {
        return Kind.LABELS;
    }

    @Override
    public String title() {
        return "binary cross-entropy in nats";
    }

    @Override
    public String toString() {
        return "Loss.binaryCrossEntropy()";
    }
}
