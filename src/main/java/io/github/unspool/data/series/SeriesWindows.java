package io.github.unspool.data.series;

import io.github.unspool.tribuo.adapter.StepNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
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
public final class SeriesWindows {
    static final RegressionFactory NUMBERS = new RegressionFactory();
    /** By this name an example remembers the last row that it reads, counted from 1. */
    private static final String ROW = "row";
    /** By this name it remembers the series, if there are several. */
    private static final String SERIES = "series";
    /** A feature is a name, which examples share, and a number. */
    private static final int BYTES_PER_FEATURE = 16;

    private final SeriesPlan plan;
    private final Panel panel;
    private final String[] outputs;
    private final Map<String, Double> means;
    private final Map<String, Double> deviations;
    /** The features of each row of each series, without their step, as far as they were needed. */
    private final Map<SeriesRows, Map<Integer, Map<String, Double>>> features = new IdentityHashMap<>();
    /** Names with their step are made once. */
    private final List<Map<String, String>> names = new ArrayList<>();

    SeriesWindows(SeriesPlan plan, Panel panel, Map<String, Double> means, Map<String, Double> deviations) {
        this.plan = plan;
        this.panel = panel;
        this.means = means;
        this.deviations = deviations;
        this.outputs = plan.outputs();
        for (int t = 0; t < plan.window(); t++) {
            names.add(new HashMap<>());
        }
    }

    /** The first row after which something can be predicted. */
    static int first(SeriesPlan plan) {
        return plan.window() - 1 + plan.lag();
    }

    /** All examples with targets from the one border to before the other, and no others. */
    Dataset<Regressor> dataset(Panel.Border from, Panel.Border to, DataSourceProvenance provenance) {
        MutableDataset<Regressor> data = new MutableDataset<>(provenance, NUMBERS);
        checkMemory(from.rows(), to.rows());
        for (int i = 0; i < panel.all().size(); i++) {
            SeriesRows rows = panel.all().get(i);
            for (int row = first(plan); row + plan.horizon() < to.rows()[i]; row += plan.stride()) {
                if (row + 1 >= from.rows()[i] && isKnown(rows, row)) {
                    data.add(example(rows, row, target(rows, row)));
                }
            }
            features.remove(rows);
        }
        return data;
    }

    private void checkMemory(int[] from, int[] to) {
        long examples = 0;
        for (int i = 0; i < from.length; i++) {
            examples += Math.max(0, to[i] - Math.max(from[i], first(plan))) / plan.stride();
        }
        long ofRow = features(panel.first(), 0).size();
        double bytes = (double) (ofRow * plan.window() + (long) plan.ahead().size() * plan.horizon())
                * BYTES_PER_FEATURE
                * examples;
        double most = Runtime.getRuntime().maxMemory() / 2.0;
        if (bytes > most) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s windows of %s rows need about %.1f GB, but half of Java's memory is %.1f GB; call stride(%s), or use a shorter window",
                    examples,
                    plan.window(),
                    bytes / 1e9,
                    most / 1e9,
                    (int) Math.ceil(plan.stride() * bytes / most)));
        }
    }

    private Map<String, Double> features(SeriesRows rows, int row) {
        return features.computeIfAbsent(rows, one -> new HashMap<>()).computeIfAbsent(row, r -> scaled(rows, r));
    }

    private Map<String, Double> scaled(SeriesRows rows, int row) {
        Map<String, Double> ofRow = rows.flags(row);
        rows.numbers().forEach((name, values) -> ofRow.put(name, scaled(name, values[row])));
        return ofRow;
    }

    private double scaled(String name, double value) {
        return Double.isNaN(value) ? 0 : (value - scale(means, name)) / scale(deviations, name);
    }

    /** What is known at a row of the rows that follow it. */
    private Map<String, Double> ahead(SeriesRows rows, int row) {
        Map<String, Double> ahead = new LinkedHashMap<>();
        for (String name : plan.ahead()) {
            for (int h = 1; h <= plan.horizon(); h++) {
                String as = name + "+" + h;
                String category = rows.category(name, row + h, as);
                if (category != null) {
                    ahead.put(category, 1.0);
                    continue;
                }
                double value = rows.numbers().get(name)[row + h];
                ahead.put(as, scaled(name, value));
                if (Double.isNaN(value)) {
                    ahead.put(as + " missing", 1.0);
                }
            }
        }
        return ahead;
    }

    /** A model has a scale for each of its inputs, unless its file was changed. */
    private static double scale(Map<String, Double> scales, String name) {
        Double scale = scales.get(name);
        if (scale == null) {
            throw new IllegalArgumentException("the model has no scale for its input \"%s\"".formatted(name));
        }
        return scale;
    }

    private boolean isKnown(SeriesRows rows, int row) {
        for (double value : target(rows, row).getValues()) {
            if (Double.isNaN(value)) {
                return false;
            }
        }
        return true;
    }

    private Regressor target(SeriesRows rows, int row) {
        double[] values = new double[outputs.length];
        for (int i = 0; i < values.length; i++) {
            int target = i / plan.horizon();
            int ahead = i % plan.horizon() + 1;
            values[i] = rows.truth(target, row + ahead) - rows.base(target, row, ahead);
        }
        return new Regressor(outputs, values);
    }

    /** The window that ends with a row, and at its last step what is known of the rows after. */
    Example<Regressor> example(SeriesRows rows, int row, Regressor output) {
        List<String> all = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int t = 0; t < plan.window(); t++) {
            Map<String, Double> step = features(rows, row - plan.window() + 1 + t);
            for (var feature : step.entrySet()) {
                all.add(name(t, feature.getKey()));
                values.add(feature.getValue());
            }
        }
        ahead(rows, row).forEach((name, value) -> {
            all.add(name(plan.window() - 1, name));
            values.add(value);
        });
        double[] numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
        Map<String, Object> metadata = new TreeMap<>(Map.of(ROW, Integer.toString(row + 1)));
        if (rows.name() != null) {
            metadata.put(SERIES, rows.name());
        }
        return new ArrayExample<>(output, all.toArray(String[]::new), numbers, metadata);
    }

    private String name(int t, String feature) {
        return names.get(t).computeIfAbsent(feature, name -> StepNames.of(t + 1, name));
    }

    /** The last row that an example reads. */
    public static int row(Example<Regressor> example) {
        return example.getMetadataValue(ROW)
                        .map(row -> Integer.parseInt(row.toString()))
                        .orElseThrow(() -> new IllegalArgumentException(
                                "an example has no row number; use data that was created by a series"))
                - 1;
    }

    /** The series that an example is of; null if it does not say one. */
    static String series(Example<Regressor> example) {
        return example.getMetadataValue(SERIES).map(Object::toString).orElse(null);
    }
}
