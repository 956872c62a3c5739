package io.github.unspool.part;

import io.github.unspool.parameter.Parameter;

/** What a part reads step by step: what the part below gives, or inputs of which most are zero. */
public interface StepInput {

    /**
     * Prepares a product.
     *
     * @param w W, inputs × outputs, which must no longer change
     * @param b what is added to each product
     * @param z where the product will stand
     */
    Product times(Parameter w, float[] b, float[] z);

    /** A product that is computed at each step. */
    interface Product {
        /** Leaves {@code z = b + x·W}. */
        void compute();
    }
}
