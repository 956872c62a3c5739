package io.github.unspool.training;

import io.github.unspool.part.Sequence;
import io.github.unspool.part.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order of sequences that continue each other. Each row of a batch reads a stretch of the data: of 12 sequences in batches
 * of 3, the first row reads those from 0 to 3, the second those from 4 to 7, the third those from 8 to 11. So each row of a batch
 * continues the same row of the batch before it.
 */
final class Stretches {
    private final List<Sequence> sequences;
    private final int rows;
    private final int length;

    /**
     * Divides the data.
     *
     * @param sequences each continues the one before it
     * @param rows how many are in a batch
     * @throws IllegalArgumentException if there are no stretches of equally many sequences; the message says what to change
     */
    Stretches(List<Sequence> sequences, int rows) {
        int count = sequences.size();
        if (count % rows != 0) {
            throw new IllegalArgumentException(
                    "stateful() with batch(%s): %s sequences are not %s stretches of equally many; try batch(%s)"
                            .formatted(rows, count, rows, divisor(count, rows)));
        }
        this.sequences = sequences;
        this.rows = rows;
        this.length = count / rows;
    }

    private static int divisor(int count, int most) {
        int divisor = most;
        while (count % divisor != 0) {
            divisor--;
        }
        return divisor;
    }

    private Sequence at(int row, int batch) {
        return sequences.get(row * length + batch);
    }

    /** The batches of an epoch, each sorted longest first. */
    List<List<Sequence>> batches() {
        List<List<Sequence>> batches = new ArrayList<>();
        for (int batch = 0; batch < length; batch++) {
            int number = batch;
            batches.add(
                    IntStream.of(order(batch)).mapToObj(row -> at(row, number)).toList());
        }
        return batches;
    }

    /** The rows of a batch, longest first. */
    private int[] order(int batch) {
        return IntStream.range(0, rows)
                .boxed()
                .sorted(Comparator.comparingInt(row -> -at(row, batch).steps()))
                .mapToInt(row -> row)
                .toArray();
    }

    /**
     * Puts the states after a batch into the order of the next.
     *
     * @param batch the number of the next batch, from 1
     * @param state the states after the batch before it
     */
    void carry(int batch, State state) {
        int[] before = order(batch - 1);
        int[] placeOf = new int[rows];
        for (int place = 0; place < rows; place++) {
            placeOf[before[place]] = place;
        }
        state.reorder(IntStream.of(order(batch)).map(row -> placeOf[row]).toArray());
    }
}
