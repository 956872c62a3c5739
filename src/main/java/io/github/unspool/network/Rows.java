package io.github.unspool.network;

import io.github.unspool.math.MatrixProduct;

/** What a layer reads, a row for each step of each sequence. */
interface Rows {

    /**
     * Adds {@code x·W} to z.
     *
     * @param w W
     * @param z R × W's columns
     * @param packed multiplies if it has to be done in full
     */
    void multiply(Parameter w, float[] z, Packed packed);

    /**
     * Adds {@code xᵀ·dz} to the gradient dW.
     *
     * @param dz R × W's columns
     * @param dw dW
     * @param product multiplies if it has to be done in full
     */
    void accumulate(float[] dz, Parameter dw, MatrixProduct product);
}
