package io.github.unspool.reference;

/**
 * What distinguishes one cell from another: how a state follows from the state before and the two parts of the
 * pre-activations, zx (G·H, from the input) and zh (G·H, from the h before). All of it is element by element; the
 * products with the weights are those of {@link NaiveRnn}.
 *
 * <p>In the equations of a cell {@code h'} and {@code c'} are the values of the step before, ⊙ multiplies element by
 * element, σ(z) = 1 / (1 + exp(−z)), and an index names a block of H columns: {@code zx_r}. Beside each other stand an
 * equation and what it sends back.
 */
interface Equations {

    /** The state after the step, S. */
    double[] forward(double[] zx, double[] zh, double[] before);

    /** The mirror of {@link #forward}: from the gradient of the state after the step, S, to those of its arguments. */
    Back backward(double[] zx, double[] zh, double[] before, double[] dafter);

    /**
     * The gradients of the arguments of {@link #forward}, in their shapes.
     *
     * @param dbefore only what does not pass through zh
     */
    record Back(double[] dzx, double[] dzh, double[] dbefore) {

        static Back zeros(double[] zx, double[] before) {
            return new Back(new double[zx.length], new double[zx.length], new double[before.length]);
        }
    }

    static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }
}
