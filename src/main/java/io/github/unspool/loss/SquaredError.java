package io.github.unspool.loss;

/** {@code loss = mean of (o − y)²}, {@code do = 2·(o − y) / K}. */
record SquaredError() implements Loss {

    @Override
    public double apply(float[] o, float[] y, int at, int outputs, int only) {
        double sum = 0;
        for (int i = at; i < at + outputs; i++) {
            float error = o[i] - y[i];
            sum += (double) error * error;
            y[i] = 2 * error / outputs;
        }
        return sum / outputs;
    }

    @Override
    public Kind kind() {
        return Kind.NUMBERS;
    }

    @Override
    public String title() {
        return "mean squared error";
    }

    @Override
    public String toString() {
        return "Loss.squaredError()";
    }
}
