package io.github.unspool.parameter;

import io.github.unspool.math.Matrix;
import io.github.unspool.math.MatrixProduct;
import io.github.unspool.math.Workers;

/**
 * Rows with all their numbers.
 *
 * @param x R × D
 */
public record DenseRows(Matrix x) implements InputRows {

    @Override
    public void prepare(Parameter w, Packed packed, Workers workers) {
        packed.prepare(w, workers);
    }

    @Override
    public void multiply(int from, int to, Parameter w, Packed packed, Matrix z, Workers workers) {
        packed.product().addTo(x.rows(from, to), z.rows(from, to), workers);
    }

    @Override
    public void accumulate(int from, int to, Matrix dz, Parameter dw, MatrixProduct packed, Workers workers) {
        packed.addTo(x.rows(from, to).transposed(), dw.matrix(), workers);
    }
}
