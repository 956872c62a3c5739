package io.github.unspool.loss;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * The unit of a network's outputs: output k stands for the number {@code means[k] + deviations[k] · o[k]}. The product and
 * the sum are computed in double, as weights of float32 would cost numbers far from 0 their digits: near 10⁹ two floats are
 * 64 apart.
 */
public final class OutputScale {
    private final double[] means;
    private final double[] deviations;

    /**
     * Makes a scale.
     *
     * @param means what 0 stands for, for each of the K outputs
     * @param deviations what a difference of 1 stands for
     * @throws IllegalArgumentException if there are not as many means as deviations, a number is not finite or a deviation
     *     not positive
     */
    public OutputScale(double[] means, double[] deviations) {
        if (means.length != deviations.length) {
            throw new IllegalArgumentException(
                    "a scale of %s means cannot have %s deviations".formatted(means.length, deviations.length));
        }
        this.means = means.clone();
        this.deviations = deviations.clone();
        for (int k = 0; k < means.length; k++) {
            if (!Double.isFinite(means[k]) || !Double.isFinite(deviations[k]) || deviations[k] <= 0) {
                throw new IllegalArgumentException(
                        "output %s has the mean %s and the deviation %s; both must be finite, and the deviation positive"
                                .formatted(k, means[k], deviations[k]));
            }
        }
    }

    /**
     * The scale of outputs that are already in their unit.
     *
     * @param outputs K
     * @return means of 0 and deviations of 1
     */
    public static OutputScale none(int outputs) {
        double[] ones = new double[outputs];
        Arrays.fill(ones, 1);
        return new OutputScale(new double[outputs], ones);
    }

    /**
     * Whether outputs are in their unit already.
     *
     * @return true if every mean is 0 and every deviation 1
     */
    public boolean isNone() {
        return DoubleStream.of(means).allMatch(mean -> mean == 0)
                && DoubleStream.of(deviations).allMatch(deviation -> deviation == 1);
    }

    /**
     * What 0 stands for.
     *
     * @return one number for each output; a copy
     */
    public double[] means() {
        return means.clone();
    }

    /**
     * What a difference of 1 stands for.
     *
     * @return one number for each output; a copy
     */
    public double[] deviations() {
        return deviations.clone();
    }

    /**
     * An output in its unit.
     *
     * @param output k
     * @param o what the network gives
     * @return the number
     */
    public double undo(int output, double o) {
        return means[output] + deviations[output] * o;
    }

    /**
     * A number as the network's output.
     *
     * @param output k
     * @param value the number in its unit
     * @return o
     */
    public double apply(int output, double value) {
        return (value - means[output]) / deviations[output];
    }

    /**
     * The standard deviation of an output, in its unit.
     *
     * @param output its number
     * @return the deviation
     */
    public double deviation(int output) {
        return deviations[output];
    }
}
