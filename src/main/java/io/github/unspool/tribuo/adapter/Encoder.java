package io.github.unspool.tribuo.adapter;

import io.github.unspool.network.Targets;
import io.github.unspool.parameter.SparseRows;
import io.github.unspool.part.Sequence;
import java.util.ArrayList;
import java.util.List;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Output;

/**
 * Turns Tribuo's examples into the network's sequences: what both kinds of encoder share.
 *
 * @param <E> what it reads: an example, or a sequence of them
 * @param <T> the kind of output
 */
public abstract class Encoder<E, T extends Output<T>> {
    private final ImmutableFeatureMap features;
    private final Outputs<T> outputs;

    Encoder(ImmutableFeatureMap features, Outputs<T> outputs) {
        this.features = features;
        this.outputs = outputs;
        features.forEach(feature -> checkWhole("feature", feature.getName()));
        for (int id = 0; id < outputs.size(); id++) {
            checkWhole("output", outputs.name(id));
        }
    }

    /** Half of a surrogate pair is no character, and no file keeps it. */
    private static void checkWhole(String what, String name) {
        for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
            int c = name.codePointAt(i);
            if (Character.isBmpCodePoint(c) && Character.isSurrogate((char) c)) {
                throw new IllegalArgumentException(
                        "the %s \"%s\" has half a character, U+%04X; cut texts between characters, such as with codePoints()"
                                .formatted(what, name.replace((char) c, '?'), c));
            }
        }
    }

    public final ImmutableFeatureMap features() {
        return features;
    }

    public final Outputs<T> outputs() {
        return outputs;
    }

    /** Which kind of data it reads. */
    public abstract DataKind kind();

    /** Which steps of the network have a target. */
    public final Targets targets() {
        return outputs.targets(kind().targets());
    }

    /** D, how many numbers a step of the network's input has. */
    public abstract int inputs();

    /** The same encoder of outputs on another scale. */
    public abstract Encoder<E, T> with(Outputs<T> outputs);

    /**
     * Examples with their targets, a sequence each.
     *
     * @param part what stands before the name of one, such as {@code validation}
     * @param each is run between two of them
     */
    public final List<Sequence> labelled(String part, List<Numbered<E>> data, Census census, Runnable each) {
        List<Sequence> sequences = new ArrayList<>(data.size());
        for (Numbered<E> one : data) {
            each.run();
            sequences.add(labelled(part + kind().noun() + " " + one.number(), one.example(), census));
        }
        return sequences;
    }

    /** One sequence with its targets, all of which are known. */
    public final Sequence labelled(E example) {
        return labelled(the(), example, Census.ofTraining(false));
    }

    abstract Sequence labelled(String name, E example, Census census);

    /** One sequence to predict, of which training must know something. */
    public final Sequence unlabelled(E example) {
        return unlabelled(example, Census.ofTraining(true));
    }

    /** One sequence whose outputs do not matter. */
    public final Sequence unlabelled(E example, Census census) {
        return Sequence.unlabelled(inputs(the(), example, census));
    }

    abstract SparseRows inputs(String name, E example, Census census);

    /** The only input, if there is only one. */
    final String the() {
        return "the " + kind().noun();
    }

    /** What the steps of an example are called, as many as its sequence has. */
    public abstract List<String> steps(E example, int count);

    /** How many of the features of an example are not read. */
    public abstract long leftOut(E example);

    /** How many features an example has, over all its steps. */
    abstract long size(E example);

    /** A sentence on how much of data was not read; empty if all was. */
    public final String leftOut(String what, Iterable<E> examples) {
        long all = 0;
        long left = 0;
        for (E example : examples) {
            all += size(example);
            left += leftOut(example);
        }
        return left == 0
                ? ""
                : " %s of the %s features of the %s were not in the training data and were ignored."
                        .formatted(left, all, what);
    }

    /** Refuses data of which nothing counts. */
    public static List<Sequence> counted(List<Sequence> sequences) {
        for (Sequence sequence : sequences) {
            for (float weight : sequence.predicted().weight()) {
                if (weight > 0) {
                    return sequences;
                }
            }
        }
        throw new IllegalArgumentException(
                "there is nothing to learn from: every example has the weight 0 or an unknown target");
    }

    /** What one of the network's inputs is called. */
    public abstract String inputName(int input);

    /** What there is to say about data to train on, as sentences: of inputs, then of targets. */
    public final List<String> findings(List<Sequence> training) {
        List<String> findings = new ArrayList<>(outputs.findings());
        InputSizes sizes = InputSizes.of(training, inputs());
        sizes.largest()
                .ifPresent(input -> findings.add(
                        "The input \"%s\" has values of about %.3g, but cells work best with numbers around 1: they saturate, and learn slowly. Scale the inputs to mean 0 and variance 1."
                                .formatted(inputName(input), sizes.size(input))));
        return findings;
    }

    /** Adds a row of targets, and gives how much it counts. */
    final float addTarget(
            DataPlace where, T output, float weight, int steps, Census census, SparseRows.Builder targets) {
        float counts = 0;
        census.target();
        if (!outputs.isKnown(output)) {
            census.unknown(where, outputs.describeUnknown(output));
        } else if (!outputs.has(output)) {
            census.unseen(() -> at(where, outputs.notInDomain(output)));
        } else if (!outputs.fits(output, steps)) {
            census.unfit(() -> at(where, outputs.notFitting(output, steps)));
        } else {
            try {
                counts = outputs.add(output, targets) * weight;
            } catch (IllegalArgumentException e) {
                throw at(where, e);
            }
        }
        targets.endRow();
        census.weigh(counts);
        return counts;
    }

    private static IllegalArgumentException at(DataPlace where, IllegalArgumentException problem) {
        return new IllegalArgumentException(where + " " + problem.getMessage(), problem);
    }

    /** Adds a feature's number to a row of inputs. */
    static void addInput(DataPlace where, String feature, int column, double value, SparseRows.Builder inputs) {
        if (!Float.isFinite((float) value)) {
            throw new IllegalArgumentException(
                    "%s: the feature \"%s\" is %s, which is not in the range of a float; change it"
                            .formatted(where, feature, value));
        }
        inputs.add(column, value);
    }

    static float weight(DataPlace where, float weight) {
        if (!(weight >= 0) || Float.isInfinite(weight)) {
            throw new IllegalArgumentException(
                    "%s has the weight %s; it must be finite and not negative".formatted(where, weight));
        }
        return weight;
    }
}
