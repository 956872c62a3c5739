package io.github.unspool.compare;

import io.github.unspool.Rnn;
import io.github.unspool.training.History;
import io.github.unspool.tribuo.RnnModel;
import io.github.unspool.tribuo.RnnSequenceModel;
import io.github.unspool.tribuo.checkpoint.PartialRun;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Trainer;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceModel;
import org.tribuo.sequence.SequenceTrainer;

/** Data to train on, and other data to measure with. */
sealed interface Fold {
    /** What a leg gave, but for whose it was. */
    record Outcome(double score, History history, byte[] state) {}

    private static double measured(History history, DoubleSupplier score) {
        return history.ending().isPlanned() ? score.getAsDouble() : Double.NaN;
    }

    /** Trains a network for a leg and measures it. */
    Outcome run(Rnn rnn, PartialRun leg, Score score);

    /** Trains another trainer, whose runs differ by their number, and measures it. */
    Outcome run(Rival rival, int run, Score score);

    /** What training needs beside the data, in bytes. */
    long memoryNeed(Rnn rnn);

    /** How many sequences are measured with for each that is trained on. */
    double share();

    /** Something that differs for other data. */
    String fingerprint();

    /** Sequences with an output at each step. */
    record OfSequences<T extends Output<T>>(SequenceDataset<T> training, SequenceDataset<T> validation)
            implements Fold {
        @Override
        public Outcome run(Rnn rnn, PartialRun leg, Score score) {
            PartialRun.End<RnnSequenceModel<T>> end = rnn.<T>sequenceTrainer().train(training, validation, leg);
            History history = end.model().history();
            return new Outcome(measured(history, () -> score.of(end.model(), validation)), history, end.state());
        }

        @Override
        @SuppressWarnings("unchecked") // A trainer for other outputs ends in a ClassCastException, which says so.
        public Outcome run(Rival rival, int run, Score score) {
            if (!(rival.fresh() instanceof SequenceTrainer<?> trainer)) {
                throw new IllegalArgumentException(
                        "%s is no SequenceTrainer, and this data has an output at each step".formatted(rival.name()));
            }
            SequenceModel<T> model = ((SequenceTrainer<T>) trainer).train(training);
            return new Outcome(score.of(model, validation), null, new byte[0]);
        }

        @Override
        public long memoryNeed(Rnn rnn) {
            return rnn.<T>sequenceTrainer().memoryNeed(training, validation);
        }

        @Override
        public double share() {
            return (double) validation.size() / training.size();
        }

        @Override
        public String fingerprint() {
            return DataHash.of(training) + "/" + DataHash.of(validation);
        }
    }

    /** Examples with one output each. */
    record OfExamples<T extends Output<T>>(Dataset<T> training, Dataset<T> validation) implements Fold {
        @Override
        public Outcome run(Rnn rnn, PartialRun leg, Score score) {
            PartialRun.End<RnnModel<T>> end = rnn.<T>trainer().train(training, validation, leg);
            History history = end.model().history();
            return new Outcome(measured(history, () -> score.of(end.model(), validation)), history, end.state());
        }

        @Override
        @SuppressWarnings("unchecked") // A trainer for other outputs ends in a ClassCastException, which says so.
        public Outcome run(Rival rival, int run, Score score) {
            if (!(rival.fresh() instanceof Trainer<?> trainer)) {
                throw new IllegalArgumentException(
                        "%s is no Trainer, and this data has one output for each example".formatted(rival.name()));
            }
            Model<T> model = ((Trainer<T>) trainer).train(training, Map.of(), run);
            return new Outcome(score.of(model, validation), null, new byte[0]);
        }

        @Override
        public long memoryNeed(Rnn rnn) {
            return rnn.<T>trainer().memoryNeed(training, validation);
        }

        @Override
        public double share() {
            return (double) validation.size() / training.size();
        }

        @Override
        public String fingerprint() {
            return DataHash.of(training) + "/" + DataHash.of(validation);
        }
    }
}
