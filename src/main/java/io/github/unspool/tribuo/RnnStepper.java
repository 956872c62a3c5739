package io.github.unspool.tribuo;

import io.github.unspool.loss.OutputScale;
import io.github.unspool.network.Stepper;
import io.github.unspool.runtime.Stop;
import io.github.unspool.tribuo.adapter.UnknownFeatures;
import org.tribuo.ImmutableFeatureMap;

/**
 * Goes through a sequence with a model step by step and allocates nothing: what a program needs that has to answer at once,
 * or writes long texts.
 *
 * <pre>{@code
 * var stepper = model.stepper();
 * float[] probabilities = stepper.step("t");    // of each label, by its id
 * }</pre>
 *
 * <p>It gives the same numbers as {@link RnnState}, but each step changes it. For one thread.
 */
public final class RnnStepper {
    private static final String STOPPED = "Stopped while predicting step by step.";

    private final Stepper stepper;
    private final ImmutableFeatureMap features;

    private final OutputScale scale;
    private final double[] predictions;

    RnnStepper(Stepper stepper, ImmutableFeatureMap features, OutputScale scale) {
        this.stepper = stepper;
        this.features = features;
        this.scale = scale;
        this.predictions = scale.means();
    }

    /**
     * Reads one token.
     *
     * @param token the name of a feature
     * @return the prediction after it, in the order of the outputs' ids: for text a probability for each label; the array is
     *     the same at each step, so copy what you keep
     * @throws IllegalArgumentException if training never saw it; the message names the nearest that it saw
     * @throws java.util.concurrent.CancellationException if it was stopped
     */
    public double[] step(String token) {
        return inUnits(read(token));
    }

    /** The same as the network computes it. */
    float[] read(String token) {
        Stop.check(STOPPED);
        stepper.add(UnknownFeatures.id("", token, features), 1);
        return stepper.step();
    }

    private double[] inUnits(float[] outputs) {
        for (int k = 0; k < outputs.length; k++) {
            predictions[k] = scale.undo(k, outputs[k]);
        }
        return predictions;
    }

    /**
     * Reads one step of several features.
     *
     * @param values a value for each feature of the model, in the order of their ids
     * @return the prediction after it, as above
     * @throws IllegalArgumentException if there are more or fewer values than features, or one is not finite
     */
    public double[] step(float[] values) {
        if (values.length != features.size()) {
            throw new IllegalArgumentException(
                    "step: %s values for the %s features of the model; there must be one for each"
                            .formatted(values.length, features.size()));
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("step: value %s is %s, but must be finite".formatted(i, values[i]));
            }
        }
        Stop.check(STOPPED);
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0) {
                stepper.add(i, values[i]);
            }
        }
        return inUnits(stepper.step());
    }

    /** Forgets what was read. */
    public void restart() {
        stepper.restart();
    }
}
