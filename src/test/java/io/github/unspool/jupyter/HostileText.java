package io.github.unspool.jupyter;

import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.compare.Compare;
import io.github.unspool.compare.Comparison;
import io.github.unspool.tribuo.RnnSequenceModel;
import io.github.unspool.view.Comparisons;
import io.github.unspool.view.Forecast;
import io.github.unspool.view.Spectrum;
import io.github.unspool.view.StatePath;
import io.github.unspool.view.Views;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelConfusionMatrix;
import org.tribuo.classification.sequence.LabelSequenceEvaluator;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.evaluation.RegressionEvaluator;
import org.tribuo.sequence.MutableSequenceDataset;
import org.tribuo.sequence.SequenceExample;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Everything that a cell shows, of data whose words, columns, labels and candidates have names that were made to do harm: each is
 * shown, or refused in a sentence, and its HTML has no tag that is not ours.
 */
public final class HostileText {
    private static final List<String> PIECES = List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "' style='x",
            "]]></svg>",
            "</td></table>",
            "<!--",
            "&lt;b&gt;",
            "\u001b[2J\u0007",
            "\0",
            "\u202egnp.exe",
            "%s%n{0}$1\\",
            "a\nb\r\tc",
            " ",
            "x".repeat(2000),
            "\ud800",
            "\ud83d\udc69\u200d\ud83d\ude80",
            "=cmd|' /C calc'!A0",
            "\u0130",
            "$\\frac{a}{b}$",
            "[a](javascript:alert(1))");
    private static final Pattern OUR_TAG =
            Pattern.compile("</?(table|thead|tbody|tr|th|td|p|b|div)( style=\"[^\"<>]*\")?>"
                    + "|<img class=\"unspool-picture\" width=\"\\d+\" alt=\"[^\"<>]*\" src=\"data:image/png;base64,[\\w+/=]+\">"
                    + "|<style>[^<>]*</style>");

    private final String name;
    private final String other;
    private final Map<String, Supplier<Object>> values = new LinkedHashMap<>();

    private HostileText(String name) {
        this.name = name;
        this.other = name + "2";
        addSequences();
        addNumbers();
        addComparison();
        values.put("a table", () -> Table.create(name, StringColumn.create(name, name, other)));
        values.put("a list", () -> List.of(name, other));
    }

    private void addSequences() {
        MutableSequenceDataset<Label> data = sequences();
        RnnSequenceModel<Label> model =
                Rnn.builder().hidden(3).lstm().epochs(2).quiet().train(data);
        values.put("a model", () -> model);
        values.put("its history", model::history);
        values.put("its weights", model::weights);
        values.put("a prediction", () -> model.next(name));
        values.put("a trace", () -> model.trace(name, other, name));
        values.put("a layer's trace", () -> model.trace(name, other, name).layer(0));
        values.put("lines", () -> Views.lines(model.trace(name, other).layer(0), "forget", 0));
        values.put("a unit", () -> model.trace(name, other, name).layer(0).unit(1));
        values.put(
                "a unit's chart",
                () -> Views.chart(model.trace(name, other, name).layer(0).unit(1)));
        values.put("a surprise", () -> model.surprise(name, other, name));
        values.put("a surprise's chart", () -> Views.chart(model.surprise(name, other, name)));
        values.put("a flow", () -> model.gradientFlow(name, other, name));
        values.put("a saliency", () -> model.saliency(List.of(name, other, name), 0, other));
        values.put(
                "a path",
                () -> StatePath.of(model.trace(name, other, name).layer(0)).by(List.of(name, other, name)));
        values.put("a spectrum", () -> Spectrum.of(model.weights(), 0));
        values.put("an evaluation", () -> new LabelSequenceEvaluator().evaluate(model, data));
        values.put("a matrix", () -> (LabelConfusionMatrix)
                new LabelSequenceEvaluator().evaluate(model, data).getConfusionMatrix());
    }

    private MutableSequenceDataset<Label> sequences() {
        SequenceExample<Label> example = new SequenceExample<>();
        for (List<String> step : List.of(List.of(name, other), List.of(other, name), List.of(name, name))) {
            example.addExample(
                    new ArrayExample<>(new Label(step.get(1)), new String[] {step.get(0)}, new double[] {1}));
        }
        return Samples.dataset(List.of(example));
    }

    private void addNumbers() {
        MutableDataset<Regressor> data = new MutableDataset<>(
                new SimpleDataSourceProvenance(name, new RegressionFactory()), new RegressionFactory());
        for (int i = 0; i < 6; i++) {
            data.add(new ArrayExample<>(
                    new Regressor(name, i), new String[] {"t1:" + name, "t2:" + name}, new double[] {i, i + 1}));
        }
        var model = Rnn.builder().hidden(2).gru().epochs(2).quiet().train(data);
        values.put("a model of numbers", () -> model);
        values.put("a number", () -> model.predict(data.getExample(0)));
        values.put("a forecast", () -> Forecast.of(model.predict(data)));
        values.put("scores", () -> new RegressionEvaluator().evaluate(model, data));
    }

    private void addComparison() {
        Supplier<Comparison> comparison = () -> Compare.of(Rnn.builder().epochs(1))
                .over(
                        name,
                        Map.of(
                                name,
                                r -> r.hidden(2).tanh(),
                                other,
                                r -> r.hidden(2).gru()))
                .over(other, List.of(0.1, 0.01), Rnn::adam)
                .seeds(2)
                .threads(1)
                .quiet()
                .run(sequences(), sequences());
        values.put("a comparison", comparison::get);
        values.put("its curves", () -> Comparisons.curves(comparison.get()));
        values.put("its importance", () -> Comparisons.importance(comparison.get()));
        values.put("its scores", () -> Comparisons.scores(comparison.get(), other));
        values.put("its map", () -> Comparisons.heatMap(comparison.get(), other, name));
    }

    /** What was wrong with how something was shown. */
    private List<String> failures() {
        List<String> failures = new ArrayList<>();
        values.forEach((what, value) -> failure(value)
                .ifPresent(why -> failures.add("%s of \"%s\": %s".formatted(what, Values.text(name), why))));
        return failures;
    }

    /** What was wrong with how everything with this name was shown; nothing if the name was refused. */
    private static List<String> failures(String name) {
        try {
            return new HostileText(name).failures();
        } catch (IllegalArgumentException e) {
            return e.getMessage() == null ? List.of(e.toString()) : List.of();
        }
    }

    private static Optional<String> failure(Supplier<Object> value) {
        Bundle shown;
        try {
            shown = Renderers.render(value.get(), type -> true);
        } catch (IllegalArgumentException e) {
            return e.getMessage() == null ? Optional.of(e.toString()) : Optional.empty();
        } catch (Throwable e) {
            return Optional.of(e.toString());
        }
        if (shown.text().startsWith("It cannot be")) {
            return Optional.of(shown.text());
        }
        String rest = OUR_TAG.matcher((String) shown.data().getOrDefault(Bundle.HTML, ""))
                .replaceAll("");
        return rest.contains("<") || rest.contains(">") ? Optional.of("its HTML has " + rest) : Optional.empty();
    }

    /** What was wrong with names of a seed; each seed up to the number of pieces is one of these alone. */
    static List<String> failures(long seed) {
        if (seed < PIECES.size()) {
            return failures(PIECES.get((int) seed));
        }
        Random random = new Random(seed);
        StringBuilder name = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            name.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return failures(name.toString());
    }

    /**
     * Tries many names.
     *
     * @param arguments the first seed, how many
     */
    public static void main(String[] arguments) {
        long first = Long.parseLong(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        int bad = 0;
        for (long seed = first; seed < first + count; seed++) {
            List<String> failures = failures(seed);
            failures.forEach(System.out::println);
            bad += failures.isEmpty() ? 0 : 1;
        }
        System.out.println("hostile text,%s,%s".formatted(count, bad));
    }
}
