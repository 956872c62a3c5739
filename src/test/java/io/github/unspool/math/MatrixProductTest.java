package io.github.unspool.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixProductTest {

    /** The order of summation that is promised: ascending, one fused multiply-add each. */
    private static float[] expected(Matrix a, Matrix b, float[] c) {
        float[] sum = c.clone();
        for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < b.columns(); j++) {
                for (int p = 0; p < a.columns(); p++) {
                    sum[i * b.columns() + j] = Math.fma(at(a, i, p), at(b, p, j), sum[i * b.columns() + j]);
                }
            }
        }
        return sum;
    }

    private static float at(Matrix m, int i, int j) {
        return m.data()[m.offset() + i * m.rowStride() + j * m.columnStride()];
    }

    private static float[] random(int size, long seed) {
        Randoms random = Randoms.of(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.normal();
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "1, 13, 7", "2, 4, 8", "3, 5, 17", "7, 8, 31", "16, 64, 128", "33, 83, 100"})
    void addTo_anySize_addsInAscendingOrderBitForBit(int m, int k, int n) {
        Matrix a = Matrix.of(random(m * k, 1), m, k);
        Matrix b = Matrix.of(random(k * n, 2), k, n);
        float[] c = random(m * n, 3);
        float[] expected = expected(a, b, c);

        new MatrixProduct().pack(b).addTo(a, Matrix.of(c, m, n));

        assertThat(c).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({"3, 5, 7", "8, 4, 16", "1, 9, 2"})
    void addTo_bothTransposed_readsTheSameNumbers(int m, int k, int n) {
        Matrix a = Matrix.of(random(k * m, 1), k, m).transposed();
        Matrix b = Matrix.of(random(n * k, 2), n, k).transposed();
        float[] c = new float[m * n];

        new MatrixProduct().pack(b).addTo(a, Matrix.of(c, m, n));

        assertThat(c).containsExactly(expected(a, b, new float[m * n]));
    }

    @Test
    void addTo_someRows_leavesTheOthers() {
        Matrix a = Matrix.of(new float[] {1, 2, 3}, 3, 1);
        float[] c = new float[3];

        new MatrixProduct()
                .pack(Matrix.of(new float[] {10}, 1, 1))
                .addTo(a.rows(1, 2), Matrix.of(c, 3, 1).rows(1, 2));

        assertThat(c).containsExactly(0, 20, 0);
    }

    @Test
    void pack_againWithAnotherSize_forgetsTheFirst() {
        MatrixProduct product = new MatrixProduct().pack(Matrix.of(random(200, 1), 20, 10));
        float[] c = new float[2];

        product.pack(Matrix.of(new float[] {1, 2, 3, 4}, 2, 2))
                .addTo(Matrix.of(new float[] {1, 1}, 1, 2), Matrix.of(c, 1, 2));

        assertThat(c).containsExactly(4, 6);
    }

    @Test
    void addTo_sizesThatDoNotFit_namesThem() {
        MatrixProduct product = new MatrixProduct().pack(Matrix.of(new float[6], 2, 3));

        assertThatThrownBy(() -> product.addTo(Matrix.of(new float[4], 1, 4), Matrix.of(new float[3], 1, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a product of 1 × 4 by 2 × 3 does not fit into 1 × 3");
    }
}
