package io.github.unspool.data.split;

import java.util.Locale;
import org.tribuo.Dataset;
import org.tribuo.Output;
import org.tribuo.sequence.SequenceDataset;

/**
 * A split into training, validation and test data. Names, labels and scales come from the training data.
 *
 * <pre>{@code
 * var model = rnn.train(parts);
 * model.loss(parts.test())
 * }</pre>
 *
 * @param <D> the kind of data set
 */
public sealed interface Parts<D> {
    /**
     * The training data.
     *
     * @return the first part
     */
    D training();

    /**
     * The validation data, for early stopping and the choice of hyperparameters.
     *
     * @return the second part
     */
    D validation();

    /**
     * The test data, to be used once, at the end. Of the methods that take a whole split, only the table of baselines reads
     * it.
     *
     * @return the third part
     */
    D test();

    /**
     * A split of sequences with an output at each step.
     *
     * @param training the training data
     * @param validation the validation data
     * @param test the test data
     * @param <T> the kind of output
     */
    record OfSequences<T extends Output<T>>(
            SequenceDataset<T> training, SequenceDataset<T> validation, SequenceDataset<T> test)
            implements Parts<SequenceDataset<T>> {
        /** The sizes of the parts. */
        @Override
        public String toString() {
            return sizes("sequences", training.size(), validation.size(), test.size());
        }
    }

    /**
     * A split of examples, each of which is a sequence with one output.
     *
     * @param training the training data
     * @param validation the validation data
     * @param test the test data
     * @param <T> the kind of output
     */
    record OfExamples<T extends Output<T>>(Dataset<T> training, Dataset<T> validation, Dataset<T> test)
            implements Parts<Dataset<T>> {
        /** The sizes of the parts. */
        @Override
        public String toString() {
            return sizes("examples", training.size(), validation.size(), test.size());
        }
    }

    private static String sizes(String what, int training, int validation, int test) {
        return String.format(
                Locale.ROOT, "training: %,d %s, validation: %,d, test: %,d", training, what, validation, test);
    }
}
