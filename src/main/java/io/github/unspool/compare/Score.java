package io.github.unspool.compare;

import io.github.unspool.tribuo.Measuring;
import io.github.unspool.tribuo.RnnModel;
import io.github.unspool.tribuo.RnnSequenceModel;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.evaluation.Evaluation;
import org.tribuo.evaluation.Evaluator;
import org.tribuo.evaluation.metrics.EvaluationMetric.Average;
import org.tribuo.evaluation.metrics.MetricID;
import org.tribuo.evaluation.metrics.MetricTarget;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceEvaluation;
import org.tribuo.sequence.SequenceEvaluator;
import org.tribuo.sequence.SequenceModel;

/** What candidates are ranked by. Measured with the validation data, on the model that a run gives. */
sealed interface Score {
    /** What it is called on an axis. */
    String name();

    /** Whether more is better. */
    boolean isHigherBetter();

    /** How good a sequence model is. */
    <T extends Output<T>> double of(SequenceModel<T> model, SequenceDataset<T> validation);

    /** How good a model is. */
    <T extends Output<T>> double of(Model<T> model, Dataset<T> validation);

    /**
     * The mean loss of the validation data: −log p in nats of a label, squared error of a number in its own unit, whatever loss
     * was trained with.
     */
    record ValidationLoss() implements Score {
        @Override
        public String name() {
            return "validation loss";
        }

        @Override
        public boolean isHigherBetter() {
            return false;
        }

        @Override
        public <T extends Output<T>> double of(SequenceModel<T> model, SequenceDataset<T> validation) {
            return Measuring.loss((RnnSequenceModel<T>) model, validation);
        }

        @Override
        public <T extends Output<T>> double of(Model<T> model, Dataset<T> validation) {
            return Measuring.loss((RnnModel<T>) model, validation);
        }
    }

    /** A metric of Tribuo, by its name among those that Tribuo's evaluator for this kind of output gives. */
    record Metric(String metric, Average average, boolean isHigherBetter) implements Score {
        @Override
        public String name() {
            return metric.toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        @Override
        public <T extends Output<T>> double of(SequenceModel<T> model, SequenceDataset<T> validation) {
            return value(Measuring.evaluate(validation.getOutputFactory().getEvaluator(), model, validation)
                    .asMap());
        }

        @Override
        public <T extends Output<T>> double of(Model<T> model, Dataset<T> validation) {
            return value(Measuring.evaluate(validation.getOutputFactory().getEvaluator(), model, validation)
                    .asMap());
        }

        private <T extends Output<T>> double value(Map<MetricID<T>, Double> metrics) {
            Double value = metrics.get(new MetricID<T>(new MetricTarget<T>(average), metric));
            if (value == null) {
                throw new IllegalArgumentException(
                        "score(%s): no metric of this data; choose one for its kind of output".formatted(metric));
            }
            return value;
        }
    }

    /** A number of an evaluation of sequences. */
    record OfSequences<U extends Output<U>, E extends SequenceEvaluation<U>>(
            String name, SequenceEvaluator<U, E> evaluator, ToDoubleFunction<E> number, boolean isHigherBetter)
            implements Score {
        @Override
        @SuppressWarnings("unchecked") // An evaluator for other outputs ends in a ClassCastException, which says so.
        public <T extends Output<T>> double of(SequenceModel<T> model, SequenceDataset<T> validation) {
            return number.applyAsDouble(
                    Measuring.evaluate(evaluator, (SequenceModel<U>) model, (SequenceDataset<U>) validation));
        }

        @Override
        public <T extends Output<T>> double of(Model<T> model, Dataset<T> validation) {
            throw new IllegalArgumentException(
                    "%s measures sequences, and this data has one output for each example; use an Evaluator"
                            .formatted(evaluator.getClass().getSimpleName()));
        }
    }

    /** A number of an evaluation. */
    record OfExamples<U extends Output<U>, E extends Evaluation<U>>(
            String name, Evaluator<U, E> evaluator, ToDoubleFunction<E> number, boolean isHigherBetter)
            implements Score {
        @Override
        public <T extends Output<T>> double of(SequenceModel<T> model, SequenceDataset<T> validation) {
            throw new IllegalArgumentException(
                    "%s measures examples, and this data has an output at each step; use a SequenceEvaluator"
                            .formatted(evaluator.getClass().getSimpleName()));
        }

        @Override
        @SuppressWarnings("unchecked") // An evaluator for other outputs ends in a ClassCastException, which says so.
        public <T extends Output<T>> double of(Model<T> model, Dataset<T> validation) {
            return number.applyAsDouble(Measuring.evaluate(evaluator, (Model<U>) model, (Dataset<U>) validation));
        }
    }
}
