package io.github.unspool.compare;

import io.github.unspool.math.Randoms;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.sequence.MutableSequenceDataset;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceExample;

/** Splits for cross-validation: each sequence is measured with once. */
final class Folds {
    /** The place of the split among the paths of {@link Randoms}. */
    private static final long FOLDS = -6;

    private Folds() {}

    static <T extends Output<T>> List<Fold> of(SequenceDataset<T> data, int count, long seed) {
        int[] fold = folds(data.size(), count, seed);
        return IntStream.range(0, count)
                .<Fold>mapToObj(f ->
                        new Fold.OfSequences<>(part(data, i -> fold[i] != f), part(data, i -> fold[i] == f)))
                .toList();
    }

    private static <T extends Output<T>> SequenceDataset<T> part(SequenceDataset<T> data, IntPredicate isIn) {
        List<SequenceExample<T>> examples = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            if (isIn.test(i)) {
                examples.add(data.getExample(i));
            }
        }
        return new MutableSequenceDataset<>(examples, data.getProvenance(), data.getOutputFactory());
    }

    static <T extends Output<T>> List<Fold> of(Dataset<T> data, int count, long seed) {
        int[] fold = folds(data.size(), count, seed);
        return IntStream.range(0, count)
                .<Fold>mapToObj(f ->
                        new Fold.OfExamples<>(part(data, i -> fold[i] != f), part(data, i -> fold[i] == f)))
                .toList();
    }

    /** No view, which would know the features and outputs of the other parts. */
    private static <T extends Output<T>> Dataset<T> part(Dataset<T> data, IntPredicate isIn) {
        List<Example<T>> examples = IntStream.range(0, data.size())
                .filter(isIn)
                .mapToObj(data::getExample)
                .toList();
        return new MutableDataset<>(examples, data.getProvenance(), data.getOutputFactory());
    }

    /** The fold of each sequence. */
    private static int[] folds(int size, int count, long seed) {
        if (size < count) {
            throw new IllegalArgumentException(
                    "folds(%s): there are only %s sequences to split".formatted(count, size));
        }
        int[] order = Randoms.of(seed, FOLDS).permutation(size);
        int[] fold = new int[size];
        for (int i = 0; i < size; i++) {
            fold[order[i]] = i % count;
        }
        return fold;
    }
}
