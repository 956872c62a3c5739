package io.github.unspool.loss;

/**
 * {@code loss = mean of (d · (o − y))²} with the deviation d of each output: the squared error in the unit of the numbers.
 * It only measures; no network is trained with it.
 *
 * @param scale of the outputs
 */
public record SquaredErrorInUnits(OutputScale scale) implements Loss {

    @Override
    public double apply(float[] o, float[] y, int at, int outputs, int only) {
        double sum = 0;
        for (int k = 0; k < outputs; k++) {
            double unit = scale.deviation(k);
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
