package io.github.unspool.compare;

import io.github.unspool.tribuo.adapter.DataAdapter;
import java.util.List;
import org.tribuo.Output;

/** The data of a comparison. */
sealed interface Data {
    /** How many splits there are, at least 1. */
    int count();

    /** Creates the splits. */
    List<Fold> folds();

    /** Data that was split before. */
    record Given(List<Fold> folds) implements Data {
        @Override
        public int count() {
            return folds.size();
        }
    }

    /** Data for cross-validation. */
    record Whole<E, T extends Output<T>>(DataAdapter<E, T> all, int count, long seed) implements Data {
        @Override
        public List<Fold> folds() {
            return Folds.of(all, count, seed);
        }
    }
}
