package io.github.unspool.tribuo;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import io.github.unspool.network.Rate;

/** What every optimiser's configuration has: a learning rate and how it goes over the run. See {@link Rate}. */
abstract class ScheduledOptimiser implements RnnOptimiser {
    @Config(mandatory = true, description = "The largest learning rate.")
    private double learningRate;

    @Config(description = "How the learning rate goes over the run.")
    private Rate.Shape schedule = Rate.Shape.CONSTANT;

    @Config(description = "The part of the run in which the learning rate first rises from 0.")
    private double warmUp = 0;

    @Config(description = "How often a learning rate of steps falls.")
    private int drops = 0;

    @Config(description = "What each drop multiplies the learning rate with.")
    private double dropFactor = 1;

    /** For OLCUT. */
    ScheduledOptimiser() {}

    ScheduledOptimiser(Rate rate) {
        this.learningRate = rate.peak();
        this.schedule = rate.shape();
        this.warmUp = rate.warmUp();
        this.drops = rate.drops();
        this.dropFactor = rate.factor();
    }

    /** A rate that stays, refused in the words of the call that it was given to. */
    static Rate constant(String call, double learningRate, String example) {
        Checks.positive(call, learningRate, example);
        return Rate.constant(learningRate);
    }

    final Rate rate() {
        return new Rate(learningRate, schedule, warmUp, drops, dropFactor);
    }

    @Override
    public void postConfig() {
        rate();
    }

    @Override
    public ConfiguredObjectProvenance getProvenance() {
        return new ConfiguredObjectProvenanceImpl(this, "RnnOptimiser");
    }
}
