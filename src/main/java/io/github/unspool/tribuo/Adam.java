package io.github.unspool.tribuo;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import io.github.unspool.network.Optimiser;

/** Adam with bias correction; see {@link Optimiser#adam}. The defaults are those of the paper. */
public final class Adam implements RnnOptimiser {
    @Config(mandatory = true, description = "Learning rate.")
    private double learningRate;

    @Config(description = "How slowly the mean of the gradients forgets.")
    private double beta1 = 0.9;

    @Config(description = "How slowly the mean of the squared gradients forgets.")
    private double beta2 = 0.999;

    @Config(description = "Added to the root of the mean square, so that nothing is divided by zero.")
    private double epsilon = 1e-8;

    /** For OLCUT. */
    private Adam() {}

    /**
     * Configures the optimiser.
     *
     * @param learningRate positive and finite
     * @throws IllegalArgumentException if it is not
     */
    public Adam(double learningRate) {
        this.learningRate = learningRate;
        postConfig();
    }

    @Override
    public void postConfig() {
        Checks.positive("adam", learningRate);
        Checks.fraction("beta1", beta1);
        Checks.fraction("beta2", beta2);
        Checks.positive("epsilon", epsilon);
    }

    @Override
    public Optimiser start() {
        return Optimiser.adam(learningRate, beta1, beta2, epsilon);
    }

    @Override
    public String toString() {
        return "adam(" + learningRate + ")";
    }

    @Override
    public ConfiguredObjectProvenance getProvenance() {
        return new ConfiguredObjectProvenanceImpl(this, "RnnOptimiser");
    }
}
