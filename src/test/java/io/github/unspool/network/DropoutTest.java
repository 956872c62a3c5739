package io.github.unspool.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.cell.Cells;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DropoutTest {
    private static final int ROWS = 2000;
    private final Network network =
            new Network(3, List.of(new LayerSpec(5, Cells.TANH), new LayerSpec(4, Cells.GRU)), 2);

    @Test
    void masks_leaveOutThePartAndKeepTheMean() {
        float[] mask = new Dropout(network, List.of(0.0, 0.2), 1).masks(ROWS)[1];

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
        assertThat(new Dropout(network, List.of(0.0, 0.2), 1).masks(ROWS)[0]).isNull();
        assertThat(new Dropout(network, List.of(), 1).masks(ROWS)).isDeepEqualTo(new float[2][]);
    }

    @Test
    void masks_ofTheNextUpdate_areOthers() {
        Dropout dropout = new Dropout(network, List.of(0.5, 0.5), 1);
        float[][] first = dropout.masks(10);
        float[][] second = dropout.masks(10);

        assertThat(second[0]).isNotEqualTo(first[0]);
        assertThat(first[1]).isNotEqualTo(Arrays.copyOf(first[0], first[1].length));
        assertThat(new Dropout(network, List.of(0.5, 0.5), 1).masks(10)[0]).containsExactly(first[0]);
    }
}
