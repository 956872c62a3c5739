package io.github.unspool.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.math.Matrix;
import io.github.unspool.math.MatrixProduct;
import io.github.unspool.math.Workers;
import org.junit.jupiter.api.Test;

class SparseRowsTest {
    private static final Parameter W =
            new Parameter(new Parameter.Shape("w", 3, 2), new float[] {1, 2, 10, 20, 100, 200});

    private static SparseRows rows() {
        SparseRows.Builder rows = new SparseRows.Builder(2);
        rows.add(0, 3);
        rows.add(2, 0.5);
        rows.endRow();
        rows.add(1, -1);
        rows.endRow();
        return rows.build();
    }

    @Test
    void multiply_intoAPartOfASlab_addsThere() {
        float[] slab = {7, 7, 7, 1, 1, 1, 1, 7};
        rows().multiply(0, 2, W, null, new Matrix(slab, 3, 2, 2, 2, 1), Workers.alone());
        assertThat(slab).containsExactly(7, 7, 7, 1 + 3 + 50, 1 + 6 + 100, 1 - 10, 1 - 20, 7);
    }

    @Test
    void accumulate_fromAPartOfASlab_addsItsProducts() {
        float[] slab = {9, 9, 9, 1, 2, 3, 4};
        Parameter dw = new Parameter(W.shape(), new float[] {0, 0, 0, 0, 0, 1});
        rows().accumulate(0, 2, new Matrix(slab, 3, 2, 2, 2, 1), dw, MatrixProduct.create(), Workers.alone());
        assertThat(dw.values()).containsExactly(3, 6, -3, -4, 0.5f, 2);
    }
}
