package io.github.unspool.tribuo;

import io.github.unspool.network.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceExample;

/** Turns Tribuo's sequences of named features and labels into the network's numbers. */
final class Encoder {
    private final ImmutableFeatureMap features;
    private final ImmutableOutputInfo<Label> outputs;

    Encoder(ImmutableFeatureMap features, ImmutableOutputInfo<Label> outputs) {
        this.features = features;
        this.outputs = outputs;
    }

    ImmutableFeatureMap features() {
        return features;
    }

    ImmutableOutputInfo<Label> outputs() {
        return outputs;
    }

    /** Every sequence of a data set, each step with a known label. */
    List<Sequence> labelled(SequenceDataset<Label> data) {
        List<Sequence> sequences = new ArrayList<>(data.size());
        double total = 0;
        for (SequenceExample<Label> example : data) {
            String name = "sequence " + (sequences.size() + 1);
            float weight = example.getWeight();
            if (!(weight >= 0) || Float.isInfinite(weight)) {
                throw new IllegalArgumentException(
                        "%s has the weight %s; give it one that is finite and not negative".formatted(name, weight));
            }
            total += weight;
            sequences.add(inputs(name, example).build(targets(name, example), weight));
        }
        if (total == 0) {
            throw new IllegalArgumentException("every sequence has the weight 0, so there is nothing to learn from");
        }
        return sequences;
    }

    /** One sequence whose labels do not matter. */
    Sequence unlabelled(SequenceExample<Label> example) {
        int[] target = new int[example.size()];
        Arrays.fill(target, Sequence.UNKNOWN);
        return inputs("the sequence", example).build(target, 1);
    }

    /** One step with one feature, of value 1. */
    Sequence single(String feature) {
        Inputs inputs = new Inputs(1);
        inputs.add(UnknownFeatures.id("", feature, features), 1);
        inputs.endStep();
        return inputs.build(new int[] {Sequence.UNKNOWN}, 1);
    }

    /** The number of a label. */
    int target(String label) {
        int id = outputs.getID(new Label(label));
        if (id < 0) {
            throw new IllegalArgumentException(
                    "\"%s\" was not among the %d labels of the training data".formatted(label, outputs.size()));
        }
        return id;
    }

    private int[] targets(String name, SequenceExample<Label> example) {
        int[] target = new int[example.size()];
        for (int t = 0; t < target.length; t++) {
            Label label = example.get(t).getOutput();
            target[t] = outputs.getID(label);
            if (target[t] < 0) {
                String what = label.getLabel().equals(Label.UNKNOWN)
                        ? "has no label"
                        : "has the label \"%s\", which was not in the training data".formatted(label.getLabel());
                throw new IllegalArgumentException("%s, step %d %s".formatted(name, t + 1, what));
            }
        }
        return target;
    }

    private Inputs inputs(String name, SequenceExample<Label> example) {
        if (example.size() == 0) {
            throw new IllegalArgumentException(name + " is empty: give it at least one step");
        }
        Inputs inputs = new Inputs(example.size());
        for (int t = 0; t < example.size(); t++) {
            addStep(name, t, example.get(t), inputs);
        }
        return inputs;
    }

    /** Features that training never saw are left out, as Tribuo does; a step of nothing else is refused. */
    private void addStep(String name, int t, Example<Label> step, Inputs inputs) {
        int before = inputs.size;
        Feature unknown = null;
        for (Feature feature : step) {
            int id = features.getID(feature.getName());
            if (id < 0) {
                unknown = feature;
            } else if (!Float.isFinite((float) feature.getValue())) {
                throw new IllegalArgumentException("%sthe feature \"%s\" is %s; give it a value that a float can hold"
                        .formatted(where(name, t), feature.getName(), feature.getValue()));
            } else {
                inputs.add(id, feature.getValue());
            }
        }
        if (inputs.size == before) {
            throw unknown == null
                    ? new IllegalArgumentException(where(name, t) + "no features")
                    : UnknownFeatures.error(where(name, t), unknown.getName(), features);
        }
        inputs.endStep();
    }

    private static String where(String name, int t) {
        return "%s, step %d: ".formatted(name, t + 1);
    }

    /** Collects the features of a sequence, step by step. */
    private static final class Inputs {
        private final int[] start;
        private int[] feature;
        private float[] value;
        private int size;
        private int step;

        Inputs(int steps) {
            start = new int[steps + 1];
            feature = new int[steps];
            value = new float[steps];
        }

        void add(int id, double x) {
            if (size == feature.length) {
                feature = Arrays.copyOf(feature, 2 * size);
                value = Arrays.copyOf(value, 2 * size);
            }
            feature[size] = id;
            value[size++] = (float) x;
        }

        void endStep() {
            start[++step] = size;
        }

        Sequence build(int[] target, float weight) {
            return new Sequence(start, Arrays.copyOf(feature, size), Arrays.copyOf(value, size), target, weight);
        }
    }
}
