package io.github.unspool.tribuo;

import io.github.unspool.network.Loss;
import io.github.unspool.network.OutputScale;
import io.github.unspool.network.SparseRows;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.tribuo.Example;
import org.tribuo.Prediction;
import org.tribuo.regression.ImmutableRegressionInfo;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/**
 * One number or several. The network's outputs are numbers of mean 0 and variance 1, so that neither unit nor size matters
 * to training; their scale stays beside the weights, in double, and a prediction is brought back to its unit in double.
 */
final class RegressorOutputs extends Outputs<Regressor> {
    private final String[] names;
    private final OutputScale scale;

    /** Numbers on a scale. */
    RegressorOutputs(ImmutableRegressionInfo info, OutputScale scale) {
        super(info, Regressor.class);
        this.scale = scale;
        this.names = new String[info.size()];
        for (int id = 0; id < names.length; id++) {
            names[id] = info.getOutput(id).getNames()[0];
        }
    }

    /** Numbers brought to mean 0 and variance 1; one that never varies is only moved. */
    static RegressorOutputs standardised(ImmutableRegressionInfo info) {
        double[] means = new double[info.size()];
        double[] deviations = new double[info.size()];
        for (int id = 0; id < means.length; id++) {
            double variance = info.getVariance(id);
            means[id] = info.getMean(id);
            deviations[id] = variance > 0 ? Math.sqrt(variance) : 1;
        }
        return new RegressorOutputs(info, new OutputScale(means, deviations));
    }

    @Override
    OutputScale scale() {
        return scale;
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
            double target = scale.apply(id, dimension.getValue());
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
            values[id] = scale.undo(id, predictions[id]);
        }
        return new Prediction<>(new Regressor(names, values), featuresUsed, example);
    }
}
