package io.github.unspool.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.math.Randoms;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every cell must do, whatever its equations. */
class CellContractTest {
    private static final int ROWS = 5;
    private static final int UNITS = 7;

    static List<Cell> cells() {
        return Cells.all();
    }

    private static Slabs slabs(Cell cell) {
        Slabs s = new Slabs(UNITS, cell.gates());
        s.reset(ROWS);
        Randoms random = Randoms.of(7);
        for (float[] slab : List.of(s.zx, s.zh, s.previous, s.dh)) {
            for (int i = 0; i < slab.length; i++) {
                slab[i] = (float) random.normal();
            }
        }
        for (int i = 0; i < s.zx.length; i++) {
            // Away from a rectifier's kink, where differences tell nothing.
            s.zx[i] += Math.abs(s.zx[i] + s.zh[i]) < 0.1f ? 0.3f : 0;
        }
        return s;
    }

    @ParameterizedTest
    @MethodSource("cells")
    void backward_ofEveryRow_isTheDerivativeOfForward(Cell cell) {
        float step = 1e-2f;
        Slabs s = slabs(cell);
        cell.forward(s, 0, ROWS);
        cell.backward(s, 0, ROWS);
        float[] dz = s.dz.clone();

        for (int i = 0; i < ROWS * s.width; i++) {
            float z = s.zx[i];
            double higher = weighted(cell, s, i, z + step);
            double lower = weighted(cell, s, i, z - step);
            s.zx[i] = z;
            assertThat((double) dz[i]).as("dz[%d]", i).isCloseTo((higher - lower) / (2 * step), within(2e-3));
        }
    }

    /** Σ h · dh with one pre-activation moved. */
    private static double weighted(Cell cell, Slabs s, int i, float z) {
        s.zx[i] = z;
        cell.forward(s, 0, ROWS);
        double sum = 0;
        for (int j = 0; j < ROWS * UNITS; j++) {
            sum += (double) s.h[j] * s.dh[j];
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("cells")
    void forward_ofSomeRows_leavesTheOthers(Cell cell) {
        Slabs whole = slabs(cell);
        cell.forward(whole, 0, ROWS);
        Slabs part = slabs(cell);
        cell.forward(part, 2, 4);

        for (int i = 0; i < ROWS * UNITS; i++) {
            boolean inside = i >= 2 * UNITS && i < 4 * UNITS;
            assertThat(part.h[i]).isEqualTo(inside ? whole.h[i] : 0f);
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void forward_ofNaN_staysNaN(Cell cell) {
        Slabs s = slabs(cell);
        s.zx[0] = Float.NaN;

        cell.forward(s, 0, ROWS);

        assertThat(s.h[0]).isNaN();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void named_itsOwnName_findsIt(Cell cell) {
        assertThat(Cells.named(cell.name())).isSameAs(cell);
    }

    @Test
    void named_anUnknownName_listsTheKnown() {
        assertThatThrownBy(() -> Cells.named("gru2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no cell is called \"gru2\"; there are tanh, relu");
    }
}
