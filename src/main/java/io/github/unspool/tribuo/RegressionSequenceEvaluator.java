package io.github.unspool.tribuo;

import org.tribuo.regression.Regressor;
import org.tribuo.regression.evaluation.RegressionEvaluation;
import org.tribuo.regression.evaluation.RegressionEvaluator;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceModel;

/**
 * Evaluates sequence models that predict numbers; Tribuo has such an evaluator only for labels: each step counts as an
 * example of Tribuo's own {@link RegressionEvaluator}, so that the evaluation has the same RMSE, mean absolute error and
 * R². Steps whose output is not known are left out.
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
        return Measuring.evaluate(new RegressionEvaluator(), model, data);
    }
}
