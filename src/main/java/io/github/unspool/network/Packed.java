package io.github.unspool.network;

import io.github.unspool.math.MatrixProduct;
import io.github.unspool.math.Workers;

/** Weights lying ready for products. Those that no longer change are copied once, others for each batch. */
final class Packed {
    private final MatrixProduct product = MatrixProduct.create();
    private final boolean isFrozen;
    private boolean isCopied;

    Packed(boolean isFrozen) {
        this.isFrozen = isFrozen;
    }

    void prepare(Parameter weights, Workers workers) {
        if (!isFrozen || !isCopied || product.isOutdated()) {
            product.pack(weights.matrix(), workers);
            isCopied = true;
        }
    }

    /** The product with the weights that were last prepared. */
    MatrixProduct product() {
        return product;
    }
}
