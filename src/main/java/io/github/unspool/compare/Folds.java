package io.github.unspool.compare;

import io.github.unspool.math.Randoms;
import io.github.unspool.tribuo.adapter.DataAdapter;
import java.util.List;
import java.util.stream.IntStream;
import org.tribuo.Output;

/** Splits for cross-validation: each sequence is in the validation data once. */
final class Folds {
    /** The split's index among the paths of {@link Randoms}. */
    private static final long FOLDS = -6;

    private Folds() {}

    static <E, T extends Output<T>> List<Fold> of(DataAdapter<E, T> data, int count, long seed) {
        int[] fold = folds(data.size(), count, seed);
        return IntStream.range(0, count)
                .mapToObj(f -> Fold.of(data.part(i -> fold[i] != f), data.part(i -> fold[i] == f)))
                .toList();
    }

    /** The fold of each sequence. */
    private static int[] folds(int size, int count, long seed) {
        if (size < count) {
            throw new IllegalArgumentException(
                    "folds(%s): the data has only %s sequences; use fewer folds".formatted(count, size));
        }
        int[] order = Randoms.of(seed, FOLDS).permutation(size);
        int[] fold = new int[size];
        for (int i = 0; i < size; i++) {
            fold[order[i]] = i % count;
        }
        return fold;
    }
}
