package io.github.unspool.optimiser;

import io.github.unspool.math.Workers;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.training.Checkpoint;
import java.util.List;
import java.util.Optional;

/** How a gradient changes the weights. Holds what it remembers of earlier steps, so each training run has its own. */
public interface Optimiser {

    /**
     * Goes one step against the gradient.
     *
     * @param weights changed in place
     * @param gradients the gradient of the loss, in the same order and of the same shapes, at each call
     * @param progress how much of the run is done, 0 to 1
     */
    void step(List<Parameter> weights, List<Parameter> gradients, double progress);

    /**
     * Goes one step on several threads, if this optimiser can.
     *
     * @param weights changed in place
     * @param gradients the gradient
     * @param progress how much of the run is done
     * @param workers the threads
     */
    default void step(List<Parameter> weights, List<Parameter> gradients, double progress, Workers workers) {
        step(weights, gradients, progress);
    }

    /**
     * What is remembered of earlier steps, so that a {@link Checkpoint} can keep it and fill it again.
     *
     * @param weights those of every step
     * @return the numbers, shared, the same arrays at each call; empty if they are unknown
     */
    default Optional<List<Parameter>> memory(List<Parameter> weights) {
        return Optional.empty();
    }

    /**
     * Goes on as after some steps, of which {@link #memory} has been filled with what they left.
     *
     * @param steps how many steps there were
     */
    default void resume(long steps) {
        throw new UnsupportedOperationException("this optimiser cannot restore the state of another one");
    }

    /**
     * Multiplies the learning rate of the steps that follow, instead of by the factor before.
     *
     * @param factor what the rate is multiplied by
     * @throws UnsupportedOperationException if the rate of this optimiser cannot be changed
     */
    default void scaleRate(double factor) {
        throw new UnsupportedOperationException("the learning rate of this optimiser cannot be changed");
    }

    /**
     * How much it remembers, for an estimate of a run's memory.
     *
     * @return floats for each weight; 0 if that is not known
     */
    default int memories() {
        return 0;
    }

    /**
     * Stochastic gradient descent: {@code v ← momentum · v + g}, {@code w ← w − rate · v}; with Nesterov's momentum
     * {@code w ← w − rate · (g + momentum · v)}.
     *
     * <p>Source: I. Sutskever, J. Martens, G. Dahl, G. Hinton, <i>On the importance of initialization and momentum in deep
     * learning</i>, ICML 2013, in the form of PyTorch's {@code SGD}, where the rate stands outside v.
     *
     * @param rate the learning rate
     * @param momentum how slowly v forgets; 0: plain gradient descent
     * @param nesterov whether the step looks ahead
     * @return a new optimiser
     */
    static Optimiser sgd(Rate rate, double momentum, boolean nesterov) {
        return momentum == 0 ? new SgdOptimiser(rate) : new MomentumOptimiser(rate, momentum, nesterov);
    }

    /**
     * Adam with bias correction, {@code w ← w − rate · m̂ / (√v̂ + ε)}, and with decoupled weight decay,
     * {@code w ← w − rate · decay · w}, which makes it AdamW.
     *
     * <p>Source: D. P. Kingma, J. Ba, <i>Adam: a method for stochastic optimization</i>, arXiv:1412.6980, algorithm 1; I.
     * Loshchilov, F. Hutter, <i>Decoupled weight decay regularization</i>, arXiv:1711.05101, algorithm 2.
     *
     * @param rate the learning rate
     * @param beta1 how slowly the mean of the gradients forgets
     * @param beta2 how slowly the mean of their squares forgets
     * @param epsilon ε
     * @param decay how strongly weights are pulled to 0; 0: not
     * @return a new optimiser
     */
    static Optimiser adam(Rate rate, double beta1, double beta2, double epsilon, double decay) {
        return new AdamOptimiser(rate, beta1, beta2, epsilon, decay);
    }

    /**
     * RMSProp: {@code s ← ρ · s + (1 − ρ) · g²}, {@code w ← w − rate · g / (√s + ε)}.
     *
     * <p>Source: T. Tieleman, G. Hinton, lecture 6.5 of <i>Neural networks for machine learning</i>, Coursera 2012.
     *
     * @param rate the learning rate
     * @param rho how slowly the mean of the squares forgets
     * @param epsilon ε
     * @return a new optimiser
     */
    static Optimiser rmsProp(Rate rate, double rho, double epsilon) {
        return new RmsPropOptimiser(rate, rho, epsilon);
    }
}
