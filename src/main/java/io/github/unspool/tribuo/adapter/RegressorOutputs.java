package io.github.unspool.tribuo.adapter;

import io.github.unspool.loss.Loss;
import io.github.unspool.loss.OutputScale;
import io.github.unspool.parameter.SparseRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.DoubleStream;
import org.tribuo.Example;
import org.tribuo.Prediction;
import org.tribuo.regression.ImmutableRegressionInfo;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/**
 * One number or several. The network's outputs are numbers of mean 0 and variance 1, so that neither unit nor size matters
 * to training; their scale is stored with the weights, in double, and a prediction is brought back to its unit in double.
 */
final class RegressorOutputs extends Outputs<Regressor> {
    /** A step between floats that is a larger part of the deviation is seen in predictions. */
    private static final double COARSE = 0.01;

    private final ImmutableRegressionInfo info;
    private final String[] names;
    private final OutputScale scale;

    /** Numbers on a scale. */
    RegressorOutputs(ImmutableRegressionInfo info, OutputScale scale) {
        super(info, Regressor.class);
        this.info = info;
        this.scale = scale;
        this.names = new String[info.size()];
        for (int id = 0; id < names.length; id++) {
            names[id] = info.getOutput(id).getNames()[0];
        }
    }

    @Override
    public OutputScale scale() {
        return scale;
    }

    /**
     * Numbers brought to mean 0 and variance 1 of the targets that are trained on, by their weights; one that never varies is
     * only moved. Targets of weight 0 do not matter, and an example of weight 2 is as good as two. Where predictions are above
     * 0, numbers are divided by their mean.
     *
     * <p>Source: D. H. D. West, <i>Updating mean and variance estimates: an improved method</i>, Communications of the ACM 22
     * (1979).
     */
    @Override
    public Outputs<Regressor> scaledTo(Iterable<Target<Regressor>> targets, boolean isPositive) {
        double total = 0;
        int count = 0;
        double[] squares = new double[names.length];
        double[] middle = new double[names.length];
        for (Target<Regressor> target : targets) {
            if (target.weight() > 0 && isKnown(target.output()) && has(target.output())) {
                total += target.weight();
                count++;
                for (int id = 0; id < names.length; id++) {
                    double value = isPositive ? notNegative(target, names[id]) : finite(target, names[id]);
                    double before = value - middle[id];
                    middle[id] += before * target.weight() / total;
                    squares[id] += target.weight() * before * (value - middle[id]);
                }
            }
        }
        if (isPositive) {
            double[] means =
                    DoubleStream.of(middle).map(mean -> mean > 0 ? mean : 1).toArray();
            return new RegressorOutputs(info, new OutputScale(new double[names.length], means));
        }
        double[] deviations = new double[names.length];
        for (int id = 0; id < names.length; id++) {
            // n − 1, where weights are numbers of repeats that of all of them.
            double variance = squares[id] / (total >= count ? total - 1 : total * (count - 1) / count);
            deviations[id] = variance > 0 ? Math.sqrt(variance) : 1;
        }
        return new RegressorOutputs(info, new OutputScale(middle, deviations));
    }

    /** Numbers are doubles, whose steps grow with the number. */
    @Override
    List<String> findings() {
        List<String> findings = new ArrayList<>();
        for (int id = 0; id < names.length; id++) {
            double mean = scale.means()[id];
            double deviation = scale.deviations()[id];
            double step = Math.ulp(mean);
            if (step > COARSE * deviation) {
                findings.add(
                        "The targets %s are around %.6g and vary by %.3g, but numbers of this size are %.3g apart, which limits the precision of predictions. Subtract a constant from the targets."
                                .formatted(names[id], mean, deviation, step));
            }
        }
        return findings;
    }

    private static double finite(Target<Regressor> target, String name) {
        double value = target.output().getDimension(name).orElseThrow().getValue();
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "%s %s".formatted(target.where(), notFinite(name, value).getMessage()));
        }
        return value;
    }

    private static double notNegative(Target<Regressor> target, String name) {
        double value = finite(target, name);
        if (value < 0) {
            throw new IllegalArgumentException(
                    "%s has the output %s = %s, but predictions of this loss are above 0; choose another loss, such as Loss.squaredError()"
                            .formatted(target.where(), name, value));
        }
        return value;
    }

    private static IllegalArgumentException notFinite(String name, double value) {
        return new IllegalArgumentException(
                "has the output %s = %s, which is not in the range of a float; change it".formatted(name, value));
    }

    @Override
    public String name(int id) {
        return names[id];
    }

    @Override
    public String describe(Regressor output) {
        StringJoiner numbers = new StringJoiner(", ");
        for (Regressor.DimensionTuple number : output) {
            numbers.add(String.format(Locale.ROOT, "%s %.4g", number.getName(), number.getValue()));
        }
        return numbers.toString();
    }

    @Override
    public Loss loss() {
        return Loss.squaredError();
    }

    @Override
    public Regressor unknown() {
        return RegressionFactory.UNKNOWN_REGRESSOR;
    }

    @Override
    public boolean isKnown(Regressor output) {
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
    String describeUnknown(Regressor output) {
        for (Regressor.DimensionTuple number : output) {
            if (Double.isNaN(number.getValue()) && info.getID(number) >= 0) {
                return "has the output %s = NaN".formatted(number.getName());
            }
        }
        return super.describeUnknown(output);
    }

    @Override
    public boolean has(Regressor output) {
        if (output.size() != names.length) {
            return false;
        }
        for (String name : names) {
            if (output.getDimension(name).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    @Override
    IllegalArgumentException notInDomain(Regressor output) {
        return notInDomain("has the outputs " + List.of(output.getNames()));
    }

    @Override
    float add(Regressor output, SparseRows.Builder targets) {
        for (int id = 0; id < names.length; id++) {
            double value = output.getDimension(names[id]).orElseThrow().getValue();
            double target = scale.apply(id, value);
            if (!Float.isFinite((float) target)) {
                throw notFinite(names[id], value);
            }
            targets.add(id, target);
        }
        return 1;
    }

    @Override
    public Prediction<Regressor> prediction(float[] predictions, int featuresUsed, Example<Regressor> example) {
        double[] values = new double[names.length];
        for (int id = 0; id < values.length; id++) {
            values[id] = scale.undo(id, predictions[id]);
        }
        return new Prediction<>(new Regressor(names, values), featuresUsed, example);
    }
}
