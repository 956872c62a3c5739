package io.github.unspool.tribuo.file;

import io.github.unspool.tribuo.protos.ErrorsProto;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.regression.ImmutableRegressionInfo;
import org.tribuo.regression.Regressor;

/** How far off a model of numbers was on data that it was not trained on, for intervals. */
public final class ValidationErrors {
    /** The maximum number of stored errors, selected evenly by rank. */
    private static final int MOST = 2000;

    private ValidationErrors() {}

    /** The sizes of the errors of each output, the smallest first; empty if outputs are no numbers. */
    public static <T extends Output<T>> double[][] of(Model<T> model, Dataset<T> data) {
        if (!(model.getOutputIDInfo() instanceof ImmutableRegressionInfo info) || data.size() == 0) {
            return new double[0][];
        }
        double[][] errors = new double[info.size()][data.size()];
        for (int i = 0; i < data.size(); i++) {
            Example<T> example = data.getExample(i);
            Regressor truth = (Regressor) example.getOutput();
            Regressor predicted = (Regressor) model.predict(example).getOutput();
            for (int id = 0; id < errors.length; id++) {
                String name = info.getOutput(id).getNames()[0];
                errors[id][i] = Math.abs(value(predicted, name) - value(truth, name));
            }
        }
        return Arrays.stream(errors).map(ValidationErrors::kept).toArray(double[][]::new);
    }

    /** NaN for an output that is not known. */
    private static double value(Regressor numbers, String name) {
        return numbers.getDimension(name)
                .map(Regressor.DimensionTuple::getValue)
                .orElse(Double.NaN);
    }

    private static double[] kept(double[] errors) {
        double[] sorted =
                DoubleStream.of(errors).filter(e -> !Double.isNaN(e)).sorted().toArray();
        if (sorted.length <= MOST) {
            return sorted;
        }
        double[] some = new double[MOST];
        for (int i = 0; i < MOST; i++) {
            // The error of the same rank, rounded up, so that an interval does not become narrower.
            some[i] = sorted[(int) Math.ceil((i + 1.0) * sorted.length / MOST) - 1];
        }
        return some;
    }

    public static List<ErrorsProto> write(double[][] errors) {
        return Arrays.stream(errors)
                .map(ofOutput -> ErrorsProto.newBuilder()
                        .addAllSizes(DoubleStream.of(ofOutput).boxed().toList())
                        .build())
                .toList();
    }

    /**
     * Reads the errors of the given number of outputs.
     *
     * @throws IllegalStateException if they are not sound
     */
    static double[][] read(List<ErrorsProto> protos, ImmutableOutputInfo<?> outputs) {
        double[][] errors = new double[protos.size()][];
        for (int id = 0; id < errors.length; id++) {
            errors[id] = protos.get(id).getSizesList().stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            double last = 0;
            for (double error : errors[id]) {
                if (!(error >= last) || Double.isInfinite(error)) {
                    throw new IllegalStateException(
                            "damaged model file: its validation errors have %s after %s".formatted(error, last));
                }
                last = error;
            }
        }
        if (errors.length != 0 && errors.length != outputs.size()) {
            throw new IllegalStateException("damaged model file: it has the validation errors of %s of %s outputs"
                    .formatted(errors.length, outputs.size()));
        }
        return errors;
    }
}
