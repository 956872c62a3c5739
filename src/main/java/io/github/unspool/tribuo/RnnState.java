package io.github.unspool.tribuo;

import io.github.unspool.network.Inference;
import io.github.unspool.network.State;
import java.util.List;
import java.util.Locale;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.impl.BinaryFeaturesExample;

/**
 * A model in the middle of a sequence: what it remembers, and what it expects next. Immutable, so one state can be gone on
 * from in several ways.
 */
public final class RnnState {
    private static final int UNITS_SHOWN = 8;

    private final RnnSequenceModel model;
    private final State state;
    private final int steps;
    private final String last;
    private final float[] probabilities;
    private final float[][] hidden;

    private RnnState(
            RnnSequenceModel model, State state, int steps, String last, float[] probabilities, float[][] hidden) {
        this.model = model;
        this.state = state;
        this.steps = steps;
        this.last = last;
        this.probabilities = probabilities;
        this.hidden = hidden;
    }

    static RnnState start(RnnSequenceModel model) {
        State zero = model.zeroState();
        return new RnnState(model, zero, 0, null, null, zero.h());
    }

    /**
     * Reads one token.
     *
     * @param token the name of a feature
     * @return the state after it
     * @throws IllegalArgumentException if training never saw it; the message names the nearest that it saw
     */
    public RnnState step(String token) {
        LastStep seen = new LastStep();
        State after = model.read(model.encoder().single(token), state, seen);
        return new RnnState(model, after, steps + 1, token, seen.probabilities, seen.hidden);
    }

    /** Keeps what the network gave at the step that was read last. */
    private static final class LastStep implements Inference.StepConsumer {
        private float[] probabilities;
        private float[][] hidden;

        @Override
        public void accept(int step, float[] probabilities, float[][] hidden) {
            this.probabilities = probabilities;
            this.hidden = hidden;
        }
    }

    /**
     * Reads several tokens.
     *
     * @param tokens names of features
     * @return the state after the last
     * @throws IllegalArgumentException if training never saw one of them
     */
    public RnnState read(List<String> tokens) {
        RnnState now = this;
        for (String token : tokens) {
            now = now.step(token);
        }
        return now;
    }

    /**
     * What comes next.
     *
     * @return the labels and their probabilities after the last step
     * @throws IllegalStateException if nothing was read yet
     */
    public Prediction<Label> prediction() {
        return model.prediction(
                probabilities(), 1, new BinaryFeaturesExample<>(new Label(Label.UNKNOWN), new String[] {last}));
    }

    float[] probabilities() {
        if (probabilities == null) {
            throw new IllegalStateException(
                    "nothing was read yet, so nothing can be told: call step(\"a word\") first");
        }
        return probabilities;
    }

    /**
     * What the units of a layer hold.
     *
     * @param layer 0 for the lowest
     * @return one number for each unit; a copy
     * @throws IllegalArgumentException if there is no such layer
     */
    public float[] hidden(int layer) {
        if (layer < 0 || layer >= hidden.length) {
            throw new IllegalArgumentException(
                    "hidden(%d): the network has %d layers, the lowest is 0".formatted(layer, hidden.length));
        }
        return hidden[layer].clone();
    }

    /**
     * How much was read.
     *
     * @return the number of steps since the start
     */
    public int steps() {
        return steps;
    }

    @Override
    public String toString() {
        if (steps == 0) {
            return "the start: nothing read yet";
        }
        Label best = prediction().getOutput();
        return String.format(
                Locale.ROOT,
                "after %d %s, the last \"%s\": next is %s (%.3f); state %s",
                steps,
                steps == 1 ? "step" : "steps",
                last,
                best.getLabel(),
                best.getScore(),
                describe(hidden[hidden.length - 1]));
    }

    /** The first units of the topmost layer. */
    private static String describe(float[] units) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < Math.min(UNITS_SHOWN, units.length); i++) {
            text.append(String.format(Locale.ROOT, i == 0 ? "%.2f" : ", %.2f", units[i]));
        }
        return text.append(units.length > UNITS_SHOWN ? ", …]" : "]").toString();
    }
}
