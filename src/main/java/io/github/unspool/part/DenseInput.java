package io.github.unspool.part;

import io.github.unspool.math.Matrix;
import io.github.unspool.math.MatrixProduct;
import io.github.unspool.parameter.Parameter;

/**
 * What the part below gives.
 *
 * @param x the same array at each step
 */
record DenseInput(float[] x) implements StepInput {

    @Override
    public Product times(Parameter w, float[] b, float[] z) {
        MatrixProduct product = MatrixProduct.create();
        product.pack(w.matrix());
        Matrix read = Matrix.of(x, 1, x.length);
        Matrix into = Matrix.of(z, 1, z.length);
        return () -> {
            System.arraycopy(b, 0, z, 0, b.length);
            product.addTo(read, into);
        };
    }
}
