package io.github.unspool.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.cell.Recurrences;
import io.github.unspool.inspect.Trace;
import io.github.unspool.loss.Loss;
import io.github.unspool.training.Epoch;
import io.github.unspool.training.History;
import io.github.unspool.training.Measure;
import io.github.unspool.tribuo.RnnSequenceModel;
import io.github.unspool.view.Forecast;
import io.github.unspool.view.Html;
import io.github.unspool.view.Spectrum;
import io.github.unspool.view.StatePath;
import io.github.unspool.view.Views;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.IChart;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelConfusionMatrix;
import org.tribuo.classification.sequence.LabelSequenceEvaluator;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.regression.Regressor;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class RenderersTest {
    private static final RnnSequenceModel<Label> MODEL = Samples.sentenceModel();
    private static final RnnSequenceModel<Label> LSTM =
            Rnn.builder().hidden(2).lstm().epochs(1).train(Samples.sentence());

    private static final Pattern PICTURE = Pattern.compile(
            "<img class=\"unspool-picture\" width=\"(\\d+)\" alt=\"([^\"]+)\" src=\"data:image/png;base64,([^\"]+)\"><style>");

    /** What JJava sends, which has to be what IJava sends. */
    private static Displayed shown(Object value) {
        var jjava = new org.dflib.jjava.jupyter.kernel.display.Renderer();
        JJavaKernel.register(jjava);
        var ijava = new io.github.spencerpark.jupyter.kernel.display.Renderer();
        IJavaKernel.register(ijava);
        Displayed shown = Displayed.of(jjava.render(value));
        assertThat(Displayed.of(ijava.render(value))).isEqualTo(shown);
        return shown;
    }

    private static void assertPicture(Displayed shown, int width, int height) throws Exception {
        assertThat(shown.types()).containsExactlyInAnyOrder("text/plain", "text/html", "image/png");
        assertThat(shown.metadata("image/png", "width")).isEqualTo(width);
        assertThat(shown.metadata("image/png", "height")).isEqualTo(height);
        assertSize(shown.content("image/png"), width, height);
        Matcher html = PICTURE.matcher(shown.content("text/html"));
        assertThat(html.lookingAt()).isTrue();
        assertThat(html.group(1)).isEqualTo(Integer.toString(width));
        assertThat(html.group(2))
                .hasSizeGreaterThan(20)
                .isEqualTo(Html.escaped(shown.alt()).replace("\"", "&quot;"));
        assertSize(html.group(3), 2 * width, 2 * height);
    }

    private static void assertSize(String base64, int width, int height) throws Exception {
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
        assertThat(image.getWidth()).isEqualTo(width);
        assertThat(image.getHeight()).isEqualTo(height);
    }

    private static String table(Displayed shown) {
        assertThat(shown.types()).containsExactlyInAnyOrder("text/plain", "text/html");
        assertThat(shown.content("text/html")).startsWith("<table>");
        return shown.content("text/html")
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ")
                .strip();
    }

    @Test
    void render_arrays_showsWhatStandsInThem() {
        assertThat(shown(new int[] {1, 2}).content("text/plain")).isEqualTo("[1, 2]");
        assertThat(shown(List.of(new double[] {0.5})).content("text/plain")).isEqualTo("[[0.5]]");
        assertThat(shown(new Object() {
                            @Override
                            public String toString() {
                                return null;
                            }
                        })
                        .content("text/plain"))
                .isEqualTo("null");
    }

    @Test
    void render_listOfCharts_isOnePicture() throws Exception {
        Displayed shown = shown(List.of(Views.chart(MODEL.history()), Views.chart(LSTM.history())));
        assertThat(shown.types()).containsExactlyInAnyOrder("text/plain", "text/html", "image/png");
        assertThat(shown.content("text/plain")).isEqualTo("chart: Loss by epoch\nchart: Loss by epoch");
    }

    @Test
    void render_listOfTables_showsOneBelowTheOther() {
        Table one = Table.create("one", StringColumn.create("a", "x"));
        Table two = Table.create("two", StringColumn.create("b", "y"));
        assertThat(table(shown(new Table[] {one, two}))).isEqualTo("a x b y");
    }

    @Test
    void render_listOfMany_saysHowManyAreShown() {
        Table one = Table.create("one", StringColumn.create("a", "x"));
        Displayed shown = shown(java.util.Collections.nCopies(50, one));
        assertThat(shown.content("text/html")).endsWith("<p>… 20 of 50 are shown</p>");
        assertThat(shown.content("text/html").split("<table>")).hasSize(21);
    }

    @Test
    void render_wideTable_showsItsFirstAndLastColumns() {
        Table wide = Table.create("wide");
        for (int i = 0; i < 200; i++) {
            wide.addColumns(StringColumn.create("c" + i, "z".repeat(i == 3 ? 5000 : 1)));
        }
        Displayed shown = shown(wide);
        String sentence =
                "20 of 200 columns; selectColumns(…) of the table shows others; long texts are shortened; printAll() of the table shows them in full";
        assertThat(table(shown)).startsWith("c0 c1 c2 c3").contains("c9 … c190").endsWith(sentence);
        assertThat(shown.content("text/html")).hasSizeLessThan(3000);
        assertThat(shown.content("text/plain")).endsWith(sentence);
    }

    @Test
    void render_cellAndLossOfEquations_areTypeset() {
        Displayed cell = shown(Recurrences.leaky(0.25));
        assertThat(cell.types()).containsExactlyInAnyOrder("text/plain", "text/latex");
        assertThat(cell.content("text/latex")).startsWith("$$\\begin{aligned}n_t &= \\tanh");
        Displayed loss = shown(Loss.of("absolute", (y, t) -> y.minus(t).abs()));
        assertThat(loss.types()).containsExactlyInAnyOrder("text/plain", "text/latex");
        assertThat(loss.content("text/plain"))
                .isEqualTo("absolute\n  y = o\n  loss = abs(y - t)\n  dy = greater(y - t, 0) * 2 - 1");
        assertThat(loss.content("text/latex")).contains("\\frac{\\partial\\ell}{\\partial y} &= ");
        assertThat(table(shown(Loss.of("absolute", (y, t) -> y.minus(t).abs()).check())))
                .startsWith("gradient by derived difference error o = ");
    }

    @Test
    void render_history_showsItsCurve() throws Exception {
        Displayed shown = shown(MODEL.history());
        var chart = Views.chart(MODEL.history());
        assertPicture(shown, chart.getWidth(), chart.getHeight());
        assertThat(shown.text()).isEqualTo(MODEL.history().toString());
    }

    @Test
    void render_rateSearch_showsItsCurve() throws Exception {
        var search = Samples.rnn().findRate(Samples.sentence());
        Displayed shown = shown(search);
        assertPicture(shown, 640, 360);
        assertThat(shown.text()).isEqualTo(search.toString()).startsWith("learning rate ");
    }

    @Test
    void render_anyChart_isDrawnAtItsSize() throws Exception {
        XYChart chart = new XYChart(300, 200);
        chart.setTitle("mine");
        chart.addSeries("line", new double[] {1, 2});
        Displayed shown = shown(chart);
        assertPicture(shown, 300, 200);
        assertThat(shown.text()).isEqualTo("chart: mine");
    }

    @Test
    void render_trace_showsAllLayersInOnePicture() throws Exception {
        var trace = new Trace(List.of("a", "b"), new float[][][] {{{0.5f}, {1}}, {{0, 1}, {1, 0}}});
        var lower = Views.chart(trace, 0);
        var upper = Views.chart(trace, 1);
        assertPicture(
                shown(trace), Math.max(lower.getWidth(), upper.getWidth()), lower.getHeight() + upper.getHeight());
    }

    @Test
    void render_layerOfATrace_showsAllItsSignals() throws Exception {
        var layer = LSTM.trace("I", "love", "recurrent").layer(0);
        var charts = Views.charts(layer);
        assertThat(charts).hasSize(6);
        assertPicture(
                shown(layer),
                charts.get(0).getWidth(),
                charts.stream().mapToInt(HeatMapChart::getHeight).sum());
        assertThat(shown(layer).text()).startsWith("layer 1, 2 units");
    }

    @Test
    void render_gradientFlow_showsDistancesAndTheTriangle() throws Exception {
        var flow = MODEL.gradientFlow("I", "love", "recurrent", "neural", "networks");
        var lines = Views.chart(flow);
        var triangle = Views.chart(flow, 0);
        assertPicture(shown(flow), triangle.getWidth(), lines.getHeight() + triangle.getHeight());
        assertThat(shown(flow).text()).isEqualTo(flow.toString()).startsWith("layer 1: ");
    }

    @Test
    void render_saliency_showsNormsAndContributions() throws Exception {
        var saliency = MODEL.saliency("I", "love", "recurrent", "neural");
        var norms = Views.chart(saliency);
        var contributions = Views.contributions(saliency);
        assertPicture(shown(saliency), norms.getWidth(), norms.getHeight() + contributions.getHeight());
        assertThat(shown(saliency).text()).startsWith("log p(networks) = -0.");
    }

    @Test
    void render_epochs_showsATable() {
        var epochs = new History.Epochs(List.of(new Epoch(1, 2, 0.5, Double.NaN)), Measure.of(Loss.crossEntropy()));
        assertThat(table(shown(epochs))).isEqualTo("epoch loss perplexity gradient norm 1 2.0000 7.389 0.5000");
    }

    @Test
    void render_weights_showsTheirShapes() {
        assertThat(table(shown(MODEL.weights())))
                .startsWith("parameter shape numbers layer 1 Wx 4 × 4 16 ")
                .endsWith("all 56");
    }

    @Test
    void render_prediction_showsTheLikeliestLabels() {
        Displayed shown = shown(MODEL.next("I", "love", "recurrent", "neural"));
        assertThat(table(shown)).startsWith("label probability networks 0.9");
        assertThat(shown.text()).matches("networks 0\\.9\\d\\d");
    }

    @Test
    void render_predictionOfNumbersOrSets_showsThem() {
        Regressor numbers = new Regressor(new String[] {"warm", "wet"}, new double[] {12.3456, -0.5});
        Displayed shown = shown(new Prediction<>(numbers, 1, new ArrayExample<>(numbers)));
        assertThat(table(shown)).isEqualTo("output value warm 12.35 wet -0.50");
        assertThat(shown.text()).isEqualTo("warm 12.35, wet -0.5000");

        MultiLabel labels = new MultiLabel(Set.of(new Label("b", 0.9), new Label("a", 0.8)));
        Displayed set = shown(new Prediction<>(
                labels, Map.of("a", new MultiLabel(new Label("a", 0.8))), 1, new ArrayExample<>(labels), true));
        assertThat(table(set)).isEqualTo("label probability a 0.800 ██████████░░");
        assertThat(set.text()).isEqualTo("a, b");
    }

    private static void assertPicture(Object value, String text, IChart... charts) throws Exception {
        Displayed shown = shown(value);
        assertThat(shown.text()).isEqualTo(text);
        assertPicture(
                shown,
                Arrays.stream(charts).mapToInt(IChart::getWidth).max().orElseThrow(),
                Arrays.stream(charts).mapToInt(IChart::getHeight).sum());
    }

    @Test
    void render_unitAndSurprise_showTheText() throws Exception {
        var unit = MODEL.trace("I", "love").layer(0).unit(2);
        assertPicture(unit, Views.text(unit).toString(), Views.text(unit));
        var surprise = MODEL.surprise("I", "love", "recurrent");
        assertPicture(surprise, Views.text(surprise).toString(), Views.text(surprise));
        assertPicture(Views.text(surprise), Views.text(surprise).toString(), Views.text(surprise));
    }

    @Test
    void render_spectrumAndPath_showTheirCharts() throws Exception {
        Spectrum spectrum = Spectrum.of(MODEL.weights(), 0);
        assertPicture(spectrum, spectrum.toString(), Views.heatMap(spectrum), Views.chart(spectrum));
        StatePath path = StatePath.of(MODEL.trace("I", "love", "recurrent").layer(0));
        assertPicture(path, path.toString(), Views.chart(path));
    }

    @Test
    void render_evaluation_isATableAndItsConfusionMatrixAPicture() throws Exception {
        var evaluation = new LabelSequenceEvaluator().evaluate(MODEL, Samples.sentence());
        assertThat(table(shown(evaluation)))
                .startsWith("label n correct precision recall F1 love 1 1 1.000 1.000 1.000 ")
                .endsWith("all 4 4 1.000 1.000 1.000 mean 1.000 1.000 1.000");
        var matrix = (LabelConfusionMatrix) evaluation.getConfusionMatrix();
        assertPicture(matrix, Views.table(matrix).print(), Views.chart(matrix));
    }

    @Test
    void render_forecast_showsItAndItsResiduals() throws Exception {
        Forecast forecast = new Forecast("rain", List.of(), new double[] {1, 2}, new double[] {2, 2});
        assertPicture(forecast, "2 predictions of rain, RMSE 0.7071", Views.chart(forecast), Views.residuals(forecast));
    }

    @Test
    void render_networkAndModel_showPartsAndWhatIsSet() {
        assertThat(table(shown(Samples.rnn())))
                .startsWith("part what it is reads gives numbers layer 1 hidden(4).tanh() D 4 4·D + 20 output ")
                .contains("D inputs at each step and K outputs: the data decides.")
                .contains("setting value optimiser adam(0.05) epochs 100 ");
        assertThat(shown(Samples.rnn()).text()).isEqualTo(Samples.rnn().toString());
        assertThat(table(shown(MODEL)))
                .startsWith("part what it is reads gives numbers layer 1 hidden(4).tanh() 4 4 36 output ")
                .contains("all 56 100 epochs, loss ")
                .endsWith("seed 42, run 1.");
        assertThat(shown(MODEL).text()).isEqualTo(MODEL.toString());
        assertThat(table(shown(MODEL.weights().network()))).endsWith("all 56");
    }

    @Test
    void render_networkWithoutLayer_saysWhatToAdd() {
        assertThat(shown(Rnn.builder()).text())
                .isEqualTo("It cannot be shown: there is no layer; add one, such as hidden(16).tanh()");
    }

    @Test
    void render_asText_drawsNothing() {
        var jjava = new org.dflib.jjava.jupyter.kernel.display.Renderer();
        JJavaKernel.register(jjava);
        Displayed shown = Displayed.of(jjava.renderAs(broken(() -> new AssertionError("drawn")), "text/plain"));
        assertThat(shown.json().getAsJsonObject("data").toString()).isEqualTo("{\"text/plain\":\"chart: \"}");
    }

    @Test
    void render_valuesOfJava_areTheirText() {
        for (Object value : List.of(1, "text", List.of(1, 2), new StringBuilder("b"), Map.of("a", 1))) {
            assertThat(shown(value).types()).containsExactly("text/plain");
            assertThat(shown(value).text()).isEqualTo(value.toString());
        }
    }

    @Test
    void render_anyTable_isHtml() {
        Table table = Table.create("mine", StringColumn.create("word", "<b>"));
        Displayed shown = shown(table);
        assertThat(table(shown)).isEqualTo("word &lt;b&gt;");
        assertThat(shown.text()).contains("mine").contains("word");
    }

    @Test
    void render_historyWithoutEpochs_saysWhyThereIsNoCurve() {
        Displayed shown = shown(new History(
                new History.Epochs(List.of(), Measure.of(Loss.crossEntropy())), History.Ending.STOPPED, "Stopped."));
        assertThat(shown.types()).containsExactly("text/plain");
        assertThat(shown.text())
                .isEqualTo("It cannot be shown: no epoch was completed, so there is no curve. Stopped.");
    }

    @Test
    void render_asOneType_givesNoOther() {
        var jjava = new org.dflib.jjava.jupyter.kernel.display.Renderer();
        JJavaKernel.register(jjava);
        Object history = MODEL.history();
        assertThat(Displayed.of(jjava.renderAs(history, "image/png")).types())
                .containsExactlyInAnyOrder("text/plain", "image/png");
        assertThat(Displayed.of(jjava.renderAs(history, "text/html")).types())
                .containsExactlyInAnyOrder("text/plain", "text/html");
    }

    @Test
    void render_drawingThatThrowsAnError_showsASentenceInstead() {
        Displayed shown = shown(broken(() -> new NoClassDefFoundError("sun.font.SunFontManager")));
        assertThat(shown.types()).containsExactly("text/plain");
        assertThat(shown.text())
                .isEqualTo("It cannot be drawn (java.lang.NoClassDefFoundError: sun.font.SunFontManager)."
                        + " If Java finds no fonts, on Debian or Ubuntu:"
                        + " apt-get install fontconfig libfreetype6 fonts-dejavu-core");
    }

    private static XYChart broken(Supplier<Error> error) {
        return new XYChart(300, 200) {
            @Override
            public void paint(Graphics2D g, int width, int height) {
                throw error.get();
            }
        };
    }

    @Test
    void render_predictionOfAnotherOutput_isItsText() {
        Output<?> output = (Output<?>) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Output.class},
                (proxy, method, arguments) -> method.getName().equals("toString") ? "(degrees, 1.5)" : null);
        @SuppressWarnings({"unchecked", "rawtypes"}) // An output of a type that no renderer knows.
        Prediction<?> prediction = new Prediction(output, 1, new ArrayExample<>(new Label("a")));
        assertThat(shown(prediction).text()).startsWith("Prediction(maxLabel=(degrees, 1.5)");
    }

    @Test
    void render_titleThatThrowsAnError_showsASentenceInstead() {
        XYChart chart = new XYChart(300, 200) {
            @Override
            public String getTitle() {
                throw new NoClassDefFoundError("sun.font.SunFontManager");
            }
        };
        assertThat(shown(chart).text()).startsWith("It cannot be drawn (java.lang.NoClassDefFoundError");
    }
}
