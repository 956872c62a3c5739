package io.github.unspool.tribuo.optimiser;

import io.github.unspool.optimiser.Optimiser;
import io.github.unspool.optimiser.Rate;
import org.tribuo.math.StochasticGradientOptimiser;

/**
 * The configuration of an optimiser: what a trainer keeps, and what each run makes its own optimiser from. It also is an
 * optimiser for Tribuo's own trainers; there it works on their tensors of doubles.
 */
public interface RnnOptimiser extends StochasticGradientOptimiser {

    /**
     * Makes an optimiser that remembers nothing yet.
     *
     * @return a new optimiser
     */
    Optimiser start();

    /**
     * The same optimiser with another learning rate.
     *
     * @param rate the rate
     * @return a new configuration, all else as in this one
     */
    RnnOptimiser withRate(Rate rate);

    @Override
    RnnOptimiser copy();
}
