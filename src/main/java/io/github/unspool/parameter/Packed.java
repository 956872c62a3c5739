package io.github.unspool.parameter;

import io.github.unspool.math.MatrixProduct;
import io.github.unspool.math.Workers;

/** Weights lying ready for products. Those that no longer change are copied once, others for each batch. */
public final class Packed {
    private final MatrixProduct product = MatrixProduct.create();
    private final boolean isFrozen;
    private boolean isCopied;

    public Packed(boolean isFrozen) {
        this.isFrozen = isFrozen;
    }

    public void prepare(Parameter weights, Workers workers) {
        if (!isFrozen || !isCopied || product.isOutdated()) {
            product.pack(weights.matrix(), workers);
            isCopied = true;
        }
    }

    /** The product with the weights that were last prepared. */
    public MatrixProduct product() {
        return product;
    }
}
