package io.github.unspool.loss;

import io.github.unspool.math.Elementary;

/**
 * {@code loss = mean of (d · (o − y))²} with the deviation d of each output, or with e to the power of o: the squared error
 * in the unit of the numbers. It only measures; no network is trained with it.
 *
 * @param scale of the outputs
 * @param isPositive whether predictions are e to the power of outputs
 */
public record SquaredErrorInUnits(OutputScale scale, boolean isPositive) implements Loss {

    @Override
    public double apply(float[] o, float[] y, int at, int outputs, int only) {
        double sum = 0;
        for (int k = 0; k < outputs; k++) {
            double unit = scale.deviation(k);
            o[at + k] = isPositive ? Elementary.exp(o[at + k]) : o[at + k];
            double error = unit * ((double) o[at + k] - y[at + k]);
            sum += error * error;
            y[at + k] = (float) (2 * unit * error / outputs);
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
}
