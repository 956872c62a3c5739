package io.github.unspool.compare;

import io.github.unspool.tribuo.adapter.DataKind;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.tribuo.Output;
import org.tribuo.classification.Label;
import org.tribuo.evaluation.Evaluation;
import org.tribuo.evaluation.Evaluator;
import org.tribuo.evaluation.metrics.EvaluationMetric.Average;
import org.tribuo.evaluation.metrics.MetricID;
import org.tribuo.evaluation.metrics.MetricTarget;
import org.tribuo.sequence.SequenceEvaluation;
import org.tribuo.sequence.SequenceEvaluator;

/** The score that candidates are ranked by. It is measured with the validation data, on the model of a run. */
sealed interface Score {
    /** Its name on an axis. */
    String name();

    /** Whether a higher score is better. */
    boolean isHigherBetter();

    /** How good a model is. */
    double of(Measured model);

    /**
     * Refuses data of a kind that it does not measure.
     *
     * @throws IllegalArgumentException if so; the message says what measures it
     */
    default void check(DataKind data) {}

    /**
     * The mean loss of the validation data: −log p in nats of a label, squared error of a number in its unit, independent
     * of the loss in training.
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
        public double of(Measured model) {
            return model.loss();
        }
    }

    /** A metric of Tribuo, by its name among those that Tribuo's evaluator for this kind of output gives. */
    record Metric(String metric, Average average, boolean isHigherBetter) implements Score {
        @Override
        public String name() {
            return metric.toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        @Override
        public double of(Measured model) {
            // Names of metrics are the same for all kinds of output.
            MetricID<Label> id = new MetricID<>(new MetricTarget<Label>(average), metric);
            Double value = model.evaluation().asMap().get(id);
            if (value == null) {
                throw new IllegalArgumentException(
                        "score(%s): this metric does not apply to the outputs of this data; choose one for their type"
                                .formatted(metric));
            }
            return value;
        }
    }

    /** A number of an evaluation, by a function that only one kind of data has models for. */
    record Evaluated(
            String name, String evaluator, DataKind kind, ToDoubleFunction<Measured> number, boolean isHigherBetter)
            implements Score {
        @Override
        public double of(Measured model) {
            return number.applyAsDouble(model);
        }

        @Override
        public void check(DataKind data) {
            if (data != kind) {
                throw new IllegalArgumentException(
                        kind == DataKind.SEQUENCES
                                ? "%s measures sequences, but this data has one output for each example; use an Evaluator"
                                        .formatted(evaluator)
                                : "%s measures examples, but this data has an output at each step; use a SequenceEvaluator"
                                        .formatted(evaluator));
            }
        }
    }

    /** A number of an evaluation of sequences. */
    @SuppressWarnings("unchecked") // An evaluator for other outputs throws a ClassCastException that explains it.
    static <T extends Output<T>, E extends SequenceEvaluation<T>> Score of(
            String name, SequenceEvaluator<T, E> evaluator, ToDoubleFunction<E> number) {
        return new Evaluated(
                name,
                evaluator.getClass().getSimpleName(),
                DataKind.SEQUENCES,
                model -> number.applyAsDouble(((Measured.OfSequences<T>) model).evaluation(evaluator)),
                true);
    }

    /** A number of an evaluation of examples. */
    @SuppressWarnings("unchecked") // An evaluator for other outputs throws a ClassCastException that explains it.
    static <T extends Output<T>, E extends Evaluation<T>> Score of(
            String name, Evaluator<T, E> evaluator, ToDoubleFunction<E> number) {
        return new Evaluated(
                name,
                evaluator.getClass().getSimpleName(),
                DataKind.EXAMPLES,
                model -> number.applyAsDouble(((Measured.OfExamples<T>) model).evaluation(evaluator)),
                true);
    }
}
