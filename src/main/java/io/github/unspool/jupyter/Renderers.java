package io.github.unspool.jupyter;

import io.github.unspool.Rnn;
import io.github.unspool.network.GradientFlow;
import io.github.unspool.network.History;
import io.github.unspool.network.LayerTrace;
import io.github.unspool.network.Network;
import io.github.unspool.network.RateSearch;
import io.github.unspool.network.Saliency;
import io.github.unspool.network.Surprise;
import io.github.unspool.network.Trace;
import io.github.unspool.network.UnitTrace;
import io.github.unspool.network.Weights;
import io.github.unspool.sweep.Comparison;
import io.github.unspool.tribuo.RnnModel;
import io.github.unspool.tribuo.RnnSequenceModel;
import io.github.unspool.view.ColouredText;
import io.github.unspool.view.Forecast;
import io.github.unspool.view.Html;
import io.github.unspool.view.Picture;
import io.github.unspool.view.SpectralRadius;
import io.github.unspool.view.Spectrum;
import io.github.unspool.view.StatePath;
import io.github.unspool.view.Views;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.knowm.xchart.internal.chartpart.IChart;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelConfusionMatrix;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.sequence.LabelSequenceEvaluation;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.evaluation.MultiLabelEvaluation;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.evaluation.RegressionEvaluation;
import tech.tablesaw.api.Table;

/** What a cell shows for each type: pictures for curves and maps, tables for what has rows. */
final class Renderers {
    private Renderers() {}

    static void register(Renderer renderer) {
        picture(renderer, IChart.class, Renderers::text, chart -> Picture.of(List.of(chart)));
        picture(renderer, History.class, History::toString, history -> {
            CellProgress.giveWay(history);
            return Picture.of(List.of(Views.chart(history)));
        });
        picture(renderer, RateSearch.class, RateSearch::toString, search -> Picture.of(List.of(Views.chart(search))));
        picture(renderer, Trace.class, Trace::toString, Renderers::picture);
        picture(renderer, LayerTrace.class, LayerTrace::toString, layer -> Picture.of(Views.charts(layer)));
        picture(renderer, GradientFlow.class, GradientFlow::toString, Renderers::picture);
        picture(renderer, Saliency.class, Saliency::toString, Renderers::picture);
        picture(renderer, UnitTrace.class, unit -> Views.text(unit).toString(), unit -> picture(Views.text(unit)));
        picture(renderer, Surprise.class, read -> Views.text(read).toString(), read -> picture(Views.text(read)));
        picture(renderer, Spectrum.class, Spectrum::toString, s -> picture(Views.heatMap(s), Views.chart(s)));
        picture(renderer, SpectralRadius.class, SpectralRadius::toString, r -> picture(Views.chart(r)));
        picture(renderer, StatePath.class, StatePath::toString, path -> picture(Views.chart(path)));
        picture(renderer, Forecast.class, Forecast::toString, f -> picture(Views.chart(f), Views.residuals(f)));
        picture(renderer, LabelConfusionMatrix.class, m -> Views.table(m).print(), m -> picture(Views.chart(m)));
        registerEvaluations(renderer);
        page(renderer, Rnn.class, Html::of);
        page(renderer, RnnSequenceModel.class, model -> Html.of((RnnSequenceModel<?>) model));
        page(renderer, RnnModel.class, model -> Html.of((RnnModel<?>) model));
        page(renderer, Comparison.class, comparison -> {
            CellComparison.giveWay(comparison);
            return Html.of(comparison);
        });
        page(renderer, Network.class, network -> Html.of(Views.table(network)));
        table(renderer, Table.class, Table::print, Function.identity());
        table(renderer, History.Epochs.class, epochs -> Views.table(epochs).print(), Views::table);
        table(renderer, Weights.class, weights -> Views.table(weights).print(), Views::table);
        registerPredictions(renderer);
    }

    private static void registerEvaluations(Renderer renderer) {
        evaluation(renderer, LabelEvaluation.class, e -> Views.table(e.getConfusionMatrix()));
        evaluation(renderer, LabelSequenceEvaluation.class, e -> Views.table(e.getConfusionMatrix()));
        evaluation(renderer, MultiLabelEvaluation.class, e -> Views.table(e.getConfusionMatrix()));
        evaluation(renderer, RegressionEvaluation.class, Views::table);
    }

    private static <E> void evaluation(Renderer renderer, Class<E> type, Function<E, Table> rows) {
        table(renderer, type, evaluation -> rows.apply(evaluation).print(), rows);
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

    private static Picture picture(Saliency saliency) {
        return Picture.of(List.of(Views.chart(saliency), Views.contributions(saliency)));
    }

    private static String text(Prediction<?> prediction) {
        Object output = prediction.getOutput();
        if (output instanceof Label label) {
            return String.format(Locale.ROOT, "%s %.3f", label.getLabel(), label.getScore());
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

    /** Predictions of other kinds than ours are text. */
    private static boolean isTable(Object output) {
        return output instanceof Label || output instanceof MultiLabel || output instanceof Regressor;
    }

    private static void registerPredictions(Renderer renderer) {
        renderer.createRegistration(Prediction.class)
                .preferring(MIMEType.TEXT_HTML)
                .register((prediction, context) -> {
                    text(context, prediction, Renderers::text);
                    if (isTable(prediction.getOutput())) {
                        guarded(context, () -> html(context, Views.bars((Prediction<?>) prediction)));
                    }
                });
    }

    private static <T> void text(RenderContext context, T value, Function<T, String> text) {
        guarded(context, () -> context.renderIfRequested(MIMEType.TEXT_PLAIN, () -> text.apply(value)));
    }

    private static void html(RenderContext context, Table table) {
        context.renderIfRequested(MIMEType.TEXT_HTML, () -> Html.of(table));
    }

    private static <T> void picture(
            Renderer renderer, Class<T> type, Function<T, String> text, Function<T, Picture> draw) {
        renderer.createRegistration(type).preferring(MIMEType.IMAGE_PNG).register((value, context) -> {
            text(context, value, text);
            guarded(
                    context,
                    () -> context.renderIfRequested(MIMEType.IMAGE_PNG, () -> show(draw.apply(value), context)));
        });
    }

    private static String show(Picture picture, RenderContext context) {
        return show(picture, context.getOutputContainer());
    }

    private static String show(Picture picture, DisplayData data) {
        data.putMetaData(MIMEType.IMAGE_PNG.toString(), Map.of("width", picture.width(), "height", picture.height()));
        return Base64.getEncoder().encodeToString(picture.png());
    }

    /** A picture, or a sentence that says why there is none. */
    static DisplayData picture(String text, Supplier<Picture> draw) {
        DisplayData data = new DisplayData(text);
        guarded(data, () -> data.putData(MIMEType.IMAGE_PNG, show(draw.get(), data)));
        return data;
    }

    private static <T> void table(Renderer renderer, Class<T> type, Function<T, String> text, Function<T, Table> rows) {
        renderer.createRegistration(type).preferring(MIMEType.TEXT_HTML).register((value, context) -> {
            text(context, value, text);
            guarded(context, () -> html(context, rows.apply(value)));
        });
    }

    private static <T> void page(Renderer renderer, Class<T> type, Function<T, String> html) {
        renderer.createRegistration(type).preferring(MIMEType.TEXT_HTML).register((value, context) -> {
            text(context, value, T::toString);
            guarded(context, () -> context.renderIfRequested(MIMEType.TEXT_HTML, () -> html.apply(value)));
        });
    }

    /** An Error that leaves a renderer ends the kernel's thread, and Java throws one when it finds no fonts. */
    private static void guarded(RenderContext context, Runnable render) {
        guarded(context.getOutputContainer(), render);
    }

    private static void guarded(DisplayData data, Runnable render) {
        try {
            render.run();
        } catch (RuntimeException e) {
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            data.putText("It cannot be shown: " + reason);
        } catch (OutOfMemoryError e) {
            data.putText("It is too large to be shown.");
        } catch (Error e) {
            data.putText("It cannot be drawn (" + e + "). If Java finds no fonts, on Debian or Ubuntu:"
                    + " apt-get install fontconfig libfreetype6 fonts-dejavu-core");
        }
    }
}
