package io.github.unspool.tribuo;

import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.evaluation.RegressionEvaluation;
import org.tribuo.regression.evaluation.RegressionEvaluator;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceExample;
import org.tribuo.sequence.SequenceModel;

/**
 * Measures how well a sequence model tells numbers, which Tribuo has for labels only: each step counts as an example of
 * Tribuo's own {@link RegressionEvaluator}, so that the evaluation has the same RMSE, mean absolute error and R². Steps
 * whose output is not known are left out.
 */
public final class RegressionSequenceEvaluator {
    /** Makes an evaluator. */
    public RegressionSequenceEvaluator() {}

    /**
     * Measures a model.
     *
     * @param model any sequence model of numbers
     * @param data sequences whose outputs are known, at least at one step
     * @return the evaluation over all steps
     * @throws IllegalArgumentException if no step's output is known
     */
    public RegressionEvaluation evaluate(SequenceModel<Regressor> model, SequenceDataset<Regressor> data) {
        List<Prediction<Regressor>> predictions = new ArrayList<>();
        for (SequenceExample<Regressor> sequence : data) {
            Iterator<Example<Regressor>> steps = sequence.iterator();
            for (Prediction<Regressor> prediction : Measuring.predictAnyway(model, sequence)) {
                if (RegressorOutputs.isNumber(steps.next().getOutput())) {
                    predictions.add(prediction);
                }
            }
        }
        if (predictions.isEmpty()) {
            throw new IllegalArgumentException("no step of the data has a known output, so nothing can be measured");
        }
        return new RegressionEvaluator().evaluate(new Steps(model), predictions, data.getProvenance());
    }

    /** A sequence model as Tribuo's evaluator wants to see it: it asks for names only, the predictions are there. */
    private static final class Steps extends Model<Regressor> {
        private static final long serialVersionUID = 1L;

        Steps(SequenceModel<Regressor> model) {
            super(model.getName(), model.getProvenance(), model.getFeatureIDMap(), model.getOutputIDInfo(), false);
        }

        @Override
        public Prediction<Regressor> predict(Example<Regressor> example) {
            throw new UnsupportedOperationException("a step alone cannot be told");
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
            throw new UnsupportedOperationException("an evaluation has no use for a copy");
        }
    }
}
