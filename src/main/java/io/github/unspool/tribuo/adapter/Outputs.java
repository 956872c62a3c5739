package io.github.unspool.tribuo.adapter;

import io.github.unspool.loss.Loss;
import io.github.unspool.loss.OutputScale;
import io.github.unspool.network.Beams;
import io.github.unspool.network.Targets;
import io.github.unspool.parameter.SparseRows;
import io.github.unspool.part.Sequence;
import io.github.unspool.tribuo.output.ImmutableLabelSequenceInfo;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.ImmutableMultiLabelInfo;
import org.tribuo.regression.ImmutableRegressionInfo;

/**
 * One of Tribuo's kinds of output as the numbers of a network, and back.
 *
 * @param <T> the kind
 */
public abstract class Outputs<T extends Output<T>> {
    private final ImmutableOutputInfo<T> info;
    private final Class<T> type;

    Outputs(ImmutableOutputInfo<T> info, Class<T> type) {
        this.info = info;
        this.type = type;
    }

    /** The outputs of a domain, whose kind decides which they are; numbers are on a scale. */
    public static <T extends Output<T>> Outputs<T> of(ImmutableOutputInfo<T> info, OutputScale scale) {
        return as(info, of(info, Map.of(), scale));
    }

    /** The same for training, where classes may count more or less. */
    public static <T extends Output<T>> Outputs<T> forTraining(
            ImmutableOutputInfo<T> info, Map<String, Double> classWeights) {
        return as(info, of(info, classWeights, OutputScale.none(info.size())));
    }

    private static Outputs<?> of(ImmutableOutputInfo<?> info, Map<String, Double> classWeights, OutputScale scale) {
        if (info instanceof ImmutableMultiLabelInfo labels && classWeights.isEmpty()) {
            return new MultiLabelOutputs(labels);
        }
        if (info instanceof ImmutableRegressionInfo numbers && classWeights.isEmpty()) {
            return new RegressorOutputs(numbers, scale);
        }
        if (info instanceof ImmutableLabelSequenceInfo sequences && classWeights.isEmpty()) {
            return new LabelSequenceOutputs(sequences);
        }
        if (info.size() > 0 && info.getOutput(0) instanceof Label) {
            return new LabelOutputs(labels(info), classWeights);
        }
        throw new IllegalArgumentException(
                classWeights.isEmpty()
                        ? "outputs of this type are not supported; use labels, numbers, sets of labels or sequences of labels (Label, Regressor, MultiLabel, LabelSequence)"
                        : "classWeights(…): the outputs of the data are not classes; remove the call");
    }

    @SuppressWarnings("unchecked") // Each output is checked to be a label.
    private static ImmutableOutputInfo<Label> labels(ImmutableOutputInfo<?> info) {
        for (int id = 0; id < info.size(); id++) {
            if (!(info.getOutput(id) instanceof Label)) {
                throw new IllegalArgumentException("output %s is not a label".formatted(id));
            }
        }
        return (ImmutableOutputInfo<Label>) info;
    }

    @SuppressWarnings("unchecked") // The outputs were made for the very same domain.
    private static <T extends Output<T>> Outputs<T> as(ImmutableOutputInfo<T> info, Outputs<?> outputs) {
        return (Outputs<T>) outputs;
    }

    public final ImmutableOutputInfo<T> info() {
        return info;
    }

    /** The number of outputs of a network for them. */
    public int size() {
        return info.size();
    }

    public final Class<T> type() {
        return type;
    }

    /** Whether an output is one label or several, not numbers. */
    public final boolean isOfLabels() {
        return loss().kind().isProbability();
    }

    /** What one of the numbers is called. */
    public abstract String name(int id);

    /**
     * The number of a name.
     *
     * @throws IllegalArgumentException if there is no such output; the message names those that there are
     */
    public int id(String name) {
        List<String> names = IntStream.range(0, size()).mapToObj(this::name).toList();
        int id = names.indexOf(name);
        if (id < 0) {
            throw new IllegalArgumentException(
                    "no output is named \"%s\"; the outputs are %s".formatted(name, String.join(", ", names)));
        }
        return id;
    }

    /** The likeliest of the labels, or the first of the numbers. */
    public final int likeliest(float[] predictions) {
        int best = 0;
        int compared = loss().kind().isProbability() ? predictions.length : 1;
        for (int id = 1; id < compared; id++) {
            best = predictions[id] > predictions[best] ? id : best;
        }
        return best;
    }

    /** What a prediction says, in a word or two. */
    public abstract String describe(T output);

    /** The default loss. */
    public abstract Loss loss();

    /** The output of which nothing is known. */
    public abstract T unknown();

    /** Whether something is known of an output that stands in the data. */
    public abstract boolean isKnown(T output);

    /** Why an output is unknown, as a continuation of "step 3 ". */
    String describeUnknown(T output) {
        return "has no known output";
    }

    /** Whether the domain has all of a known output. */
    public abstract boolean has(T output);

    /** What the domain lacks of an output; the message continues "step 3 ". */
    abstract IllegalArgumentException notInDomain(T output);

    /**
     * Writes an output as a row of targets, which the domain has.
     *
     * @return how much it counts
     * @throws IllegalArgumentException if it cannot be written; the message continues "step 3 "
     */
    abstract float add(T output, SparseRows.Builder targets);

    /** These outputs for a loss: that of CTC reads sequences of labels from the steps themselves. */
    public Outputs<T> forLoss(Loss loss) {
        return this;
    }

    /** Which steps of the network have a target, for data whose kind says it of other outputs. */
    public Targets targets(Targets ofData) {
        return ofData;
    }

    /** Whether a sequence of so many steps can have an output as its target. */
    boolean fits(T output, int steps) {
        return true;
    }

    /** Why it does not fit; the message continues "example 3 ". */
    IllegalArgumentException notFitting(T output, int steps) {
        throw new IllegalStateException("all outputs fit");
    }

    /** A sequence of inputs over whose steps the labels of an output are spread. */
    public Sequence aligned(SparseRows inputs, T output, float weight) {
        throw new IllegalStateException("these outputs are not sequences");
    }

    /** Whether an output is a sequence, which a decoder writes. */
    public boolean areWritten() {
        return false;
    }

    /** What a decoder reads and predicts to write an output, each step of which counts so much; null if there is no decoder. */
    public Sequence written(T output, float weight) {
        return null;
    }

    /** How many steps a decoder may take. */
    public int limit() {
        return 0;
    }

    /** What a decoder has written, the best first. */
    public Prediction<T> prediction(List<Beams.Written> written, int featuresUsed, Example<T> example) {
        throw new IllegalStateException("these outputs are not sequences");
    }

    /** What a network's numbers say. */
    public abstract Prediction<T> prediction(float[] predictions, int featuresUsed, Example<T> example);

    /** Which numbers the network's outputs stand for. */
    public OutputScale scale() {
        return OutputScale.none(size());
    }

    /** What there is to say about the targets of training, as sentences. */
    List<String> findings() {
        return List.of();
    }

    /**
     * These outputs for training: numbers are brought to one scale, that of the targets that are trained on.
     *
     * @param isPositive whether predictions of numbers are above 0, so that numbers are divided only
     */
    public Outputs<T> scaledTo(Iterable<Target<T>> targets, boolean isPositive) {
        return this;
    }

    /**
     * A target of training.
     *
     * @param where in the data
     * @param output what should come out
     * @param weight how much it counts
     */
    record Target<T>(DataPlace where, T output, float weight) {}

    static IllegalArgumentException notInDomain(String what) {
        return new IllegalArgumentException(what + ", which was not in the training data");
    }
}
