package io.github.unspool.compare;

import io.github.unspool.tribuo.Measuring;
import io.github.unspool.tribuo.RnnModel;
import io.github.unspool.tribuo.RnnSequenceModel;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.evaluation.Evaluation;
import org.tribuo.evaluation.Evaluator;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceEvaluation;
import org.tribuo.sequence.SequenceEvaluator;
import org.tribuo.sequence.SequenceModel;

/** A model, and the data that it is measured with. */
sealed interface Measured {
    /** The mean loss, of one of our networks. */
    double loss();

    /** What Tribuo's evaluator for the kind of output gives. */
    Evaluation<?> evaluation();

    /** A model of sequences. */
    record OfSequences<T extends Output<T>>(SequenceModel<T> model, SequenceDataset<T> data) implements Measured {
        @Override
        public double loss() {
            return Measuring.loss((RnnSequenceModel<T>) model, data);
        }

        @Override
        public Evaluation<T> evaluation() {
            return Measuring.evaluate(data.getOutputFactory().getEvaluator(), model, data);
        }

        <E extends SequenceEvaluation<T>> E evaluation(SequenceEvaluator<T, E> evaluator) {
            return Measuring.evaluate(evaluator, model, data);
        }
    }

    /** A model of examples. */
    record OfExamples<T extends Output<T>>(Model<T> model, Dataset<T> data) implements Measured {
        @Override
        public double loss() {
            return Measuring.loss((RnnModel<T>) model, data);
        }

        @Override
        public Evaluation<T> evaluation() {
            return Measuring.evaluate(data.getOutputFactory().getEvaluator(), model, data);
        }

        <E extends Evaluation<T>> E evaluation(Evaluator<T, E> evaluator) {
            return Measuring.evaluate(evaluator, model, data);
        }
    }
}
