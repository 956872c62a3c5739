package io.github.unspool.tribuo;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import io.github.unspool.network.Optimiser;

/** Plain stochastic gradient descent; see {@link Optimiser#sgd}. */
public final class Sgd implements RnnOptimiser {
    @Config(mandatory = true, description = "Learning rate.")
    private double learningRate;

    /** For OLCUT. */
    private Sgd() {}

    /**
     * Configures the optimiser.
     *
     * @param learningRate positive and finite
     * @throws IllegalArgumentException if it is not
     */
    public Sgd(double learningRate) {
        this.learningRate = learningRate;
        postConfig();
    }

    @Override
    public void postConfig() {
        Checks.positive("sgd", learningRate);
    }

    @Override
    public Optimiser start() {
        return Optimiser.sgd(learningRate);
    }

    @Override
    public String toString() {
        return "sgd(" + learningRate + ")";
    }

    @Override
    public ConfiguredObjectProvenance getProvenance() {
        return new ConfiguredObjectProvenanceImpl(this, "RnnOptimiser");
    }
}
