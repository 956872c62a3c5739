package io.github.unspool.tribuo;

import io.github.unspool.network.Sequence;
import io.github.unspool.network.SparseRows;
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
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Output;

/**
 * Encodes single examples, whose features' names say at which step they stand, as sequences with one output at their end.
 * A sequence begins at the first step that any feature of training names, or before that at its own first, and ends at the
 * last of its own; a step without features is one of zeros. A name that training knew at one step is known at all.
 *
 * @param <T> the kind of output
 */
final class ExampleEncoder<T extends Output<T>> extends Encoder<T> {
    private final StepFeatures steps;

    ExampleEncoder(ImmutableFeatureMap features, Outputs<T> outputs, boolean ignoreUnknown) {
        super(features, outputs, ignoreUnknown);
        this.steps = new StepFeatures(features);
    }

    @Override
    int inputs() {
        return steps.inputs();
    }

    /** At which step each feature stands, and which input it is. */
    StepFeatures steps() {
        return steps;
    }

    /** Every example of a data set with what is to be told. */
    List<Sequence> labelled(Dataset<T> data) {
        return labelled(data, () -> {});
    }

    /** The same, and between two of them something else. */
    List<Sequence> labelled(Dataset<T> data, Runnable each) {
        List<Sequence> sequences = new ArrayList<>(data.size());
        for (Example<T> example : data) {
            each.run();
            sequences.add(labelled("example " + (sequences.size() + 1), example));
        }
        return counted(sequences);
    }

    /** One sequence with what is to be told. */
    Sequence labelled(Example<T> example) {
        return labelled("the example", example);
    }

    private Sequence labelled(String name, Example<T> example) {
        SparseRows inputs = inputs(name, known(name, example));
        SparseRows.Builder targets = new SparseRows.Builder(inputs.rows());
        for (int t = 0; t + 1 < inputs.rows(); t++) {
            targets.endRow();
        }
        float[] weights = new float[inputs.rows()];
        Place place = new Place(name, 0);
        weights[weights.length - 1] =
                addTarget(place, example.getOutput(), weight(place, example.getWeight()), targets);
        return new Sequence(inputs, targets.build(), weights);
    }

    /** What the steps are called: by their features if each has but one, of value 1, such as a letter; else t1, t2, …. */
    List<String> steps(Example<T> example, int count) {
        List<Known> known = known("the example", example);
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

    /** One sequence whose output does not matter. */
    Sequence unlabelled(Example<T> example) {
        return Sequence.unlabelled(inputs("the example", known("the example", example)));
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
    private List<Known> known(String name, Example<T> example) {
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
        if (known.isEmpty()) {
            throw last == null
                    ? new IllegalArgumentException(name + ": no features")
                    : UnknownFeatures.error(name + ": ", last.getName(), features());
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
    long leftOut(Example<T> example) {
        return example.size() - known("the example", example).size();
    }

    private SparseRows inputs(String name, List<Known> known) {
        int first = Math.min(0, known.get(0).step);
        int rows = known.get(known.size() - 1).step + 1 - first;
        SparseRows.Builder inputs = new SparseRows.Builder(rows);
        int row = 0;
        for (Known k : known) {
            for (; row < k.step - first; row++) {
                inputs.endRow();
            }
            addInput(new Place(name, row + 1), k.name, k.input, k.value, inputs);
        }
        inputs.endRow();
        return inputs.build();
    }
}
