package io.github.unspool.compare;

import java.util.List;
import org.tribuo.Dataset;
import org.tribuo.Output;
import org.tribuo.sequence.SequenceDataset;

/** The data of a comparison, as it was given. */
sealed interface Data {
    /** How many splits there are, at least 1. */
    int count();

    /** The splits, made anew. */
    List<Fold> folds();

    /** Data that was split before. */
    record Given(List<Fold> folds) implements Data {
        @Override
        public int count() {
            return folds.size();
        }
    }

    /** Sequences for cross-validation. */
    record Sequences<T extends Output<T>>(SequenceDataset<T> all, int count, long seed) implements Data {
        @Override
        public List<Fold> folds() {
            return Folds.of(all, count, seed);
        }
    }

    /** Examples for cross-validation. */
    record Examples<T extends Output<T>>(Dataset<T> all, int count, long seed) implements Data {
        @Override
        public List<Fold> folds() {
            return Folds.of(all, count, seed);
        }
    }
}
