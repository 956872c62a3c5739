package io.github.unspool.loss;

/**
 * {@code loss = mean of e²/2 where |e| ≤ δ, else δ·(|e| − δ/2)}, e = o − y; {@code do = e / K}, at most δ / K.
 *
 * <p>Source: P. J. Huber, <i>Robust estimation of a location parameter</i>, Annals of Mathematical Statistics 35 (1964).
 *
 * @param delta δ
 */
record HuberLoss(double delta) implements Loss {

    HuberLoss {
        if (!(delta > 0) || Double.isInfinite(delta)) {
            throw new IllegalArgumentException(
                    "huber(%s): delta must be positive and finite; try huber(1)".formatted(delta));
        }
    }

    @Override
    public double apply(float[] o, float[] y, int at, int outputs, int only) {
        double sum = 0;
        for (int i = at; i < at + outputs; i++) {
            float error = o[i] - y[i];
            double size = Math.abs((double) error);
            sum += size <= delta ? size * size / 2 : delta * (size - delta / 2);
            y[i] = (float) Math.max(-delta, Math.min(delta, error)) / outputs;
        }
        return sum / outputs;
    }

    @Override
    public Kind kind() {
        return Kind.NUMBERS;
    }

    @Override
    public String title() {
        return "Huber loss with δ = " + delta;
    }

    @Override
    public String toString() {
        return "Loss.huber(" + delta + ")";
    }
}
