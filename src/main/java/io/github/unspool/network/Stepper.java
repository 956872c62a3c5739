package io.github.unspool.network;

import io.github.unspool.part.SparseInput;
import io.github.unspool.part.State;
import io.github.unspool.part.Step;
import io.github.unspool.part.StepInput;
import java.util.Arrays;

/**
 * Reads one sequence step by step, in arrays of its own, so that a step allocates nothing. It computes what {@link Inference}
 * does, to the last bit. Not thread-safe.
 *
 * <p>For each step, {@link #add} sets the inputs that are not zero, then {@link #step} computes it.
 */
public final class Stepper {
    private final Weights weights;
    private final SparseInput input = new SparseInput();
    private final Step body;
    private final StepInput.Product output;
    private final float[] predictions;
    private final float[] noTargets;

    /**
     * Begins a sequence.
     *
     * @param weights the network, which must no longer change
     * @throws IllegalArgumentException if a layer is bidirectional
     */
    public Stepper(Weights weights) {
        Network network = weights.network();
        if (!network.stack().isCausal()) {
            throw new IllegalArgumentException("a bidirectional layer cannot predict step by step: " + network);
        }
        this.weights = weights;
        this.body = network.body().step(weights.body(), input);
        this.predictions = new float[network.outputs()];
        this.noTargets = new float[network.outputs()];
        this.output = network.output().step(weights.output(), body.output(), predictions);
        restart();
    }

    /** Forgets what was read. */
    public void restart() {
        set(weights.initialState(1));
    }

    /**
     * Goes on from somewhere else.
     *
     * @param state of one sequence; copied
     */
    void set(State state) {
        body.recurrent().forEach(step -> step.set(state));
        input.begin();
    }

    /** What is remembered now; a copy. */
    State state() {
        State state = weights.zeroState(1);
        body.recurrent().forEach(step -> step.copyState(state));
        return state;
    }

    /**
     * Adds an input to the step that comes.
     *
     * @param number its number, from 0 to D − 1
     * @param value its value
     */
    public void add(int number, float value) {
        input.add(number, value);
    }

    /**
     * Computes the step, and begins the next.
     *
     * @return the K predictions; shared with the next step
     */
    public float[] step() {
        body.step();
        output.compute();
        input.begin();
        // The loss leaves gradients where targets were.
        Arrays.fill(noTargets, 0);
        weights.network().loss().apply(predictions, noTargets, 0, predictions.length, -1);
        Inference.checkFinite(predictions);
        return predictions;
    }

    /**
     * The state of a layer after the last step.
     *
     * @param layer 0 for the lowest
     * @return H numbers; shared with the next step
     */
    public float[] hidden(int layer) {
        return body.recurrent().get(layer).output();
    }
}
