package io.github.unspool.data.split;

import java.util.Locale;
import org.tribuo.Dataset;
import org.tribuo.Output;
import org.tribuo.sequence.SequenceDataset;

/**
 * Data in three parts, none of which knows anything of the later ones: neither names nor labels nor scale.
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
     * To train on.
     *
     * @return the first part
     */
    D training();

    /**
     * To choose by: when to stop, which hyperparameters.
     *
     * @return the second part
     */
    D validation();

    /**
     * To look at once, at the end. Nothing that takes all parts reads it, but the baselines' table.
     *
     * @return the third part
     */
    D test();

    /**
     * Sequences with an output at each step.
     *
     * @param training to train on
     * @param validation to choose by
     * @param test to look at once, at the end
     * @param <T> the kind of output
     */
    record OfSequences<T extends Output<T>>(
            SequenceDataset<T> training, SequenceDataset<T> validation, SequenceDataset<T> test)
            implements Parts<SequenceDataset<T>> {
        /** How large they are. */
        @Override
        public String toString() {
            return sizes("sequences", training.size(), validation.size(), test.size());
        }
    }

    /**
     * Examples that are a sequence each, with one output.
     *
     * @param training to train on
     * @param validation to choose by
     * @param test to look at once, at the end
     * @param <T> the kind of output
     */
    record OfExamples<T extends Output<T>>(Dataset<T> training, Dataset<T> validation, Dataset<T> test)
            implements Parts<Dataset<T>> {
        /** How large they are. */
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
