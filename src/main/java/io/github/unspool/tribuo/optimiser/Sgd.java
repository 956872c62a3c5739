package io.github.unspool.tribuo.optimiser;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.unspool.optimiser.Optimiser;
import io.github.unspool.optimiser.Rate;
import org.tribuo.math.la.Tensor;

/** Stochastic gradient descent, with momentum if wanted; see {@link Optimiser#sgd}. */
public final class Sgd extends ScheduledOptimiser {
    @Config(description = "Momentum; 0: plain gradient descent.")
    private double momentum = 0;

    @Config(description = "Whether to use Nesterov momentum.")
    private boolean nesterov = false;

    /** For OLCUT. */
    private Sgd() {}

    /**
     * Configures plain gradient descent.
     *
     * @param learningRate positive and finite
     * @throws IllegalArgumentException if it is not
     */
    public Sgd(double learningRate) {
        this(constant("sgd", learningRate, "0.1"), 0, false);
    }

    /**
     * Configures the optimiser.
     *
     * @param rate the learning rate
     * @param momentum from 0 to less than 1
     * @param nesterov whether the step looks ahead
     * @throws IllegalArgumentException if the momentum is out of range
     */
    public Sgd(Rate rate, double momentum, boolean nesterov) {
        super(rate);
        this.momentum = momentum;
        this.nesterov = nesterov;
        postConfig();
    }

    @Override
    public void postConfig() {
        super.postConfig();
        Checks.fraction("momentum", momentum);
    }

    @Override
    public Optimiser start() {
        return Optimiser.sgd(rate(), momentum, nesterov);
    }

    @Override
    int memories() {
        return momentum == 0 ? 0 : 1;
    }

    @Override
    void climb(Tensor gradient, Tensor parameter, Tensor[] memory, double now, int step) {
        if (momentum == 0) {
            gradient.scaleInPlace(now);
            return;
        }
        Tensor v = memory[0];
        v.scaleInPlace(momentum);
        v.intersectAndAddInPlace(gradient);
        double ofGradient = nesterov ? now : 0;
        double ofDirection = nesterov ? now * momentum : now;
        gradient.foreachInPlace(g -> ofGradient * g);
        gradient.intersectAndAddInPlace(v, direction -> ofDirection * direction);
    }

    @Override
    public String toString() {
        return momentum == 0 && rate().equals(Rate.constant(rate().peak()))
                ? "sgd(" + rate().shortest() + ")"
                : "optimiser(new Sgd(%s, %s, %s))".formatted(rate(), momentum, nesterov);
    }
}
