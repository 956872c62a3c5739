package io.github.unspool.tribuo.optimiser;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.unspool.optimiser.Optimiser;
import io.github.unspool.optimiser.Rate;
import org.tribuo.math.la.Tensor;

/** RMSProp; see {@link Optimiser#rmsProp}. */
public final class RmsProp extends ScheduledOptimiser {
    @Config(description = "Decay rate of the moving average of the squared gradients.")
    private double rho = 0.99;

    @Config(description = "Added to the root of the mean square to avoid division by zero.")
    private double epsilon = 1e-8;

    /** For OLCUT. */
    private RmsProp() {}

    /**
     * Configures the optimiser.
     *
     * @param learningRate positive and finite
     * @throws IllegalArgumentException if it is not
     */
    public RmsProp(double learningRate) {
        this(constant("RmsProp", learningRate, "0.001"));
    }

    /**
     * Configures the optimiser.
     *
     * @param rate the learning rate
     */
    public RmsProp(Rate rate) {
        super(rate);
        postConfig();
    }

    @Override
    public void postConfig() {
        super.postConfig();
        Checks.fraction("rho", rho);
        Checks.positive("epsilon", epsilon, "1e-8");
    }

    @Override
    public Optimiser start() {
        return Optimiser.rmsProp(rate(), rho, epsilon);
    }

    @Override
    int memories() {
        return 1;
    }

    @Override
    void climb(Tensor gradient, Tensor parameter, Tensor[] memory, double now, int step) {
        Tensor s = memory[0];
        s.scaleInPlace(rho);
        s.intersectAndAddInPlace(gradient, g -> (1 - rho) * g * g);
        gradient.hadamardProductInPlace(s, square -> now / (Math.sqrt(square) + epsilon));
    }

    @Override
    public String toString() {
        return "optimiser(new RmsProp(" + rate().shortest() + "))";
    }
}
