package io.github.unspool.data.baseline;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;
import org.tribuo.regression.ImmutableRegressionInfo;
import org.tribuo.regression.Regressor;

/**
 * Least squares with a small penalty on the weights (ridge regression; Hoerl and Kennard, 1970), so that features that say
 * the same do no harm. Solved exactly.
 */
final class LinearTrainer implements Trainer<Regressor> {
    /** Beyond this, a matrix of every feature with every other takes gigabytes and minutes. */
    private static final int MOST_FEATURES = 5000;

    @Config(description = "The penalty on the sum of squared weights.")
    private double penalty = 1;

    private int invocations;

    @Override
    public Model<Regressor> train(Dataset<Regressor> data, Map<String, Provenance> runProvenance) {
        if (data.getFeatureMap().size() > MOST_FEATURES) {
            throw new IllegalArgumentException(
                    "linear(): %s features are too many for exact least squares; at most %s are supported; use a shorter window"
                            .formatted(data.getFeatureMap().size(), MOST_FEATURES));
        }
        TrainerProvenance trainer = getProvenance();
        invocations++;
        var provenance = new ModelProvenance(
                Linear.class.getName(), OffsetDateTime.now(), data.getProvenance(), trainer, runProvenance);
        ImmutableFeatureMap features = data.getFeatureIDMap();
        var outputs = (ImmutableRegressionInfo) data.getOutputIDInfo();
        return new Linear("linear", provenance, features, outputs, weights(data, features, outputs));
    }

    /** One row for each feature and one for the bias, which carries no penalty; one column for each output. */
    private double[][] weights(Dataset<Regressor> data, ImmutableFeatureMap features, ImmutableRegressionInfo outputs) {
        int bias = features.size();
        double[][] products = new double[bias + 1][bias + 1];
        double[][] right = new double[bias + 1][outputs.size()];
        for (Example<Regressor> example : data) {
            double[] x = values(example, features);
            double[] y = example.getOutput().getValues();
            for (int i = 0; i <= bias; i++) {
                if (x[i] != 0) {
                    add(products[i], x[i], x);
                    add(right[i], x[i], y);
                }
            }
        }
        for (int i = 0; i < bias; i++) {
            products[i][i] += penalty;
        }
        RealMatrix solved = new CholeskyDecomposition(new Array2DRowRealMatrix(products, false), 1e-9, 0)
                .getSolver()
                .solve(new Array2DRowRealMatrix(right, false));
        return solved.getData();
    }

    private static void add(double[] row, double factor, double[] values) {
        for (int j = 0; j < row.length; j++) {
            row[j] += factor * values[j];
        }
    }

    /** By the ids of the features, with a 1 behind them for the bias. */
    private static double[] values(Example<Regressor> example, ImmutableFeatureMap features) {
        double[] values = new double[features.size() + 1];
        for (Feature feature : example) {
            int id = features.getID(feature.getName());
            if (id >= 0) {
                values[id] = feature.getValue();
            }
        }
        values[features.size()] = 1;
        return values;
    }

    @Override
    public int getInvocationCount() {
        return invocations;
    }

    @Override
    public void setInvocationCount(int count) {
        invocations = count;
    }

    @Override
    public TrainerProvenance getProvenance() {
        return new TrainerProvenanceImpl(this);
    }

    private static final class Linear extends Model<Regressor> {
        private static final long serialVersionUID = 1L;
        private final transient double[][] weights;
        private final transient String[] names;

        Linear(
                String name,
                ModelProvenance provenance,
                ImmutableFeatureMap features,
                ImmutableRegressionInfo outputs,
                double[][] weights) {
            super(name, provenance, features, outputs, false);
            this.weights = weights;
            this.names = outputs.getDomain().stream()
                    .map(output -> output.getNames()[0])
                    .sorted()
                    .toArray(String[]::new);
        }

        @Override
        public Prediction<Regressor> predict(Example<Regressor> example) {
            double[] x = values(example, getFeatureIDMap());
            double[] predicted = new double[names.length];
            for (int i = 0; i < x.length; i++) {
                add(predicted, x[i], weights[i]);
            }
            return new Prediction<>(new Regressor(names, predicted), example.size(), example);
        }

        @Override
        public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
            return Map.of();
        }

        @Override
        public Optional<Excuse<Regressor>> getExcuse(Example<Regressor> example) {
            return Optional.empty();
        }

        @Override
        protected Model<Regressor> copy(String newName, ModelProvenance newProvenance) {
            return new Linear(
                    newName, newProvenance, getFeatureIDMap(), (ImmutableRegressionInfo) getOutputIDInfo(), weights);
        }
    }
}
