package io.github.unspool.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.DataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/** Cuts rows into examples, with the inputs on one scale. Rows are counted from 0. */
final class SeriesWindows {
    static final RegressionFactory NUMBERS = new RegressionFactory();
    /** By this name an example remembers the last row that it reads, counted from 1. */
    private static final String ROW = "row";
    /** A feature is a name, which examples share, and a number. */
    private static final int BYTES_PER_FEATURE = 16;

    private final SeriesPlan plan;
    private final SeriesRows rows;
    private final String[] outputs;
    private final Map<String, Double> means;
    private final Map<String, Double> deviations;
    /** The features of each row, without their step, as far as they were needed. */
    private final Map<Integer, Map<String, Double>> features = new HashMap<>();
    /** Names with their step are made once. */
    private final List<Map<String, String>> names = new ArrayList<>();

    SeriesWindows(SeriesPlan plan, SeriesRows rows, Map<String, Double> means, Map<String, Double> deviations) {
        this.plan = plan;
        this.rows = rows;
        this.means = means;
        this.deviations = deviations;
        this.outputs = plan.outputs();
        for (int t = 0; t < plan.window; t++) {
            names.add(new HashMap<>());
        }
    }

    /** The first row after which something can be told. */
    static int first(SeriesPlan plan) {
        return plan.window - 1 + plan.lag;
    }

    /** All examples that tell rows from the one to before the other, and no others. */
    Dataset<Regressor> dataset(int from, int to, DataSourceProvenance provenance) {
        MutableDataset<Regressor> data = new MutableDataset<>(provenance, NUMBERS);
        int first = first(plan);
        checkMemory(Math.max(0, to - Math.max(from, first)) / plan.stride);
        for (int row = first; row + plan.horizon < to; row += plan.stride) {
            if (row + 1 >= from && isKnown(row)) {
                data.add(example(row, target(row)));
            }
        }
        return data;
    }

    private void checkMemory(int examples) {
        double bytes = (double) features(0).size() * plan.window * BYTES_PER_FEATURE * examples;
        double most = Runtime.getRuntime().maxMemory() / 2.0;
        if (bytes > most) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%d windows of %d rows would take about %.1f GB, and half of Java's memory is %.1f GB; write stride(%d), or take a shorter window",
                    examples,
                    plan.window,
                    bytes / 1e9,
                    most / 1e9,
                    (int) Math.ceil(plan.stride * bytes / most)));
        }
    }

    private Map<String, Double> features(int row) {
        return features.computeIfAbsent(row, this::scaled);
    }

    private Map<String, Double> scaled(int row) {
        Map<String, Double> ofRow = rows.flags(row);
        rows.numbers().forEach((name, values) -> {
            double value = values[row];
            ofRow.put(name, Double.isNaN(value) ? 0 : (value - scale(means, name)) / scale(deviations, name));
        });
        return ofRow;
    }

    /** A model says it of each of its inputs, unless somebody has changed its file. */
    private static double scale(Map<String, Double> scales, String name) {
        Double scale = scales.get(name);
        if (scale == null) {
            throw new IllegalArgumentException("the model does not say the scale of its input \"%s\"".formatted(name));
        }
        return scale;
    }

    private boolean isKnown(int row) {
        for (double value : target(row).getValues()) {
            if (Double.isNaN(value)) {
                return false;
            }
        }
        return true;
    }

    private Regressor target(int row) {
        double[] values = new double[outputs.length];
        for (int i = 0; i < values.length; i++) {
            int target = i / plan.horizon;
            int ahead = i % plan.horizon + 1;
            values[i] = rows.truth(target, row + ahead) - rows.base(target, row, ahead);
        }
        return new Regressor(outputs, values);
    }

    /** The window that ends with a row. */
    Example<Regressor> example(int row, Regressor output) {
        List<String> all = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int t = 0; t < plan.window; t++) {
            for (var feature : features(row - plan.window + 1 + t).entrySet()) {
                all.add(name(t, feature.getKey()));
                values.add(feature.getValue());
            }
        }
        double[] numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
        Map<String, Object> metadata = new TreeMap<>(Map.of(ROW, Integer.toString(row + 1)));
        return new ArrayExample<>(output, all.toArray(String[]::new), numbers, metadata);
    }

    private String name(int t, String feature) {
        return names.get(t).computeIfAbsent(feature, name -> String.format(Locale.ROOT, "t%03d:%s", t + 1, name));
    }

    /** The last row that an example reads. */
    static int row(Example<Regressor> example) {
        return example.getMetadataValue(ROW)
                        .map(row -> Integer.parseInt(row.toString()))
                        .orElseThrow(() -> new IllegalArgumentException(
                                "an example does not say which row it ends with; use data that a series made"))
                - 1;
    }
}
