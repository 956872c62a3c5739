package io.github.unspool.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.cell.Cells;
import io.github.unspool.part.Batch;
import io.github.unspool.part.Masks;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DropoutTest {
    private static final int ROWS = 2000;
    private final Batch batch = Batch.of(Collections.nCopies(ROWS / 2, Sentences.of(0, 1, 2)), 0, 2);
    private final Batch small = Batch.of(List.of(Sentences.of(0, 1, 2)), 0, 2);

    private static DropoutMasks dropout(double below, double above, double recurrent) {
        List<LayerSpec> layers = List.of(
                new LayerSpec(5, Cells.TANH).withDropout(below),
                new LayerSpec(4, Cells.GRU).withDropout(above).withRecurrentDropout(recurrent));
        return new DropoutMasks(Network.classifier(Sentences.SYMBOLS, layers, 2), 1);
    }

    @Test
    void masks_leaveOutThePartAndKeepTheMean() {
        float[] mask = dropout(0, 0.2, 0).masks(batch).output()[1];

        double zeros = 0;
        double sum = 0;
        for (float m : mask) {
            assertThat(m).isIn(0f, 1.25f);
            zeros += m == 0 ? 1 : 0;
            sum += m;
        }
        assertThat(mask).hasSize(ROWS * 4);
        assertThat(zeros / mask.length).isCloseTo(0.2, within(0.02));
        assertThat(sum / mask.length).isCloseTo(1, within(0.02));
    }

    @Test
    void masks_ofALayerWithoutDropout_areNone() {
        assertThat(dropout(0, 0.2, 0).masks(batch).output()[0]).isNull();
        assertThat(dropout(0, 0, 0).masks(batch).output()).isDeepEqualTo(new float[2][]);
        assertThat(dropout(0.5, 0.5, 0).masks(batch).recurrent()).isDeepEqualTo(new float[2][]);
    }

    @Test
    void masks_ofTheRecurrence_areOfEachSequenceNotOfEachStep() {
        float[] mask = dropout(0, 0, 0.5).masks(batch).recurrent()[1];

        double sum = 0;
        for (float m : mask) {
            assertThat(m).isIn(0f, 2f);
            sum += m;
        }
        assertThat(mask).hasSize(ROWS / 2 * 4);
        assertThat(sum / mask.length).isCloseTo(1, within(0.05));
    }

    @Test
    void masks_ofTheNextUpdate_areOthers() {
        DropoutMasks dropout = dropout(0.5, 0.5, 0.5);
        Masks one = dropout.masks(small);
        float[][] first = {one.output()[0].clone(), one.output()[1].clone()};
        float[] recurrent = one.recurrent()[1].clone();
        Masks two = dropout.masks(small);
        float[][] second = two.output();

        assertThat(second[0]).isNotEqualTo(first[0]);
        assertThat(first[1]).isNotEqualTo(Arrays.copyOf(first[0], first[1].length));
        assertThat(two.recurrent()[1]).isNotEqualTo(recurrent);
        assertThat(dropout(0.5, 0.5, 0.5).masks(small).output()[0]).containsExactly(first[0]);
    }
}
