package io.github.unspool.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kernel gives the promised bits; the tests are started with the Vector API's module, so both are there. */
class MatrixProductTest {
    private static final List<MatrixProduct> KERNELS = List.of(new PlainProduct(), MatrixProduct.create());

    @Test
    void create_withTheVectorApi_isItsKernel() {
        assertThat(MatrixProduct.create().getClass().getSimpleName()).isEqualTo("VectorProduct");
    }

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

    /** Around the widths of vectors and panels and the height of tiles, so that each edge is met. */
    static Stream<Arguments> sizes() {
        List<Arguments> sizes = new ArrayList<>();
        for (int m : new int[] {1, 2, 3, 4, 5, 8, 13}) {
            for (int n : new int[] {1, 3, 7, 15, 16, 17, 31, 32, 33, 47, 48, 49, 64, 65, 80, 96, 97, 128, 207}) {
                for (int k : new int[] {1, 2, 5, 8, 67}) {
                    sizes.add(arguments(m, k, n));
                }
            }
        }
        sizes.add(arguments(33, 600, 100));
        sizes.add(arguments(5, 513, 50));
        return sizes.stream();
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void addTo_anySize_addsInAscendingOrderBitForBit(int m, int k, int n) {
        Matrix a = Matrix.of(random(m * k, 1), m, k);
        Matrix b = Matrix.of(random(k * n, 2), k, n);
        float[] c = random(m * n, 3);
        float[] expected = expected(a, b, c);

        for (MatrixProduct kernel : KERNELS) {
            float[] found = c.clone();
            kernel.pack(b).addTo(a, Matrix.of(found, m, n));
            assertThat(found).as(kernel.getClass().getSimpleName()).containsExactly(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 5, 7", "8, 4, 16", "1, 9, 2", "13, 300, 70"})
    void addTo_bothTransposed_readsTheSameNumbers(int m, int k, int n) {
        Matrix a = Matrix.of(random(k * m, 1), k, m).transposed();
        Matrix b = Matrix.of(random(n * k, 2), n, k).transposed();

        for (MatrixProduct kernel : KERNELS) {
            float[] c = new float[m * n];
            kernel.pack(b).addTo(a, Matrix.of(c, m, n));
            assertThat(c).containsExactly(expected(a, b, new float[m * n]));
        }
    }

    @Test
    void addTo_someRows_leavesTheOthers() {
        Matrix a = Matrix.of(new float[] {1, 2, 3}, 3, 1);

        for (MatrixProduct kernel : KERNELS) {
            float[] c = new float[3];
            kernel.pack(Matrix.of(new float[] {10}, 1, 1))
                    .addTo(a.rows(1, 2), Matrix.of(c, 3, 1).rows(1, 2));
            assertThat(c).containsExactly(0, 20, 0);
        }
    }

    @Test
    void pack_againWithAnotherSize_forgetsTheFirst() {
        for (MatrixProduct kernel : KERNELS) {
            kernel.pack(Matrix.of(random(200, 1), 20, 10));
            float[] c = new float[2];
            kernel.pack(Matrix.of(new float[] {1, 2, 3, 4}, 2, 2))
                    .addTo(Matrix.of(new float[] {1, 1}, 1, 2), Matrix.of(c, 1, 2));
            assertThat(c).containsExactly(4, 6);
        }
    }

    @Test
    void addTo_sizesThatDoNotFit_namesThem() {
        MatrixProduct product = MatrixProduct.create().pack(Matrix.of(new float[6], 2, 3));

        assertThatThrownBy(() -> product.addTo(Matrix.of(new float[4], 1, 4), Matrix.of(new float[3], 1, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a product of 1 × 4 by 2 × 3 does not fit into 1 × 3");
    }
}
