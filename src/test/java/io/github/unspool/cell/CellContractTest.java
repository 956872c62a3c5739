package io.github.unspool.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.math.Randoms;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every cell must do, whatever its equations. */
class CellContractTest {
    private static final int ROWS = 5;
    private static final int UNITS = 7;
    private static final float STEP = 1e-2f;

    static List<Cell> cells() {
        return Cells.all();
    }

    private static Slabs slabs(Cell cell) {
        Slabs s = new Slabs(UNITS, cell);
        s.reset(ROWS);
        Randoms random = Randoms.of(7);
        for (float[] slab : List.of(s.zx, s.zh, s.hPrevious, s.cPrevious, s.dh, s.dc)) {
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

    private static float[] backward(Cell cell, Function<Slabs, float[]> gradient) {
        Slabs s = slabs(cell);
        cell.forward(s, 0, ROWS);
        cell.backward(s, 0, ROWS);
        return gradient.apply(s);
    }

    /** (Σ h·dh + c·dc) differentiated by one number of a slab, by central differences. */
    private static double difference(Cell cell, Function<Slabs, float[]> slab, int i) {
        return (weighted(cell, slab, i, STEP) - weighted(cell, slab, i, -STEP)) / (2 * STEP);
    }

    private static double weighted(Cell cell, Function<Slabs, float[]> slab, int i, float step) {
        Slabs s = slabs(cell);
        slab.apply(s)[i] += step;
        cell.forward(s, 0, ROWS);
        return dot(s.h, s.dh) + dot(s.c, s.dc);
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    private static void assertDerivative(
            Cell cell, Function<Slabs, float[]> gradient, Function<Slabs, float[]> variable) {
        float[] actual = backward(cell, gradient);
        int size = variable.apply(slabs(cell)).length;
        for (int i = 0; i < size; i++) {
            double expected = difference(cell, variable, i);
            assertThat(actual.length == 0 ? 0 : (double) actual[i])
                    .as("element %d", i)
                    .isCloseTo(expected, within(2e-3));
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void backward_byTheInputsPart_isTheDerivativeOfForward(Cell cell) {
        assertDerivative(cell, s -> s.dzx, s -> s.zx);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void backward_byTheRecurrentPart_isTheDerivativeOfForward(Cell cell) {
        assertDerivative(cell, s -> s.dzh, s -> s.zh);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void backward_byTheStateBefore_isTheDerivativeOfForward(Cell cell) {
        assertDerivative(cell, s -> s.dhPrevious, s -> s.hPrevious);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void backward_byTheMemoryBefore_isTheDerivativeOfForward(Cell cell) {
        assertDerivative(cell, s -> s.dcPrevious, s -> s.cPrevious);
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
                .hasMessage("no cell is called \"gru2\"; there are tanh, relu, gru, lstm");
    }
}
