package io.github.unspool.network;

import io.github.unspool.math.Matrix;
import io.github.unspool.math.MatrixProduct;

/**
 * Rows with all their numbers.
 *
 * @param x R × D
 */
record DenseRows(Matrix x) implements Rows {

    @Override
    public void multiply(Parameter w, float[] z, Packed packed) {
        packed.of(w).addTo(x, Matrix.of(z, x.rows(), w.columns()));
    }

    @Override
    public void accumulate(float[] dz, Parameter dw, MatrixProduct product) {
        product.pack(Matrix.of(dz, x.rows(), dw.columns())).addTo(x.transposed(), dw.matrix());
    }
}
