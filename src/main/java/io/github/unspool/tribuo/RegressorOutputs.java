package io.github.unspool.tribuo;

import io.github.unspool.network.Loss;
import io.github.unspool.network.Parameter;
import io.github.unspool.network.SparseRows;
import io.github.unspool.network.Weights;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.tribuo.Example;
import org.tribuo.Prediction;
import org.tribuo.regression.ImmutableRegressionInfo;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/**
 * One number or several. For training each is brought to mean 0 and variance 1, so that neither its unit nor its size
 * matters; afterwards the scale goes into the output's weights, so that the network itself tells the numbers as they are.
 */
final class RegressorOutputs extends Outputs<Regressor> {
    private final String[] names;
    private final double[] mean;
    private final double[] deviation;

    /** Numbers as they are. */
    RegressorOutputs(ImmutableRegressionInfo info) {
        super(info, Regressor.class);
        this.names = new String[info.size()];
        this.mean = new double[names.length];
        this.deviation = new double[names.length];
        for (int id = 0; id < names.length; id++) {
            names[id] = info.getOutput(id).getNames()[0];
            deviation[id] = 1;
        }
    }

    /** Numbers brought to mean 0 and variance 1; one that never varies is only moved. */
    static RegressorOutputs standardised(ImmutableRegressionInfo info) {
        RegressorOutputs outputs = new RegressorOutputs(info);
        for (int id = 0; id < outputs.names.length; id++) {
            double variance = info.getVariance(id);
            outputs.mean[id] = info.getMean(id);
            outputs.deviation[id] = variance > 0 ? Math.sqrt(variance) : 1;
        }
        return outputs;
    }

    @Override
    String name(int id) {
        return names[id];
    }

    @Override
    String describe(Regressor output) {
        StringJoiner numbers = new StringJoiner(", ");
        for (Regressor.DimensionTuple number : output) {
            numbers.add(String.format(Locale.ROOT, "%s %.4g", number.getName(), number.getValue()));
        }
        return numbers.toString();
    }

    @Override
    Loss loss() {
        return Loss.squaredError();
    }

    @Override
    Regressor unknown() {
        return RegressionFactory.UNKNOWN_REGRESSOR;
    }

    @Override
    boolean isKnown(Regressor output) {
        return isNumber(output);
    }

    /** Whether none of the numbers is NaN. */
    static boolean isNumber(Regressor output) {
        for (double value : output.getValues()) {
            if (Double.isNaN(value)) {
                return false;
            }
        }
        return true;
    }

    @Override
    float add(Regressor output, SparseRows.Builder targets) {
        if (output.size() != names.length) {
            throw notInDomain("has the outputs " + List.of(output.getNames()));
        }
        for (int id = 0; id < names.length; id++) {
            Regressor.DimensionTuple dimension = dimension(output, names[id]);
            double target = (dimension.getValue() - mean[id]) / deviation[id];
            if (!Float.isFinite((float) target)) {
                throw new IllegalArgumentException("has the output %s = %s; give it a value that a float can hold"
                        .formatted(names[id], dimension.getValue()));
            }
            targets.add(id, target);
        }
        return 1;
    }

    private static Regressor.DimensionTuple dimension(Regressor output, String name) {
        return output.getDimension(name)
                .orElseThrow(() -> notInDomain("has the outputs " + List.of(output.getNames())));
    }

    @Override
    Prediction<Regressor> prediction(float[] predictions, int featuresUsed, Example<Regressor> example) {
        double[] values = new double[names.length];
        for (int id = 0; id < values.length; id++) {
            values[id] = predictions[id];
        }
        return new Prediction<>(new Regressor(names, values), featuresUsed, example);
    }

    /** o = mean + deviation · (u·Wy + by). */
    @Override
    void restore(Weights weights) {
        Parameter wy = weights.wy();
        Parameter by = weights.by();
        for (int i = 0; i < wy.values().length; i++) {
            wy.values()[i] *= (float) deviation[i % names.length];
        }
        for (int id = 0; id < names.length; id++) {
            by.values()[id] = (float) (mean[id] + deviation[id] * by.values()[id]);
        }
    }
}
