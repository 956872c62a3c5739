package io.github.unspool;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import tech.tablesaw.api.Table;

/** Real series, cut into examples whose features name their step: what a stretch of rows says of the row that follows. */
public final class Windows {
    private final Table table;
    private final List<String> columns;
    private final int steps;

    /**
     * Prepares to cut.
     *
     * @param columns the columns that are read
     * @param steps how many rows an example has
     */
    public Windows(Table table, List<String> columns, int steps) {
        this.table = table;
        this.columns = columns;
        this.steps = steps;
    }

    /** A number of the table. */
    public double value(String column, int row) {
        return table.numberColumn(column).getDouble(row);
    }

    /** An example for each row from {@code from} to {@code to}, determined by the rows before it; numbers divided by a scale. */
    public <T extends Output<T>> MutableDataset<T> dataset(
            OutputFactory<T> factory, int from, int to, double scale, IntFunction<T> output) {
        MutableDataset<T> data = new MutableDataset<>(new SimpleDataSourceProvenance("windows", factory), factory);
        for (int row = from; row < to; row++) {
            data.add(example(row, scale, output.apply(row)));
        }
        return data;
    }

    private <T extends Output<T>> Example<T> example(int row, double scale, T output) {
        List<Feature> features = new ArrayList<>();
        for (int t = 0; t < steps; t++) {
            for (String column : columns) {
                String name = String.format(Locale.ROOT, "t%03d:%s", t + 1, column);
                features.add(new Feature(name, value(column, row - steps + t) / scale));
            }
        }
        return new ArrayExample<>(output, features);
    }
}
