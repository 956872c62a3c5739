package io.github.unspool.tribuo;

import java.util.function.IntFunction;
import java.util.stream.Stream;
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

/** Seven series of two or three steps, with one output each. */
final class SmallSeries {
    private static final int EXAMPLES = 7;

    private SmallSeries() {}

    static MutableDataset<Label> labels() {
        return of(new LabelFactory(), i -> new Label(i % 3 == 0 ? "up" : "down"));
    }

    /** Two numbers of different sizes. */
    static MutableDataset<Regressor> numbers() {
        return of(
                new RegressionFactory(),
                i -> new Regressor(
                        new String[] {"large", "small"}, new double[] {5000 + 1000 * StrictMath.sin(i), 0.01 * i}));
    }

    static MutableDataset<MultiLabel> sets() {
        MultiLabelFactory factory = new MultiLabelFactory();
        return of(factory, i -> factory.generateOutput(i % 2 == 0 ? "a,b" : "b"));
    }

    private static <T extends Output<T>> MutableDataset<T> of(OutputFactory<T> factory, IntFunction<T> output) {
        MutableDataset<T> data = new MutableDataset<>(new SimpleDataSourceProvenance("a test", factory), factory);
        for (int i = 0; i < EXAMPLES; i++) {
            String[] names =
                    Stream.of("t1:x", "t2:x", "t2:y", "t3:x").limit(3 + i % 2).toArray(String[]::new);
            double[] values = new double[names.length];
            for (int j = 0; j < values.length; j++) {
                values[j] = StrictMath.sin(3 * i + j);
            }
            data.add(new ArrayExample<>(output.apply(i), names, values));
        }
        return data;
    }
}
