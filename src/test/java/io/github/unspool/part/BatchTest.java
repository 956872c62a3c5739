package io.github.unspool.part;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.math.Matrix;
import io.github.unspool.network.Sentences;
import io.github.unspool.parameter.SparseRows;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchTest {
    private final List<Sequence> sequences =
            List.of(Sentences.of(0, 1, 2, 3, 0), Sentences.of(1, 1, 1), Sentences.of(2, 3));

    /** The class of each row. */
    private static int[] targets(Batch batch) {
        float[] slab = new float[batch.rows() * Sentences.SYMBOLS];
        batch.targets().scatter(0, batch.rows(), slab, 0, Sentences.SYMBOLS);
        return IntStream.range(0, slab.length)
                .filter(i -> slab[i] == 1)
                .map(i -> i % Sentences.SYMBOLS)
                .toArray();
    }

    @Test
    void reversed_turnsEachSequenceRound() {
        // Rows: step 0 of three sequences, step 1 of two, steps 2 and 3 of the longest.
        assertThat(Batch.of(sequences, 0, 100).reversed()).containsExactly(6, 4, 2, 5, 1, 3, 0);
    }

    @Test
    void of_raggedSequences_givesRowsStepByStepWithoutPadding() {
        Batch batch = Batch.of(sequences, 0, 100);

        assertThat(batch.steps()).isEqualTo(4);
        assertThat(batch.rows()).isEqualTo(4 + 2 + 1);
        assertThat(List.of(batch.live(0), batch.live(1), batch.live(2), batch.live(3)))
                .containsExactly(3, 2, 1, 1);
        assertThat(List.of(batch.first(0), batch.first(1), batch.first(2), batch.first(3)))
                .containsExactly(0, 3, 5, 6);
        assertThat(targets(batch)).containsExactly(1, 1, 3, 2, 1, 3, 0);
    }

    @Test
    void of_aLaterChunk_leavesOutWhatHasEnded() {
        Batch batch = Batch.of(sequences, 1, 3);

        assertThat(batch.steps()).isEqualTo(2);
        assertThat(batch.live(0)).isEqualTo(2);
        assertThat(batch.live(1)).isEqualTo(1);
        assertThat(targets(batch)).containsExactly(2, 1, 3);
    }

    @Test
    void totalWeight_withAnUnknownTarget_leavesItOut() {
        Sequence known = Sentences.of(0, 1, 2);
        Sequence half = Sentences.of(new float[] {0.5f, 0}, 0, 1, 2);

        assertThat(Batch.of(List.of(known, half), 0, 2).totalWeight()).isEqualTo(2.5);
    }

    private static SparseRows rows(int[]... columns) {
        SparseRows.Builder rows = new SparseRows.Builder(columns.length);
        for (int row = 0; row < columns.length; row++) {
            for (int column : columns[row]) {
                rows.add(column, 10 * row + column + 1);
            }
            rows.endRow();
        }
        return rows.build();
    }

    @Test
    void asMatrix_ofRowsWithoutGaps_isTheirNumbers() {
        Matrix all = rows(new int[] {0, 1, 2}, new int[] {0, 1, 2}).asMatrix(3);
        assertThat(all.rows()).isEqualTo(2);
        assertThat(Arrays.copyOf(all.data(), 6)).containsExactly(1, 2, 3, 11, 12, 13);

        SparseRows.Builder copied = new SparseRows.Builder(2);
        SparseRows source = rows(new int[] {0, 1, 2}, new int[] {0, 1, 2});
        copied.add(source, 1);
        copied.add(source, 0);
        assertThat(Arrays.copyOf(copied.build().asMatrix(3).data(), 6)).containsExactly(11, 12, 13, 1, 2, 3);
    }

    @Test
    void asMatrix_ofRowsWithGaps_isNone() {
        assertThat(rows(new int[] {0, 1}, new int[] {0, 1}).asMatrix(3)).isNull();
        assertThat(rows(new int[] {1, 0}).asMatrix(2)).isNull();
        assertThat(rows(new int[] {0, 0}).asMatrix(2)).isNull();
        assertThat(rows(new int[] {0, 1}, new int[] {0}).asMatrix(2)).isNull();
        assertThat(rows(new int[] {}, new int[] {0}).asMatrix(1)).isNull();
        SparseRows.Builder copied = new SparseRows.Builder(2);
        copied.add(rows(new int[] {0, 1}), 0);
        copied.add(rows(new int[] {1, 0}), 0);
        assertThat(copied.build().asMatrix(2)).isNull();
    }
}
