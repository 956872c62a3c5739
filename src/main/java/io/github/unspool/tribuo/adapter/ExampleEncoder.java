package io.github.unspool.tribuo.adapter;

import io.github.unspool.network.Targets;
import io.github.unspool.parameter.SparseRows;
import io.github.unspool.part.Sequence;
import io.github.unspool.tribuo.text.TextUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Output;
import org.tribuo.impl.ArrayExample;

/**
 * Encodes single examples, whose features' names say at which step they stand, as sequences with one output at their end.
 * A sequence begins at the first step that any feature of training names, or before that at its own first, and ends at the
 * last of its own; a step without features is one of zeros. A name that training knew at one step is known at all.
 *
 * @param <T> the kind of output
 */
public final class ExampleEncoder<T extends Output<T>> extends Encoder<Example<T>, T> {
    private final StepFeatures steps;

    public ExampleEncoder(ImmutableFeatureMap features, Outputs<T> outputs) {
        super(features, outputs);
        this.steps = new StepFeatures(features);
    }

    @Override
    public DataKind kind() {
        return DataKind.EXAMPLES;
    }

    @Override
    public ExampleEncoder<T> with(Outputs<T> outputs) {
        return new ExampleEncoder<>(features(), outputs);
    }

    @Override
    public int inputs() {
        return steps.inputs();
    }

    @Override
    public String inputName(int input) {
        return steps.name(input);
    }

    /** Steps with one feature each, of value 1, with unknown outputs. */
    public Example<T> tokens(List<String> tokens) {
        List<Feature> features = new ArrayList<>();
        for (String token : tokens) {
            features.add(new Feature(StepNames.of(steps.first() + features.size(), token), 1));
        }
        return new ArrayExample<>(outputs().unknown(), features);
    }

    /** At which step each feature stands, and which input it is. */
    public StepFeatures steps() {
        return steps;
    }

    @Override
    Sequence labelled(String name, Example<T> example, Census census) {
        SparseRows inputs = inputs(name, example, census);
        SparseRows.Builder targets = new SparseRows.Builder(inputs.rows());
        for (int t = 0; t + 1 < inputs.rows(); t++) {
            targets.endRow();
        }
        float[] weights = new float[inputs.rows()];
        DataPlace place = new DataPlace(name, 0);
        float counts = addTarget(
                place, example.getOutput(), weight(place, example.getWeight()), inputs.rows(), census, targets);
        if (targets() == Targets.ALIGNED) {
            return counts > 0 ? outputs().aligned(inputs, example.getOutput(), counts) : Sequence.unlabelled(inputs);
        }
        if (outputs().areWritten()) {
            return Sequence.decoded(inputs, outputs().written(example.getOutput(), counts));
        }
        weights[weights.length - 1] = counts;
        return new Sequence(inputs, targets.build(), weights);
    }

    /** By their features if each has but one, of value 1, such as a letter; else t1, t2, …. */
    @Override
    public List<String> steps(Example<T> example, int count) {
        List<Known> known = known(the(), example, Census.ofTraining(true));
        String[] names = new String[count];
        for (Known k : known) {
            int step = k.step - Math.min(0, known.get(0).step);
            if (names[step] != null || k.value != 1) {
                return numbered(known, count);
            }
            names[step] = k.name;
        }
        return steps.inputs() > 1 && Arrays.stream(names).allMatch(Objects::nonNull)
                ? List.of(names)
                : numbered(known, count);
    }

    private List<String> numbered(List<Known> known, int count) {
        int from = steps.first() + Math.min(0, known.get(0).step);
        return IntStream.range(from, from + count).mapToObj(t -> "t" + t).toList();
    }

    /**
     * A feature that is read.
     *
     * @param step at which it stands, 0 for the first of training
     * @param input of the network
     * @param name without the step, as it is written or as it is read
     */
    private record Known(int step, int input, String name, double value) {}

    /** In the order of the steps; names that training never saw are read as {@link KnownNames} says. */
    private List<Known> known(String name, Example<T> example, Census census) {
        List<Known> known = new ArrayList<>(example.size());
        Map<Integer, List<Feature>> unknown = new TreeMap<>();
        Feature last = null;
        for (Feature feature : example) {
            int id = features().getID(feature.getName());
            if (id >= 0) {
                known.add(new Known(
                        steps.step(id), steps.input(id), StepFeatures.nameOf(feature.getName()), feature.getValue()));
            } else {
                last = feature;
                addElsewhere(feature, known, unknown);
            }
        }
        addUnknown(known, unknown);
        census.step();
        if (example.size() == 0) {
            throw new IllegalArgumentException(name + ": no features");
        }
        if (known.isEmpty()) {
            String lastName = last.getName();
            census.unread(() -> UnknownFeatures.error(name + ": ", lastName, features()));
        }
        known.sort(Comparator.comparingInt(k -> k.step));
        return known;
    }

    /** A name that training saw at other steps, or not at all. */
    private void addElsewhere(Feature feature, List<Known> known, Map<Integer, List<Feature>> unknown) {
        if (!StepFeatures.namesAStep(feature.getName())) {
            return;
        }
        String name = StepFeatures.nameOf(feature.getName());
        int step = steps.stepOf(feature.getName());
        if (steps.isKnown(name)) {
            known.add(new Known(step, steps.input(name), name, feature.getValue()));
        } else {
            unknown.computeIfAbsent(step, t -> new ArrayList<>()).add(new Feature(name, feature.getValue()));
        }
    }

    private void addUnknown(List<Known> known, Map<Integer, List<Feature>> unknown) {
        Set<Integer> read = new HashSet<>();
        for (Known k : unknown.isEmpty() ? List.<Known>of() : known) {
            read.add(k.step);
        }
        unknown.forEach((step, features) -> {
            for (Feature feature : KnownNames.step(features, steps::isKnown)) {
                if (!feature.getName().equals(TextUnit.UNKNOWN) || !read.contains(step)) {
                    known.add(new Known(step, steps.input(feature.getName()), feature.getName(), feature.getValue()));
                }
            }
        });
    }

    @Override
    public long leftOut(Example<T> example) {
        return example.size() - known(the(), example, Census.ofMeasuring()).size();
    }

    @Override
    long size(Example<T> example) {
        return example.size();
    }

    @Override
    SparseRows inputs(String name, Example<T> example, Census census) {
        List<Known> known = known(name, example, census);
        int first = known.isEmpty() ? 0 : Math.min(0, known.get(0).step);
        int rows = known.isEmpty() ? 1 : known.get(known.size() - 1).step + 1 - first;
        SparseRows.Builder inputs = new SparseRows.Builder(rows);
        int row = 0;
        for (Known k : known) {
            for (; row < k.step - first; row++) {
                inputs.endRow();
            }
            addInput(new DataPlace(name, row + 1), k.name, k.input, k.value, inputs);
        }
        inputs.endRow();
        return inputs.build();
    }
}
