package io.github.unspool.tribuo.optimiser;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.unspool.optimiser.Optimiser;
import io.github.unspool.optimiser.Rate;
import org.tribuo.math.la.Tensor;

/**
 * Adam with bias correction, or with weight decay AdamW; see {@link Optimiser#adam}. The defaults are those of the paper.
 */
public final class Adam extends ScheduledOptimiser {
    @Config(description = "Decay rate of the moving average of the gradients.")
    private double beta1 = 0.9;

    @Config(description = "Decay rate of the moving average of the squared gradients.")
    private double beta2 = 0.999;

    @Config(description = "Added to the root of the mean square to avoid division by zero.")
    private double epsilon = 1e-8;

    @Config(description = "Decoupled weight decay (AdamW); 0: none.")
    private double weightDecay = 0;

    /** For OLCUT. */
    private Adam() {}

    /**
     * Configures Adam.
     *
     * @param learningRate positive and finite
     * @throws IllegalArgumentException if it is not
     */
    public Adam(double learningRate) {
        this(constant("adam", learningRate, "0.01"), 0);
    }

    /**
     * Configures AdamW.
     *
     * @param rate the learning rate
     * @param weightDecay from 0 to less than 1; 0 is Adam
     * @throws IllegalArgumentException if the decay is out of range
     */
    public Adam(Rate rate, double weightDecay) {
        super(rate);
        this.weightDecay = weightDecay;
        postConfig();
    }

    @Override
    public void postConfig() {
        super.postConfig();
        Checks.fraction("beta1", beta1);
        Checks.fraction("beta2", beta2);
        Checks.fraction("weightDecay", weightDecay);
        Checks.positive("epsilon", epsilon, "1e-8");
    }

    @Override
    public Optimiser start() {
        return Optimiser.adam(rate(), beta1, beta2, epsilon, weightDecay);
    }

    @Override
    int memories() {
        return 2;
    }

    @Override
    void climb(Tensor gradient, Tensor parameter, Tensor[] memory, double now, int step) {
        Tensor m = memory[0];
        Tensor v = memory[1];
        m.scaleInPlace(beta1);
        m.intersectAndAddInPlace(gradient, g -> (1 - beta1) * g);
        v.scaleInPlace(beta2);
        v.intersectAndAddInPlace(gradient, g -> (1 - beta2) * g * g);
        double stepSize = now / (1 - Math.pow(beta1, step));
        double correction = 1 / Math.sqrt(1 - Math.pow(beta2, step));
        gradient.foreachInPlace(g -> 0);
        gradient.intersectAndAddInPlace(m, mean -> stepSize * mean);
        gradient.hadamardProductInPlace(v, square -> 1 / (Math.sqrt(square) * correction + epsilon));
        if (weightDecay > 0) {
            gradient.intersectAndAddInPlace(parameter, w -> -now * weightDecay * w);
        }
    }

    @Override
    public String toString() {
        return weightDecay == 0
                ? "adam(" + rate().shortest() + ")"
                : "optimiser(new Adam(%s, %s))".formatted(rate(), weightDecay);
    }
}
