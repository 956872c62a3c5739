package io.github.unspool.tribuo.output;

import java.util.ArrayList;
import java.util.List;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.evaluation.Evaluator;
import org.tribuo.provenance.DataProvenance;
import org.tribuo.provenance.EvaluationProvenance;

/**
 * Evaluates models whose outputs are sequences of labels. (Tribuo's {@code LabelSequenceEvaluator} is for models that predict a
 * label at each step of their input.)
 */
public final class TokenEvaluator implements Evaluator<LabelSequence, TokenEvaluation> {
    /** Makes an evaluator; it has no state. */
    public TokenEvaluator() {}

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the target of an example is unknown
     */
    @Override
    public TokenEvaluation evaluate(Model<LabelSequence> model, Dataset<LabelSequence> dataset) {
        check(dataset);
        return evaluate(model, model.predict(dataset), dataset.getProvenance());
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the target of an example is unknown
     */
    @Override
    public TokenEvaluation evaluate(Model<LabelSequence> model, DataSource<LabelSequence> source) {
        List<Example<LabelSequence>> examples = new ArrayList<>();
        source.forEach(examples::add);
        check(examples);
        return evaluate(model, model.predict(examples), source.getProvenance());
    }

    /**
     * {@inheritDoc} The target of each is that of its example.
     *
     * @throws IllegalArgumentException if one is unknown
     */
    @Override
    public TokenEvaluation evaluate(
            Model<LabelSequence> model, List<Prediction<LabelSequence>> predictions, DataProvenance data) {
        check(predictions.stream().map(Prediction::getExample).toList());
        return new TokenEvaluation(predictions, new EvaluationProvenance(model.getProvenance(), data));
    }

    private static void check(Iterable<Example<LabelSequence>> examples) {
        int number = 0;
        for (Example<LabelSequence> example : examples) {
            number++;
            if (example.getOutput().equals(LabelSequence.UNKNOWN)) {
                throw new IllegalArgumentException(
                        "example %s has no known target, so it cannot be measured; leave it out".formatted(number));
            }
        }
    }
}
