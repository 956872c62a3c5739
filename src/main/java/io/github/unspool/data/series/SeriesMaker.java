package io.github.unspool.data.series;

import io.github.unspool.data.series.Panel.Border;
import io.github.unspool.data.split.Parts;
import io.github.unspool.tribuo.provenance.SeriesProvenance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.tribuo.Dataset;
import org.tribuo.regression.Regressor;

/** Makes data sets of the rows of a series, or of many; times and rows are counted from 0. */
public record SeriesMaker(SeriesPlan plan, Panel panel, String source, String sha256, String format) {

    /** What each column of numbers is scaled by, and up to where it was measured. */
    private record Scale(Map<String, Double> means, Map<String, Double> deviations, Border fitted) {}

    /** Times before the first border are trained on, those before the second validate, those before the third test. */
    public Parts.OfExamples<Regressor> split(int training, int validation, int test) {
        return split(panel.border(training), panel.border(validation), panel.border(test));
    }

    private Parts.OfExamples<Regressor> split(Border training, Border validation, Border test) {
        panel.checkLengths(needed(0));
        checkRows("training", panel.border(0), training);
        Scale scale = scale(training);
        return new Parts.OfExamples<>(
                dataset("training", scale, panel.border(0), training),
                dataset("validation", scale, training, validation),
                dataset("test", scale, validation, test));
    }

    /** The parts of a model, on its scale; of the first two there is what is left in these rows. */
    public Parts.OfExamples<Regressor> split(SeriesProvenance trained, Border validation) {
        Border training = panel.border(trained);
        Border end = panel.border(panel.count());
        Scale scale = new Scale(trained.means(), trained.deviations(), training);
        checkRows("test", validation, end);
        return new Parts.OfExamples<>(
                windows(scale, panel.border(0), training),
                windows(scale, training, validation),
                dataset("test", scale, validation, end));
    }

    private Dataset<Regressor> windows(Scale scale, Border from, Border to) {
        return new SeriesWindows(plan, panel, scale.means, scale.deviations)
                .dataset(from, to, provenance(scale, from, to));
    }

    public Dataset<Regressor> all() {
        Border end = panel.border(panel.count());
        panel.checkLengths(needed(0));
        checkRows("whole", panel.border(0), end);
        return dataset("whole", scale(end), panel.border(0), end);
    }

    /** Folds whose tests are the last times, a number of them each; all rows before validation are trained on. */
    public List<Parts.OfExamples<Regressor>> backtest(int folds, int size) {
        int count = panel.count();
        if (folds * (long) size + size >= count) {
            throw new IllegalArgumentException(
                    "backtest(%s, %s): the tests and %s rows for validation leave none of the %s rows for training; use fewer or smaller folds"
                            .formatted(folds, size, size, count));
        }
        List<Parts.OfExamples<Regressor>> parts = new ArrayList<>();
        for (int fold = folds; fold > 0; fold--) {
            int test = count - fold * size;
            parts.add(split(test - size, test, test + size));
        }
        return parts;
    }

    private Dataset<Regressor> dataset(String part, Scale scale, Border from, Border to) {
        checkRows(part, from, to);
        Dataset<Regressor> data = windows(scale, from, to);
        if (data.size() == 0) {
            throw noExample(part, from, to);
        }
        return data;
    }

    /** How many rows after a row make an example. */
    private int needed(int from) {
        return Math.max(SeriesWindows.first(plan) + 1 - from, 0) + plan.horizon();
    }

    private void checkRows(String part, Border from, Border to) {
        boolean some = IntStream.range(0, from.rows().length)
                .anyMatch(i -> to.rows()[i] - from.rows()[i] >= needed(from.rows()[i]));
        if (!some) {
            throw noExample(part, from, to);
        }
    }

    private IllegalArgumentException noExample(String part, Border from, Border to) {
        return new IllegalArgumentException(
                "the %s data, %s rows after row %s, has no example: %s needs at least %s rows there without missing values; use more rows, or a shorter window or horizon"
                        .formatted(part, to.count() - from.count(), from.count(), plan.recipe(), needed(from.count())));
    }

    private SeriesProvenance provenance(Scale scale, Border from, Border to) {
        return new SeriesProvenance(
                source,
                sha256,
                new SeriesProvenance.Reading(plan.recipe(), plan.choice(), format),
                scale.fitted.count(),
                new SeriesProvenance.Targets(from.count() + 1, to.count(), to.last()),
                scale.means,
                scale.deviations,
                SeriesWindows.NUMBERS.getProvenance());
    }

    private Scale scale(Border fitted) {
        Scale scale = new Scale(new TreeMap<>(), new TreeMap<>(), fitted);
        for (String name : panel.first().numbers().keySet()) {
            double[] known = known(name, fitted);
            double mean = Arrays.stream(known).average().orElse(0);
            double variance = Arrays.stream(known)
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElse(0);
            checkVaries(name, fitted.count(), mean, Math.sqrt(variance));
            scale.means.put(name, mean);
            scale.deviations.put(name, Math.sqrt(variance));
        }
        return scale;
    }

    /** The values of a column of numbers in all rows before a border. */
    private double[] known(String name, Border before) {
        return IntStream.range(0, before.rows().length)
                .boxed()
                .flatMapToDouble(i -> Arrays.stream(panel.all().get(i).numbers().get(name), 0, before.rows()[i]))
                .filter(value -> !Double.isNaN(value))
                .toArray();
    }

    private void checkVaries(String name, int fitted, double mean, double deviation) {
        if (deviation <= 1e-12 * Math.abs(mean)) {
            String what =
                    plan.lag() > 0 && plan.targets().contains(name) ? "the difference(" + plan.lag() + ") of " : "";
            throw new IllegalArgumentException(
                    "%scolumn \"%s\" is constant, %s, in the training rows 1 to %s, so nothing can be learned from it; remove it, or train on more rows"
                            .formatted(what, name, mean, fitted));
        }
    }
}
