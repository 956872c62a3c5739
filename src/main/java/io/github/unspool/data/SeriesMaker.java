package io.github.unspool.data;

import io.github.unspool.tribuo.SeriesProvenance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tribuo.Dataset;
import org.tribuo.regression.Regressor;

/** Makes data sets of the rows of a series; rows are counted from 0. */
record SeriesMaker(SeriesPlan plan, SeriesRows rows, String source, String sha256, String format) {

    /** What each column of numbers is scaled by. */
    private record Scale(Map<String, Double> means, Map<String, Double> deviations) {}

    /** Rows before the first border are trained on, those before the second validate, those before the third test. */
    Parts<Dataset<Regressor>> split(int training, int validation, int test) {
        checkRows("training", 0, training);
        Scale scale = scale(training);
        return new Parts<>(
                dataset("training", scale, training, 0, training),
                dataset("validation", scale, training, training, validation),
                dataset("test", scale, training, validation, test));
    }

    /** The parts of a model, on its scale; of the first two there is what is left in these rows. */
    Parts<Dataset<Regressor>> split(SeriesProvenance trained, int training, int validation) {
        Scale scale = new Scale(trained.means(), trained.deviations());
        checkRows("test", validation, rows.count());
        return new Parts<>(
                windows(scale, training, 0, training),
                windows(scale, training, training, validation),
                dataset("test", scale, training, validation, rows.count()));
    }

    private Dataset<Regressor> windows(Scale scale, int fitted, int from, int to) {
        return new SeriesWindows(plan, rows, scale.means, scale.deviations)
                .dataset(from, to, provenance(scale, fitted, from, to));
    }

    Dataset<Regressor> all() {
        checkRows("whole", 0, rows.count());
        return dataset("whole", scale(rows.count()), rows.count(), 0, rows.count());
    }

    /** Folds whose tests are the last rows, a number of them each; all rows before validation are trained on. */
    List<Parts<Dataset<Regressor>>> backtest(int folds, int size) {
        if (folds * (long) size + size >= rows.count()) {
            throw new IllegalArgumentException(
                    "backtest(%d, %d): the tests, and %d rows to validate, leave none of %d rows to train on; take fewer or smaller folds"
                            .formatted(folds, size, size, rows.count()));
        }
        List<Parts<Dataset<Regressor>>> parts = new ArrayList<>();
        for (int fold = folds; fold > 0; fold--) {
            int test = rows.count() - fold * size;
            parts.add(split(test - size, test, test + size));
        }
        return parts;
    }

    private Dataset<Regressor> dataset(String part, Scale scale, int fitted, int from, int to) {
        checkRows(part, from, to);
        Dataset<Regressor> data = windows(scale, fitted, from, to);
        if (data.size() == 0) {
            throw noExample(part, from, to);
        }
        return data;
    }

    private int needed(int from) {
        return Math.max(SeriesWindows.first(plan) + 1 - from, 0) + plan.horizon;
    }

    private void checkRows(String part, int from, int to) {
        if (to - from < needed(from)) {
            throw noExample(part, from, to);
        }
    }

    private IllegalArgumentException noExample(String part, int from, int to) {
        return new IllegalArgumentException(
                "the %s part, %d rows after row %d, has no example: %s needs at least %d rows there that are not missing; give more rows, or a shorter window or horizon"
                        .formatted(part, to - from, from, plan.recipe(), needed(from)));
    }

    private SeriesProvenance provenance(Scale scale, int fitted, int from, int to) {
        return new SeriesProvenance(
                source,
                sha256,
                new SeriesProvenance.Reading(plan.recipe(), plan.choice(), format),
                fitted,
                new SeriesProvenance.Told(from + 1, to, rows.lastTime(to)),
                scale.means,
                scale.deviations,
                SeriesWindows.NUMBERS.getProvenance());
    }

    private Scale scale(int fitted) {
        Scale scale = new Scale(new TreeMap<>(), new TreeMap<>());
        rows.numbers().forEach((name, values) -> {
            double[] known = Arrays.stream(values, 0, Math.max(0, fitted))
                    .filter(value -> !Double.isNaN(value))
                    .toArray();
            double mean = Arrays.stream(known).average().orElse(0);
            double variance = Arrays.stream(known)
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElse(0);
            checkVaries(name, fitted, mean, Math.sqrt(variance));
            scale.means.put(name, mean);
            scale.deviations.put(name, Math.sqrt(variance));
        });
        return scale;
    }

    private void checkVaries(String name, int fitted, double mean, double deviation) {
        if (deviation <= 1e-12 * Math.abs(mean)) {
            String what = plan.lag > 0 && plan.targets.contains(name) ? "the difference(" + plan.lag + ") of " : "";
            throw new IllegalArgumentException(
                    "%scolumn \"%s\" is the same, %s, in all rows trained on, 1 to %d, so nothing can be learned from it; leave it out, or train on more rows"
                            .formatted(what, name, mean, fitted));
        }
    }
}
