package io.github.unspool.tribuo.adapter;

import io.github.unspool.parameter.SparseRows;
import io.github.unspool.part.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Output;
import org.tribuo.sequence.SequenceExample;

/**
 * Encodes sequences of examples, a step each.
 *
 * @param <T> the kind of output
 */
public final class SequenceEncoder<T extends Output<T>> extends Encoder<SequenceExample<T>, T> {

    public SequenceEncoder(ImmutableFeatureMap features, Outputs<T> outputs) {
        super(features, outputs);
        if (outputs.areWritten()) {
            throw new IllegalArgumentException(
                    "each step of this data has a whole sequence of labels; make a Dataset with one for each sequence, such as Sequences.pairs(…)");
        }
    }

    @Override
    public DataKind kind() {
        return DataKind.SEQUENCES;
    }

    @Override
    public SequenceEncoder<T> with(Outputs<T> outputs) {
        return new SequenceEncoder<>(features(), outputs);
    }

    @Override
    public int inputs() {
        return features().size();
    }

    @Override
    public String inputName(int input) {
        return features().get(input).getName();
    }

    @Override
    Sequence labelled(String name, SequenceExample<T> example, Census census) {
        float weight = weight(new DataPlace(name, 0), example.getWeight());
        SparseRows inputs = inputs(name, example, census);
        SparseRows.Builder targets = new SparseRows.Builder(example.size());
        float[] weights = new float[example.size()];
        for (int t = 0; t < weights.length; t++) {
            DataPlace step = new DataPlace(name, t + 1);
            Example<T> output = example.get(t);
            weights[t] =
                    addTarget(step, output.getOutput(), weight * weight(step, output.getWeight()), 1, census, targets);
        }
        return new Sequence(inputs, targets.build(), weights);
    }

    /** Steps with one feature each, of value 1. */
    public Sequence tokens(List<String> tokens) {
        SparseRows.Builder inputs = new SparseRows.Builder(tokens.size());
        for (String token : tokens) {
            inputs.add(UnknownFeatures.id("", token, features()), 1);
            inputs.endRow();
        }
        return Sequence.unlabelled(inputs.build());
    }

    /** Tokens, each of which except the last is an input, with the next one as its target. */
    public Sequence text(List<String> tokens, LabelOutputs labels) {
        int steps = tokens.size() - 1;
        SparseRows.Builder targets = new SparseRows.Builder(steps);
        float[] weights = new float[steps];
        for (int t = 0; t < steps; t++) {
            targets.add(labels.idOfToken(tokens.get(t + 1)), 1);
            targets.endRow();
            weights[t] = 1;
        }
        return new Sequence(tokens(tokens.subList(0, steps)).inputs(), targets.build(), weights);
    }

    /** By their features if each has but one, of value 1, else by their numbers from 1. */
    @Override
    public List<String> steps(SequenceExample<T> example, int count) {
        List<String> names = new ArrayList<>();
        for (Example<T> step : example) {
            Feature only = step.size() == 1 ? step.iterator().next() : null;
            if (only == null || only.getValue() != 1) {
                return IntStream.rangeClosed(1, count)
                        .mapToObj(Integer::toString)
                        .toList();
            }
            names.add(only.getName());
        }
        return names;
    }

    @Override
    SparseRows inputs(String name, SequenceExample<T> example, Census census) {
        if (example.size() == 0) {
            throw new IllegalArgumentException(name + " is empty; it needs at least one step");
        }
        SparseRows.Builder inputs = new SparseRows.Builder(example.size());
        for (int t = 0; t < example.size(); t++) {
            addStep(new DataPlace(name, t + 1), example.get(t), census, inputs);
        }
        return inputs.build();
    }

    /** Names that training never saw are read as {@link KnownNames} says; a step of which nothing can be read is unread. */
    private void addStep(DataPlace where, Example<T> step, Census census, SparseRows.Builder inputs) {
        Iterable<Feature> read = isKnown(step) ? step : KnownNames.step(step, this::isKnown);
        boolean isEmpty = true;
        census.step();
        for (Feature feature : read) {
            addInput(where, feature.getName(), features().getID(feature.getName()), feature.getValue(), inputs);
            isEmpty = false;
        }
        if (step.size() == 0) {
            throw new IllegalArgumentException(where + ": no features");
        }
        if (isEmpty) {
            String name = step.iterator().next().getName();
            census.unread(() -> UnknownFeatures.error(where + ": ", name, features()));
        }
        inputs.endRow();
    }

    private boolean isKnown(String name) {
        return features().getID(name) >= 0;
    }

    private boolean isKnown(Example<T> step) {
        for (Feature feature : step) {
            if (!isKnown(feature.getName())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public long leftOut(SequenceExample<T> example) {
        long left = 0;
        for (Example<T> step : example) {
            left += leftOut(step);
        }
        return left;
    }

    @Override
    long size(SequenceExample<T> example) {
        long size = 0;
        for (Example<T> step : example) {
            size += step.size();
        }
        return size;
    }

    private long leftOut(Example<T> step) {
        return isKnown(step)
                ? 0
                : step.size() - KnownNames.step(step, this::isKnown).size();
    }
}
