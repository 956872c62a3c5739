package io.github.unspool.tribuo.optimiser;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import io.github.unspool.optimiser.Rate;
import java.util.stream.Stream;
import org.tribuo.math.Parameters;
import org.tribuo.math.la.Tensor;

/**
 * What every optimiser's configuration has: a learning rate and how it goes over the run. See {@link Rate}.
 *
 * <p>In a trainer of Tribuo's a gradient points uphill, and what {@link #step} returns is added. The formulas are odd in
 * the gradient, so they need no sign there. As with Tribuo's own optimisers, a sparse gradient changes the numbers that it
 * has and no others, while all memories fade.
 */
public abstract class ScheduledOptimiser implements RnnOptimiser, Cloneable {
    @Config(mandatory = true, description = "The largest learning rate.")
    private double learningRate;

    @Config(description = "The schedule of the learning rate.")
    private Rate.Shape schedule = Rate.Shape.CONSTANT;

    @Config(description = "The fraction of the run in which the learning rate rises from 0.")
    private double warmUp = 0;

    @Config(description = "The number of drops of a step schedule.")
    private int drops = 0;

    @Config(description = "The factor of each drop, or of the whole run for an exponential schedule.")
    private double dropFactor = 1;

    /** What a trainer of Tribuo's trains; null before it has said so. */
    private Parameters parameters;

    /** Memory, parameter. */
    private Tensor[][] memories;

    private int steps;

    /** For OLCUT. */
    ScheduledOptimiser() {}

    ScheduledOptimiser(Rate rate) {
        take(rate);
    }

    private void take(Rate rate) {
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

    /**
     * The learning rate over all epochs.
     *
     * @return the rate
     */
    public final Rate rate() {
        return new Rate(learningRate, schedule, warmUp, drops, dropFactor);
    }

    @Override
    public void postConfig() {
        rate();
    }

    /** How many numbers are remembered for each parameter. */
    abstract int memories();

    /**
     * Turns the gradient of a parameter, in place, into what is to be added to the parameter.
     *
     * @param gradient points uphill; dense or sparse
     * @param parameter the parameter
     * @param memory what is remembered of it, dense
     * @param now the learning rate
     * @param step 1 for the first
     */
    abstract void climb(Tensor gradient, Tensor parameter, Tensor[] memory, double now, int step);

    @Override
    public final void initialise(Parameters trained) {
        if (schedule != Rate.Shape.CONSTANT || warmUp > 0) {
            throw new IllegalArgumentException(
                    "%s with %s: this trainer does not report the progress of a run, so the rate must be constant; use %s"
                            .formatted(getClass().getSimpleName(), rate(), Rate.constant(learningRate)));
        }
        parameters = trained;
        memories = Stream.generate(trained::getEmptyCopy).limit(memories()).toArray(Tensor[][]::new);
        steps = 0;
    }

    /** A gradient of some weight is that many gradients, as in the loss of a weighted example. */
    @Override
    public final Tensor[] step(Tensor[] updates, double weight) {
        if (parameters == null) {
            throw new IllegalStateException(getClass().getSimpleName() + ": initialise(parameters) comes before step");
        }
        steps++;
        for (int i = 0; i < updates.length; i++) {
            int parameter = i;
            updates[i].scaleInPlace(weight);
            Tensor[] memory = Stream.of(memories).map(all -> all[parameter]).toArray(Tensor[]::new);
            climb(updates[i], parameters.get()[i], memory, learningRate, steps);
        }
        return updates;
    }

    @Override
    public final void reset() {
        parameters = null;
        memories = null;
        steps = 0;
    }

    @Override
    public final RnnOptimiser withRate(Rate rate) {
        ScheduledOptimiser changed = cloned();
        changed.take(rate);
        return changed;
    }

    @Override
    public final RnnOptimiser copy() {
        return cloned();
    }

    private ScheduledOptimiser cloned() {
        try {
            ScheduledOptimiser copy = (ScheduledOptimiser) clone();
            copy.reset();
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this class is Cloneable", e);
        }
    }

    @Override
    public ConfiguredObjectProvenance getProvenance() {
        return new ConfiguredObjectProvenanceImpl(this, "StochasticGradientOptimiser");
    }
}
