package io.github.unspool.tribuo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/** Small data sets of examples of three steps; what is even begins with 1, what is odd with −1. */
final class Examples {
    private Examples() {}

    static <T extends Output<T>> MutableDataset<T> of(OutputFactory<T> factory, List<Example<T>> examples) {
        return new MutableDataset<>(examples, new SimpleDataSourceProvenance("a test", factory), factory);
    }

    static <T extends Output<T>> Example<T> example(T output, int i) {
        List<Feature> features = new ArrayList<>();
        double[] values = {i % 2 == 0 ? 1 : -1, Math.sin(i), Math.cos(3 * i)};
        for (int t = 0; t < values.length; t++) {
            features.add(new Feature("t" + (t + 1) + ":x", values[t]));
        }
        return new ArrayExample<>(output, features);
    }

    private static <T extends Output<T>> MutableDataset<T> of(
            OutputFactory<T> factory, int count, IntFunction<T> output) {
        List<Example<T>> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            examples.add(example(output.apply(i), i));
        }
        return of(factory, examples);
    }

    static MutableDataset<Label> labels(int count, IntFunction<String> label) {
        return of(new LabelFactory(), count, i -> new Label(label.apply(i)));
    }

    static MutableDataset<MultiLabel> sets(int count, IntFunction<String> label) {
        return of(new MultiLabelFactory(), count, i -> new MultiLabel(label.apply(i)));
    }

    /** Numbers called y. */
    static MutableDataset<Regressor> numbers(int count, IntToDoubleFunction value, IntToDoubleFunction weight) {
        MutableDataset<Regressor> data =
                of(new RegressionFactory(), count, i -> new Regressor("y", value.applyAsDouble(i)));
        for (int i = 0; i < count; i++) {
            data.getExample(i).setWeight((float) weight.applyAsDouble(i));
        }
        return data;
    }
}
