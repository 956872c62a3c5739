package io.github.unspool.compare;

import io.github.unspool.Rnn;
import io.github.unspool.training.History;
import io.github.unspool.tribuo.RnnModel;
import io.github.unspool.tribuo.RnnSequenceModel;
import io.github.unspool.tribuo.adapter.DataAdapter;
import io.github.unspool.tribuo.adapter.DataKind;
import io.github.unspool.tribuo.adapter.ExampleAdapter;
import io.github.unspool.tribuo.adapter.SequenceAdapter;
import io.github.unspool.tribuo.checkpoint.PartialRun;
import java.util.Map;
import org.tribuo.Output;
import org.tribuo.Trainer;
import org.tribuo.sequence.SequenceTrainer;

/** Training data and validation data. */
sealed interface Fold {
    /** The outcome of a task, without its candidate. */
    record Outcome(double score, History history, byte[] state) {}

    /** A network that was trained for a part, and how that went. */
    record PartlyTrained(Measured model, History history) {}

    /** The kind of both data sets decides which trainers and models there are. */
    @SuppressWarnings("unchecked") // What stands in a data set decides its adapter.
    static <E, T extends Output<T>> Fold of(DataAdapter<E, T> training, DataAdapter<E, T> validation) {
        return training.kind() == DataKind.SEQUENCES
                ? new OfSequences<>((SequenceAdapter<T>) training, (SequenceAdapter<T>) validation)
                : new OfExamples<>((ExampleAdapter<T>) training, (ExampleAdapter<T>) validation);
    }

    DataAdapter<?, ?> training();

    DataAdapter<?, ?> validation();

    /** Trains a network for a part. */
    PartialRun.End<PartlyTrained> train(Rnn rnn, PartialRun part);

    /** Trains another trainer, whose runs differ by their number. */
    Measured train(CompetingTrainer competitor, int run);

    /** The memory that training needs in addition to the data, in bytes. */
    long memoryNeed(Rnn rnn);

    /** Trains a network for a task and measures it. */
    default Outcome run(Rnn rnn, PartialRun part, Score score) {
        PartialRun.End<PartlyTrained> end = train(rnn, part);
        History history = end.model().history();
        double measured = history.ending().isPlanned() ? score.of(end.model().model()) : Double.NaN;
        return new Outcome(measured, history, end.state());
    }

    /** Trains another trainer and measures it. */
    default Outcome run(CompetingTrainer competitor, int run, Score score) {
        return new Outcome(score.of(train(competitor, run)), null, new byte[0]);
    }

    /** The ratio of validation to training sequences. */
    default double share() {
        return (double) validation().size() / training().size();
    }

    /** A hash of the data. */
    default String fingerprint() {
        return DataHash.of(training()) + "/" + DataHash.of(validation());
    }

    /** Sequences with an output at each step. */
    record OfSequences<T extends Output<T>>(SequenceAdapter<T> training, SequenceAdapter<T> validation)
            implements Fold {
        @Override
        public PartialRun.End<PartlyTrained> train(Rnn rnn, PartialRun part) {
            return rnn.<T>sequenceTrainer()
                    .train(training.data(), validation.data(), part)
                    .map(this::partlyTrained);
        }

        private PartlyTrained partlyTrained(RnnSequenceModel<T> model) {
            return new PartlyTrained(new Measured.OfSequences<>(model, validation.data()), model.history());
        }

        @Override
        @SuppressWarnings("unchecked") // A trainer for other outputs throws a ClassCastException that explains it.
        public Measured train(CompetingTrainer competitor, int run) {
            if (!(competitor.fresh() instanceof SequenceTrainer<?> trainer)) {
                throw new IllegalArgumentException(
                        "%s is not a SequenceTrainer, but this data has an output at each step"
                                .formatted(competitor.name()));
            }
            return new Measured.OfSequences<>(((SequenceTrainer<T>) trainer).train(training.data()), validation.data());
        }

        @Override
        public long memoryNeed(Rnn rnn) {
            return rnn.<T>sequenceTrainer().memoryNeed(training.data(), validation.data());
        }
    }

    /** Examples with one output each. */
    record OfExamples<T extends Output<T>>(ExampleAdapter<T> training, ExampleAdapter<T> validation) implements Fold {
        @Override
        public PartialRun.End<PartlyTrained> train(Rnn rnn, PartialRun part) {
            return rnn.<T>trainer()
                    .train(training.data(), validation.data(), part)
                    .map(this::partlyTrained);
        }

        private PartlyTrained partlyTrained(RnnModel<T> model) {
            return new PartlyTrained(new Measured.OfExamples<>(model, validation.data()), model.history());
        }

        @Override
        @SuppressWarnings("unchecked") // A trainer for other outputs throws a ClassCastException that explains it.
        public Measured train(CompetingTrainer competitor, int run) {
            if (!(competitor.fresh() instanceof Trainer<?> trainer)) {
                throw new IllegalArgumentException("%s is not a Trainer, but this data has one output for each example"
                        .formatted(competitor.name()));
            }
            return new Measured.OfExamples<>(
                    ((Trainer<T>) trainer).train(training.data(), Map.of(), run), validation.data());
        }

        @Override
        public long memoryNeed(Rnn rnn) {
            return rnn.<T>trainer().memoryNeed(training.data(), validation.data());
        }
    }
}
