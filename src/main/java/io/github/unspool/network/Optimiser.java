package io.github.unspool.network;

/** How a gradient changes the weights. Holds what it remembers of earlier steps, so each training run has its own. */
public interface Optimiser {

    /**
     * Goes one step against the gradient.
     *
     * @param weights changed in place
     * @param gradients the gradient of the loss, of the same network
     */
    void step(Weights weights, Weights gradients);

    /**
     * Plain stochastic gradient descent: {@code w ← w − rate · g}.
     *
     * @param rate the learning rate
     * @return a new optimiser
     */
    static Optimiser sgd(double rate) {
        return new SgdOptimiser((float) rate);
    }

    /**
     * Adam with bias correction: {@code w ← w − rate · m̂ / (√v̂ + ε)}.
     *
     * <p>Source: D. P. Kingma, J. Ba, <i>Adam: a method for stochastic optimization</i>, arXiv:1412.6980, algorithm 1.
     *
     * @param rate the learning rate
     * @param beta1 how slowly the mean of the gradients forgets
     * @param beta2 how slowly the mean of their squares forgets
     * @param epsilon ε
     * @return a new optimiser
     */
    static Optimiser adam(double rate, double beta1, double beta2, double epsilon) {
        return new AdamOptimiser(rate, beta1, beta2, epsilon);
    }
}
