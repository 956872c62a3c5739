package io.github.unspool.cell;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.math.Kernels;
import io.github.unspool.math.Randoms;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A cell of the Vector API gives the bits of the plain one, whose equations are what people read. */
class VectorCellsTest {
    private static final int ROWS = 5;

    static List<Arguments> cells() {
        return List.of(
                Arguments.of(new TanhCell(), Cells.TANH),
                Arguments.of(new GruCell(), Cells.GRU),
                Arguments.of(new LstmCell(), Cells.LSTM));
    }

    @Test
    void cells_withTheVectorApi_areItsKernels() {
        assertThat(Kernels.areVectors()).isTrue();
        assertThat(List.of(Cells.TANH, Cells.GRU, Cells.LSTM))
                .extracting(cell -> cell.getClass().getSimpleName())
                .containsExactly("VectorTanhCell", "VectorGruCell", "VectorLstmCell");
    }

    /** From tiny to far beyond what a gate distinguishes, and what is no number. */
    private static Slabs slabs(Cell cell, int units) {
        Slabs s = new Slabs(units, cell);
        s.reset(ROWS, ROWS);
        Randoms random = Randoms.of(units);
        for (float[] slab : List.of(s.zx, s.zh, s.h, s.c, s.dh, s.dc)) {
            for (int i = 0; i < slab.length; i++) {
                slab[i] = (float) (random.normal() * Math.exp(2.5 * random.normal()));
            }
        }
        for (int i = 0; i < s.zx.length; i += 7) {
            s.zx[i] = new float[] {0f, -0f, 100f, -100f, 1e30f, Float.NaN, Float.NEGATIVE_INFINITY, 0.625f}[i / 7 % 8];
        }
        return s;
    }

    @ParameterizedTest
    @MethodSource("cells")
    void forwardAndBackward_ofAnyWidth_giveTheBitsOfThePlainCell(Cell plain, Cell vector) {
        for (int units = 1; units <= 70; units++) {
            Slabs expected = slabs(plain, units);
            Slabs found = slabs(plain, units);
            for (int from : new int[] {0, 3}) {
                int to = from == 0 ? 3 : ROWS;
                plain.forward(expected, from, to, from);
                plain.backward(expected, from, to, from, from);
                vector.forward(found, from, to, from);
                vector.backward(found, from, to, from, from);
            }
            assertBits(expected, found, units);
        }
    }

    private static void assertBits(Slabs expected, Slabs found, int units) {
        List<float[]> one = slabsOf(expected);
        List<float[]> other = slabsOf(found);
        for (int i = 0; i < one.size(); i++) {
            for (int j = 0; j < one.get(i).length; j++) {
                assertThat(Float.floatToIntBits(other.get(i)[j]))
                        .as("%s units, slab %s, element %s: %s", units, i, j, one.get(i)[j])
                        .isEqualTo(Float.floatToIntBits(one.get(i)[j]));
            }
        }
    }

    private static List<float[]> slabsOf(Slabs s) {
        return List.of(s.zx, s.h, s.c, s.dzx, s.dzh, s.dh, s.dc);
    }
}
