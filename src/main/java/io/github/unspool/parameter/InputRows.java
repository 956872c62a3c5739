package io.github.unspool.parameter;

import io.github.unspool.math.Matrix;
import io.github.unspool.math.MatrixProduct;
import io.github.unspool.math.Workers;

/** What a layer reads, a row for each step of each sequence. */
public interface InputRows {

    /**
     * Makes weights ready for {@link #multiply}.
     *
     * @param w W
     * @param packed holds them if they are multiplied in full
     * @param workers the threads
     */
    void prepare(Parameter w, Packed packed, Workers workers);

    /**
     * Adds some rows of {@code x·W} to those of z.
     *
     * @param from the first row
     * @param to the row after the last
     * @param w W
     * @param packed what {@link #prepare} was given
     * @param z R × W's columns
     * @param workers the threads
     */
    void multiply(int from, int to, Parameter w, Packed packed, Matrix z, Workers workers);

    /**
     * Adds what some rows give of {@code xᵀ·dz} to the gradient dW.
     *
     * @param from the first row
     * @param to the row after the last
     * @param dz R × W's columns
     * @param dw dW
     * @param packed has these rows of dz as its right-hand side
     * @param workers the threads
     */
    void accumulate(int from, int to, Matrix dz, Parameter dw, MatrixProduct packed, Workers workers);
}
