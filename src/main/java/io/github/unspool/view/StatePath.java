package io.github.unspool.view;

import io.github.unspool.inspect.LayerTrace;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * The way of a layer's hidden state while a sequence was read, seen from where it spreads most: its first two principal
 * components.
 *
 * @param layer 1 for the lowest
 * @param steps what was read at each step, in words
 * @param labels a label for each step, or none
 * @param points a place for each step, first and second component; shared, not copied
 * @param variance the part of the variance that each of the two components holds, 0 to 1; shared, not copied
 */
public record StatePath(int layer, List<String> steps, List<String> labels, double[][] points, double[] variance) {

    /**
     * Copies the lists and checks the sizes.
     *
     * @param layer 1 for the lowest
     * @param steps what was read
     * @param labels a label for each step, or none
     * @param points a place for each step
     * @param variance the part of each component
     * @throws IllegalArgumentException if there is not one point, or one label if there are any, for each step
     */
    public StatePath {
        steps = List.copyOf(steps);
        labels = List.copyOf(labels);
        if (points.length != steps.size() || !labels.isEmpty() && labels.size() != steps.size()) {
            throw new IllegalArgumentException("a path of %s steps cannot have %s points and %s labels"
                    .formatted(steps.size(), points.length, labels.size()));
        }
    }

    /**
     * Finds the principal components of a layer's states.
     *
     * @param layer such as {@code trace.layer(0)}
     * @return the path; the signs are such that the unit that counts most in a component counts positively
     */
    public static StatePath of(LayerTrace layer) {
        RealMatrix states = centred(layer.hidden());
        SingularValueDecomposition parts = new SingularValueDecomposition(states);
        double[] sizes = parts.getSingularValues();
        double all = Arrays.stream(sizes).map(size -> size * size).sum();
        double[][] points = new double[states.getRowDimension()][2];
        double[] variance = new double[2];
        for (int i = 0; i < Math.min(2, sizes.length); i++) {
            double[] direction = parts.getV().getColumn(i);
            double[] along = states.operate(direction);
            for (int t = 0; t < along.length; t++) {
                points[t][i] = sign(direction) * along[t];
            }
            variance[i] = all == 0 ? 0 : sizes[i] * sizes[i] / all;
        }
        return new StatePath(layer.number(), layer.steps(), List.of(), points, variance);
    }

    private static RealMatrix centred(float[][] states) {
        RealMatrix centred = MatrixUtils.createRealMatrix(states.length, states[0].length);
        for (int unit = 0; unit < states[0].length; unit++) {
            double mean = 0;
            for (float[] state : states) {
                mean += state[unit] / states.length;
            }
            for (int t = 0; t < states.length; t++) {
                centred.setEntry(t, unit, states[t][unit] - mean);
            }
        }
        return centred;
    }

    private static double sign(double[] direction) {
        double largest = 0;
        for (double part : direction) {
            largest = Math.abs(part) > Math.abs(largest) ? part : largest;
        }
        return largest < 0 ? -1 : 1;
    }

    /**
     * The same path, coloured by labels instead of time.
     *
     * @param names a label for each step
     * @return the path
     * @throws IllegalArgumentException if there is not one label for each step
     */
    public StatePath by(List<String> names) {
        return new StatePath(layer, steps, names, points, variance);
    }

    /** How much of the states two components show. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s states of layer %s; two principal components hold %.0f%% of the variance (%.0f%% and %.0f%%)",
                steps.size(),
                layer,
                100 * (variance[0] + variance[1]),
                100 * variance[0],
                100 * variance[1]);
    }
}
