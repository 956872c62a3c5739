package io.github.unspool.math;

/** {@link Activations} lane by lane. */
final class VectorActivations extends Activations {

    /** Made by {@link Kernels}. */
    VectorActivations() {}

    @Override
    public void sigmoid(float[] x, float[] y, int n) {
        if (x != y) {
            System.arraycopy(x, 0, y, 0, n);
        }
        VectorElementary.sigmoid(y, 0, n);
    }

    @Override
    public void tanh(float[] x, float[] y, int n) {
        VectorElementary.tanh(x, 0, n, y, 0);
    }
}
