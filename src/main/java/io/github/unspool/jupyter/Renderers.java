package io.github.unspool.jupyter;

import static java.util.stream.Collectors.joining;

import io.github.unspool.Rnn;
import io.github.unspool.cell.EquationCell;
import io.github.unspool.compare.Comparison;
import io.github.unspool.data.split.Parts;
import io.github.unspool.equation.GradientCheck;
import io.github.unspool.inspect.Alignment;
import io.github.unspool.inspect.EmissionLattice;
import io.github.unspool.inspect.GradientFlow;
import io.github.unspool.inspect.LayerTrace;
import io.github.unspool.inspect.Saliency;
import io.github.unspool.inspect.Surprise;
import io.github.unspool.inspect.Trace;
import io.github.unspool.inspect.UnitTrace;
import io.github.unspool.loss.EquationLoss;
import io.github.unspool.network.Network;
import io.github.unspool.network.Weights;
import io.github.unspool.training.History;
import io.github.unspool.training.RateSearch;
import io.github.unspool.tribuo.RnnModel;
import io.github.unspool.tribuo.RnnSequenceModel;
import io.github.unspool.tribuo.output.LabelSequence;
import io.github.unspool.tribuo.output.TokenConfusion;
import io.github.unspool.tribuo.output.TokenEvaluation;
import io.github.unspool.view.ColouredText;
import io.github.unspool.view.Forecast;
import io.github.unspool.view.Html;
import io.github.unspool.view.Picture;
import io.github.unspool.view.SpectralRadius;
import io.github.unspool.view.Spectrum;
import io.github.unspool.view.StatePath;
import io.github.unspool.view.TableExcerpt;
import io.github.unspool.view.Views;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.knowm.xchart.internal.chartpart.IChart;
import org.tribuo.Dataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelConfusionMatrix;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.sequence.LabelSequenceEvaluation;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.evaluation.MultiLabelEvaluation;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.evaluation.RegressionEvaluation;
import org.tribuo.sequence.SequenceDataset;
import tech.tablesaw.api.Table;

/**
 * What a cell shows for each type: pictures for curves and maps, tables for what has rows. The kernels ask {@link #render} for
 * any value.
 */
final class Renderers {
    /** How values of a type are shown: as text, and by data of other MIME types, which {@code draw} adds. */
    private record Look<T>(Class<T> type, Function<T, String> text, List<String> mimes, BiConsumer<T, Bundle> draw) {
        boolean fits(Object value) {
            return type.isInstance(value);
        }

        Bundle of(Object value, Predicate<String> isWanted) {
            T it = type.cast(value);
            Bundle bundle = new Bundle();
            bundle.guarded(() -> bundle.text(text.apply(it)));
            return mimes.stream().anyMatch(isWanted)
                    ? bundle.guarded(() -> draw.accept(it, bundle)).only(isWanted)
                    : bundle;
        }
    }

    private static final List<String> PICTURE = List.of(Bundle.HTML, Bundle.PNG);

    private static final List<Look<?>> LOOKS = List.of(
            picture(IChart.class, Renderers::text, chart -> picture(chart)),
            picture(History.class, History::toString, history -> {
                CellProgress.giveWay(history);
                return picture(Views.chart(history));
            }),
            picture(RateSearch.class, RateSearch::toString, search -> picture(Views.chart(search))),
            picture(Trace.class, Trace::toString, Renderers::picture),
            picture(EmissionLattice.class, EmissionLattice::toString, lattice -> picture(Views.chart(lattice))),
            picture(Alignment.class, Alignment::toString, alignment -> picture(Views.chart(alignment))),
            picture(LayerTrace.class, LayerTrace::toString, layer -> Picture.of(Views.charts(layer))),
            picture(GradientFlow.class, GradientFlow::toString, Renderers::picture),
            picture(Saliency.class, Saliency::toString, s -> picture(Views.chart(s), Views.contributions(s))),
            picture(UnitTrace.class, unit -> Views.text(unit).toString(), unit -> picture(Views.text(unit))),
            picture(Surprise.class, read -> Views.text(read).toString(), read -> picture(Views.text(read))),
            picture(Spectrum.class, Spectrum::toString, s -> picture(Views.heatMap(s), Views.chart(s))),
            picture(SpectralRadius.class, SpectralRadius::toString, r -> picture(Views.chart(r))),
            picture(StatePath.class, StatePath::toString, path -> picture(Views.chart(path))),
            picture(Forecast.class, Forecast::toString, f -> picture(Views.chart(f), Views.residuals(f))),
            picture(LabelConfusionMatrix.class, m -> Views.table(m).print(), m -> picture(Views.chart(m))),
            picture(TokenConfusion.class, m -> Views.table(m).print(), m -> picture(Views.chart(m))),
            page(Rnn.class, Html::of),
            page(RnnSequenceModel.class, Html::of),
            page(RnnModel.class, Html::of),
            page(Comparison.class, comparison -> {
                CellComparison.giveWay(comparison);
                return Html.of(comparison);
            }),
            page(Network.class, network -> Html.of(Views.table(network))),
            data(Parts.class, Views::table),
            data(Dataset.class, Views::table),
            data(SequenceDataset.class, Views::table),
            table(Table.class, Function.identity()),
            table(GradientCheck.class, Views::table),
            new Look<>(
                    EquationCell.class,
                    EquationCell::toString,
                    List.of(Bundle.LATEX),
                    (cell, bundle) -> bundle.latex(
                            "$$%s$$\n\nand backward, where $\\mathrm{d}$ is the gradient of the loss and $z$ a pre-activation:\n\n$$%s$$"
                                    .formatted(cell.latex(), cell.backwardLatex()))),
            new Look<>(
                    EquationLoss.class,
                    EquationLoss::equations,
                    List.of(Bundle.LATEX),
                    (loss, bundle) -> bundle.latex("$$%s$$".formatted(loss.latex()))),
            table(History.Epochs.class, Views::table),
            table(Weights.class, Views::table),
            table(LabelEvaluation.class, e -> Views.table(e.getConfusionMatrix())),
            table(LabelSequenceEvaluation.class, e -> Views.table(e.getConfusionMatrix())),
            table(MultiLabelEvaluation.class, e -> Views.table(e.getConfusionMatrix())),
            table(RegressionEvaluation.class, Views::table),
            table(TokenEvaluation.class, Views::table),
            new Look<>(Prediction.class, Renderers::text, List.of(Bundle.HTML), Renderers::bars));

    private static final int MOST_OF_SEVERAL = 20;

    private Renderers() {}

    /** What is shown for a value, as text and as those other MIME types that are wanted. */
    static Bundle render(Object value, Predicate<String> isWanted) {
        return look(value)
                .map(look -> look.of(value, isWanted))
                .or(() -> several(value, isWanted))
                .orElseGet(() -> Bundle.of(Values.text(value)));
    }

    private static Optional<Look<?>> look(Object value) {
        return LOOKS.stream().filter(look -> look.fits(value)).findFirst();
    }

    /** A list or an array of charts or tables: one below the other; of predictions: a table. */
    private static Optional<Bundle> several(Object value, Predicate<String> isWanted) {
        List<?> all = value instanceof Object[] array
                ? Arrays.asList(array)
                : value instanceof List<?> list ? list : List.of();
        if (all.size() > 1 && all.stream().allMatch(Renderers::isOurPrediction)) {
            return Optional.of(render(
                    Views.table(all.stream()
                            .<Prediction<?>>map(one -> (Prediction<?>) one)
                            .toList()),
                    isWanted));
        }
        if (all.isEmpty()
                || !all.stream().allMatch(one -> one != null && look(one).isPresent())) {
            return Optional.empty();
        }
        List<?> first = all.subList(0, Math.min(MOST_OF_SEVERAL, all.size()));
        String left = first.size() == all.size() ? "" : "\n… %s of %s are shown".formatted(first.size(), all.size());
        Bundle bundle = new Bundle();
        bundle.guarded(() -> bundle.text(
                first.stream().map(one -> render(one, type -> false).text()).collect(joining("\n", "", left))));
        boolean areCharts = first.stream().allMatch(IChart.class::isInstance);
        if (areCharts && PICTURE.stream().anyMatch(isWanted)) {
            bundle.guarded(() -> bundle.picture(
                            Picture.of(first.stream().map(IChart.class::cast).toList())))
                    .only(isWanted);
        } else if (!areCharts && isWanted.test(Bundle.HTML)) {
            bundle.html(first.stream()
                    .map(one -> render(one, type -> true).asHtml())
                    .collect(joining("", "", left.isEmpty() ? "" : "<p>" + left.strip() + "</p>")));
        }
        return Optional.of(bundle);
    }

    /** A picture, or a sentence that says why there is none. */
    static Bundle picture(String text, Supplier<Picture> draw) {
        Bundle bundle = Bundle.of(text);
        return bundle.guarded(() -> bundle.picture(draw.get()));
    }

    private static <T> Look<T> picture(Class<T> type, Function<T, String> text, Function<T, Picture> draw) {
        return new Look<>(type, text, PICTURE, (value, bundle) -> bundle.picture(draw.apply(value)));
    }

    private static <T> Look<T> table(Class<T> type, Function<T, Table> rows) {
        return new Look<>(
                type,
                value -> TableExcerpt.of(rows.apply(value)).text(),
                List.of(Bundle.HTML),
                (value, bundle) -> bundle.html(Html.of(rows.apply(value))));
    }

    private static <T> Look<T> data(Class<T> type, Function<T, Table> rows) {
        return new Look<>(
                type,
                value -> TableExcerpt.of(rows.apply(value)).text(),
                List.of(Bundle.HTML),
                (value, bundle) -> bundle.html(Html.ofData(value)));
    }

    private static <T> Look<T> page(Class<T> type, Function<T, String> html) {
        return new Look<>(type, T::toString, List.of(Bundle.HTML), (value, bundle) -> bundle.html(html.apply(value)));
    }

    private static String text(IChart chart) {
        return chart instanceof ColouredText ? chart.toString() : "chart: " + chart.getTitle();
    }

    private static Picture picture(IChart... charts) {
        return Picture.of(List.of(charts));
    }

    private static Picture picture(Trace trace) {
        return Picture.of(IntStream.range(0, trace.hidden().length)
                .mapToObj(layer -> Views.chart(trace, layer))
                .toList());
    }

    /** By distance, then the triangle of each layer. */
    private static Picture picture(GradientFlow flow) {
        List<IChart> charts = new ArrayList<>();
        charts.add(Views.chart(flow));
        for (int layer = 0; layer < flow.norms().length; layer++) {
            charts.add(Views.chart(flow, layer));
        }
        return Picture.of(charts);
    }

    private static String text(Prediction<?> prediction) {
        return output(prediction) + Views.leftOut(prediction);
    }

    private static String output(Prediction<?> prediction) {
        Object output = prediction.getOutput();
        if (output instanceof Label label) {
            return String.format(Locale.ROOT, "%s %.3f", label.getLabel(), label.getScore());
        }
        if (output instanceof LabelSequence sequence) {
            return String.format(Locale.ROOT, "%s %.3f", sequence, sequence.score());
        }
        if (output instanceof MultiLabel labels) {
            return String.join(", ", new TreeSet<>(labels.getNameSet()));
        }
        if (output instanceof Regressor numbers) {
            StringJoiner text = new StringJoiner(", ");
            numbers.forEach(n -> text.add(String.format(Locale.ROOT, "%s %.4g", n.getName(), n.getValue())));
            return text.toString();
        }
        return prediction.toString();
    }

    private static boolean isOurPrediction(Object value) {
        return value instanceof Prediction<?> prediction
                && (prediction.getOutput() instanceof Label
                        || prediction.getOutput() instanceof LabelSequence
                        || prediction.getOutput() instanceof MultiLabel
                        || prediction.getOutput() instanceof Regressor);
    }

    /** Predictions of other kinds than ours are text. */
    private static void bars(Prediction<?> prediction, Bundle bundle) {
        if (isOurPrediction(prediction)) {
            bundle.html(Html.of(Views.bars(prediction)));
        }
    }
}
