package io.github.unspool.tribuo;

import io.github.unspool.network.Sequence;
import io.github.unspool.network.SparseRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Output;

/**
 * Encodes single examples, whose features' names say at which step they stand, as sequences with one output at their end.
 * A sequence begins at the first step that any feature of training names, and ends at the last of its own; a step
 * without features is one of zeros.
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
        String[] names = new String[count];
        for (Known k : known("the example", example)) {
            int step = steps.step(k.id);
            if (names[step] != null || k.feature.getValue() != 1) {
                return numbered(count);
            }
            names[step] = StepFeatures.input(k.feature.getName());
        }
        return steps.inputs() > 1 && Arrays.stream(names).allMatch(Objects::nonNull) ? List.of(names) : numbered(count);
    }

    private List<String> numbered(int count) {
        return IntStream.range(0, count)
                .mapToObj(t -> "t" + (steps.first() + t))
                .toList();
    }

    /** One sequence whose output does not matter. */
    Sequence unlabelled(Example<T> example) {
        return Sequence.unlabelled(inputs("the example", known("the example", example)));
    }

    /** A feature that training saw. */
    private record Known(int id, Feature feature) {}

    /** In the order of the steps; features that training never saw are left out, as Tribuo does. */
    private List<Known> known(String name, Example<T> example) {
        List<Known> known = new ArrayList<>(example.size());
        Feature unknown = null;
        for (Feature feature : example) {
            int id = features().getID(feature.getName());
            if (id < 0) {
                unknown = feature;
            } else {
                known.add(new Known(id, feature));
            }
        }
        if (known.isEmpty()) {
            throw unknown == null
                    ? new IllegalArgumentException(name + ": no features")
                    : UnknownFeatures.error(name + ": ", unknown.getName(), features());
        }
        known.sort(Comparator.comparingInt(k -> steps.step(k.id)));
        return known;
    }

    private SparseRows inputs(String name, List<Known> known) {
        int rows = steps.step(known.get(known.size() - 1).id) + 1;
        SparseRows.Builder inputs = new SparseRows.Builder(rows);
        int row = 0;
        for (Known k : known) {
            for (; row < steps.step(k.id); row++) {
                inputs.endRow();
            }
            addInput(new Place(name, row + 1), k.feature.getName(), steps.input(k.id), k.feature.getValue(), inputs);
        }
        inputs.endRow();
        return inputs.build();
    }
}
