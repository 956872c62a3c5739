package io.github.unspool.tribuo;

import io.github.unspool.network.Inference;
import io.github.unspool.part.Sequence;
import io.github.unspool.part.State;
import io.github.unspool.tribuo.text.TextUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.impl.ArrayExample;
import org.tribuo.sequence.SequenceExample;

/**
 * A model in the middle of a sequence: its hidden state, and its prediction of the next step. Immutable, so one state can
 * be gone on from in several ways.
 *
 * @param <T> the kind of output
 */
public final class RnnState<T extends Output<T>> {
    private static final int UNITS_SHOWN = 8;

    private final RnnSequenceModel<T> model;
    private final State state;
    private final int steps;
    private final Example<T> last;
    private final float[] predictions;
    private final float[][] hidden;

    private RnnState(
            RnnSequenceModel<T> model, State state, int steps, Example<T> last, float[] predictions, float[][] hidden) {
        this.model = model;
        this.state = state;
        this.steps = steps;
        this.last = last;
        this.predictions = predictions;
        this.hidden = hidden;
    }

    static <T extends Output<T>> RnnState<T> start(RnnSequenceModel<T> model) {
        return start(model, model.network().start());
    }

    private static <T extends Output<T>> RnnState<T> start(RnnSequenceModel<T> model, State initial) {
        return new RnnState<>(model, initial, 0, null, null, initial.h());
    }

    /** Begins with given numbers, of each layer from the lowest; no memories: those of a fresh state. */
    static <T extends Output<T>> RnnState<T> start(RnnSequenceModel<T> model, float[][] hidden, float[][] memories) {
        State initial = model.network().start();
        copy("hidden state", hidden, initial.h());
        if (memories.length > 0) {
            copy("memory", memories, initial.c());
        }
        return start(model, initial);
    }

    private static void copy(String what, float[][] given, float[][] into) {
        if (given.length != into.length) {
            throw new IllegalArgumentException(
                    "start: the %s of %s layers is given, but the network has %s; pass one array for each layer"
                            .formatted(what, given.length, into.length));
        }
        for (int i = 0; i < into.length; i++) {
            if (given[i].length != into[i].length) {
                throw new IllegalArgumentException("start: layer %s has a %s of %s numbers, not %s; pass so many"
                        .formatted(i, what, into[i].length, given[i].length));
            }
            for (float number : given[i]) {
                if (!Float.isFinite(number)) {
                    throw new IllegalArgumentException(
                            "start: the %s of layer %s contains %s; pass finite numbers".formatted(what, i, number));
                }
            }
            System.arraycopy(given[i], 0, into[i], 0, into[i].length);
        }
    }

    /**
     * Predicts at each step of a sequence that continues what was read so far.
     *
     * @param example the inputs of each step
     * @return the predictions, and the state after the last step
     * @throws IllegalArgumentException if training saw none of a step's features
     */
    public Continuation<T> predict(SequenceExample<T> example) {
        Sequence read = model.network().encoder().unlabelled(example);
        LastStep seen = new LastStep();
        List<Prediction<T>> all = new ArrayList<>(example.size());
        State after = model.network().read(read, state, (step, outputs, states) -> {
            all.add(model.prediction(outputs, read.inputs().entries(step), example.get(step)));
            seen.accept(step, outputs, states);
        });
        Example<T> end = example.get(example.size() - 1);
        return new Continuation<>(
                List.copyOf(all),
                new RnnState<>(model, after, steps + example.size(), end, seen.predictions, seen.hidden));
    }

    /**
     * What a model predicts where a sequence goes on, and where it can go on from there.
     *
     * @param predictions one for each step
     * @param state the state after the last step
     * @param <T> the kind of output
     */
    public record Continuation<T extends Output<T>>(List<Prediction<T>> predictions, RnnState<T> state) {}

    /**
     * Reads one token.
     *
     * @param token the name of a feature
     * @return the state after it
     * @throws IllegalArgumentException if training never saw it; the message names the nearest that it saw
     */
    public RnnState<T> step(String token) {
        return step(model.encoder().tokens(List.of(token)), model.tokenExample(token));
    }

    /**
     * Reads one step of several features, such as {@code Map.of("temperature", 12.5, "wind", 3.0)}.
     *
     * @param features the features' values
     * @return the state after it
     * @throws IllegalArgumentException if there is no feature, or none that training saw
     */
    public RnnState<T> step(Map<String, Double> features) {
        List<Feature> list = new ArrayList<>();
        new TreeMap<>(features).forEach((name, value) -> list.add(new Feature(name, value)));
        Example<T> example = new ArrayExample<>(model.unknownOutput(), list);
        return step(model.network().encoder().unlabelled(new SequenceExample<>(List.of(example))), example);
    }

    private RnnState<T> step(Sequence read, Example<T> example) {
        LastStep seen = new LastStep();
        State after = model.network().read(read, state, seen);
        return new RnnState<>(model, after, steps + 1, example, seen.predictions, seen.hidden);
    }

    /** Keeps the outputs of the last step. */
    private static final class LastStep implements Inference.StepConsumer {
        private float[] predictions;
        private float[][] hidden;

        @Override
        public void accept(int step, float[] predictions, float[][] hidden) {
            this.predictions = predictions;
            this.hidden = hidden;
        }
    }

    /**
     * Reads a text, which is cut as that of training was; a text that begins here has its mark before it, if those of
     * training had.
     *
     * @param text the text
     * @return the state after its last token
     * @throws IllegalArgumentException if training never saw one of its tokens
     */
    public RnnState<T> read(String text) {
        List<String> tokens = model.cut(text);
        boolean isContinued =
                steps > 0 && !tokens.isEmpty() && tokens.get(0).equals(TextUnit.BEGIN) && !text.equals(TextUnit.BEGIN);
        return read(isContinued ? tokens.subList(1, tokens.size()) : tokens);
    }

    /**
     * Reads several tokens.
     *
     * @param tokens names of features
     * @return the state after the last
     * @throws IllegalArgumentException if training never saw one of them
     */
    public RnnState<T> read(List<String> tokens) {
        RnnState<T> now = this;
        for (String token : tokens) {
            now = now.step(token);
        }
        return now;
    }

    /**
     * What comes next.
     *
     * @return the prediction after the last step: for text the labels and their probabilities
     * @throws IllegalStateException if nothing was read yet
     */
    public Prediction<T> prediction() {
        return model.prediction(predictions(), last.size(), last);
    }

    float[] predictions() {
        if (predictions == null) {
            throw new IllegalStateException(
                    "there is no step yet, so there is no prediction: call step(\"a word\") first");
        }
        return predictions;
    }

    boolean isOf(RnnSequenceModel<T> other) {
        return model == other;
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
                    "hidden(%s): the network has %s layers, the lowest is 0".formatted(layer, hidden.length));
        }
        return hidden[layer].clone();
    }

    /**
     * The memory of an LSTM's layer, or of another cell that has one.
     *
     * @param layer 0 for the lowest
     * @return the numbers; a copy, empty if the cell has no memory
     * @throws IllegalArgumentException if there is no such layer
     */
    public float[] memory(int layer) {
        hidden(layer);
        return state.c()[layer].clone();
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
            return "the start, before the first step";
        }
        return "after %s %s, the last %s: next is %s; state %s"
                .formatted(
                        steps,
                        steps == 1 ? "step" : "steps",
                        describe(last),
                        model.network().outputs().describe(prediction().getOutput()),
                        describe(hidden[hidden.length - 1]));
    }

    /** A token as it was given, or the features of a step. */
    private static String describe(Example<?> step) {
        StringJoiner features = new StringJoiner(", ");
        for (Feature feature : step) {
            boolean isToken = step.size() == 1 && feature.getValue() == 1;
            features.add(isToken ? '"' + feature.getName() + '"' : feature.getName() + "=" + feature.getValue());
        }
        return features.toString();
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
