package io.github.unspool.view;

import static io.github.unspool.view.Tables.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.Samples;
import io.github.unspool.inspect.Trace;
import io.github.unspool.loss.Loss;
import io.github.unspool.training.Epoch;
import io.github.unspool.training.History;
import io.github.unspool.training.Measure;
import io.github.unspool.training.RateSearch;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapSeries;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.regression.Regressor;
import tech.tablesaw.api.Table;

class ViewsTest {

    private static History history(double... losses) {
        List<Epoch> epochs = IntStream.range(0, losses.length)
                .mapToObj(i -> new Epoch(i + 1, losses[i], losses[i] / 8, Double.NaN))
                .toList();
        return new History(new History.Epochs(epochs, Measure.of(Loss.crossEntropy())), History.Ending.COMPLETED, "");
    }

    /** One layer of two units. */
    private static Trace trace(float[][] states, String... steps) {
        return new Trace(List.of(steps), new float[][][] {states});
    }

    private static HeatMapSeries series(HeatMapChart chart) {
        return chart.getHeatMapSeries();
    }

    @Test
    void chart_history_drawsItsLosses() {
        XYChart chart = Views.chart(history(2.5, 1.25, 0.75));
        assertThat(chart.getTitle()).isEqualTo("Loss by epoch");
        assertThat(chart.getXAxisTitle()).isEqualTo("epoch");
        assertThat(chart.getYAxisTitle()).isEqualTo("loss (cross-entropy in nats)");
        assertThat(chart.getSeriesCollection()).hasSize(1);
        var series = chart.getSeries("training loss");
        assertThat(series.getXData()).containsExactly(1, 2, 3);
        assertThat(series.getYData()).containsExactly(2.5, 1.25, 0.75);
    }

    @Test
    void chart_oneEpoch_marksThePoint() {
        assertThat(Views.chart(history(2.5)).getStyler().getMarkerSize()).isPositive();
        assertThat(Views.chart(history(2.5, 1)).getStyler().getMarkerSize()).isZero();
    }

    /** XChart puts ticks at round numbers only if values are not equally far apart. */
    @Test
    void chart_manyEpochs_hasTicksAtRoundNumbersAndLabelsWholeOnes() {
        XYChart chart = Views.chart(history(new double[13]));
        double[] epochs = chart.getSeries("training loss").getXData();
        assertThat(epochs[0]).isNotEqualTo(1).isCloseTo(1, within(0.002));
        assertThat(Arrays.copyOfRange(epochs, 1, 13)).containsExactly(2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
        var label = chart.getStyler().getXAxisTickLabelsFormattingFunction();
        assertThat(Stream.of(0.0, 2.5, 20.0).map(label)).containsExactly("0", "", "20");
    }

    @Test
    void chart_noEpoch_saysWhy() {
        History none = new History(
                new History.Epochs(List.of(), Measure.of(Loss.crossEntropy())),
                History.Ending.STOPPED,
                "Stopped in epoch 1.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Views.chart(none))
                .withMessage("no epoch was completed, so there is no curve. Stopped in epoch 1.");
    }

    @Test
    void chart_stepsThatLookAlike_keepAColumnEach() {
        String longest = "x".repeat(2000);
        Trace trace = trace(new float[][] {{1}, {2}, {3}, {4}}, " ", "␣", longest + "a", longest + "b");
        HeatMapSeries series = series(Views.chart(trace, 0));
        String cut = "x".repeat(39) + "…";
        assertThat(series.getXData()).isEqualTo(List.of("␣", "␣\u200b", cut, cut + "\u200b"));
        assertThat(series.getHeatData()).hasSize(4);
    }

    private static RateSearch search(double... losses) {
        return new RateSearch(
                IntStream.range(0, losses.length)
                        .mapToObj(i -> Math.pow(10, -6 + i / 20.0))
                        .toList(),
                Arrays.stream(losses).boxed().toList(),
                Measure.of(Loss.crossEntropy()),
                History.Ending.DIVERGED);
    }

    @Test
    void chart_rateSearch_drawsLossesOverALogarithmicAxisAndTheSuggestion() {
        double[] losses = new double[100];
        Arrays.fill(losses, 0, 50, 2);
        Arrays.fill(losses, 50, 98, 1);
        Arrays.fill(losses, 98, 100, 1e9);
        RateSearch search = search(losses);
        XYChart chart = Views.chart(search);
        assertThat(chart.getXAxisTitle()).isEqualTo("learning rate");
        assertThat(chart.getYAxisTitle()).isEqualTo("loss (cross-entropy in nats)");
        assertThat(chart.getStyler().isXAxisLogarithmic()).isTrue();
        assertThat(chart.getSeriesCollection().stream().map(XYSeries::getName))
                .containsExactly("loss of each update", "smoothed", "suggestion: " + search.suggestion());
        double[] shown = chart.getSeries("loss of each update").getYData();
        assertThat(Arrays.copyOf(shown, 98)).containsExactly(Arrays.copyOf(losses, 98));
        assertThat(shown[98]).as("far too high to be shown").isNaN();
        assertThat(chart.getSeries("smoothed").getYData()[60])
                .isEqualTo(search.smoothed().get(60));
        assertThat(chart.getSeries("suggestion: " + search.suggestion()).getXData())
                .containsExactly(search.suggestion(), search.suggestion());
        assertThat(Picture.of(List.of(chart)).png()).isNotEmpty();
    }

    @Test
    void chart_rateSearchOfOneUpdate_canBeDrawn() {
        XYChart chart = Views.chart(search(0));
        assertThat(chart.getSeriesCollection()).hasSize(2);
        assertThat(chart.getStyler().getMarkerSize()).isPositive();
        assertThat(Picture.of(List.of(chart)).png()).isNotEmpty();
    }

    @Test
    void chart_rateSearchOfNoUpdate_saysWhy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Views.chart(search()))
                .withMessage("there is no curve; no learning rate can be suggested: no update was made");
    }

    @Test
    void withLevel_chart_drawsItAcrossAllEpochs() {
        XYChart chart = Views.chart(history(2.5, 1.25, 0.75));
        assertThat(Views.withLevel(chart, "bigram entropy", 2.4)).isSameAs(chart);
        var level = chart.getSeries("bigram entropy");
        assertThat(level.getXData()).containsExactly(1, 3);
        assertThat(level.getYData()).containsExactly(2.4, 2.4);
        assertThat(chart.getSeries("training loss").getYData()).containsExactly(2.5, 1.25, 0.75);
    }

    @Test
    void lines_ofOnesOwn_lookLikeTheOthersAndTakeALevel() {
        XYChart chart = Views.lines("Right answers", "pause (steps)", "probability");
        chart.addSeries("lstm", new double[] {1, 5}, new double[] {1, 0.9});
        Views.withLevel(chart, "guessing", 0.25);
        assertThat(chart.getTitle()).isEqualTo("Right answers");
        assertThat(chart.getXAxisTitle()).isEqualTo("pause (steps)");
        assertThat(chart.getYAxisTitle()).isEqualTo("probability");
        assertThat(chart.getSeries("lstm").getYData()).containsExactly(1, 0.9);
        assertThat(chart.getSeries("guessing").getYData()).containsExactly(0.25, 0.25);
        assertThat(chart.getStyler().getSeriesColors())
                .isEqualTo(Views.chart(history(2, 1)).getStyler().getSeriesColors());
    }

    @Test
    void chart_trace_hasUnitsFromTheTopAndStepsAlong() {
        HeatMapChart chart =
                Views.chart(trace(new float[][] {{0.5f, -0.25f}, {0, 1}, {-1, 0.75f}}, "I", "love", "it"), 0);
        assertThat(chart.getTitle()).isEqualTo("Hidden units of layer 1");
        assertThat(chart.getXAxisTitle()).isEqualTo("step");
        assertThat(chart.getYAxisTitle()).isEqualTo("unit");
        assertThat(series(chart).getXData()).hasToString("[I, love, it]");
        // XChart's y axis begins at the bottom.
        assertThat(series(chart).getYData()).hasToString("[2, 1]");
        assertThat(values(chart))
                .containsEntry("I, unit 1", 0.5)
                .containsEntry("I, unit 2", -0.25)
                .containsEntry("love, unit 1", 0.0)
                .containsEntry("love, unit 2", 1.0)
                .containsEntry("it, unit 1", -1.0)
                .containsEntry("it, unit 2", 0.75)
                .hasSize(6);
    }

    private static List<Number[]> heat(HeatMapChart chart) {
        return List.copyOf(series(chart).getHeatData());
    }

    /** Each value by what stands at its place on the axes. */
    private static Map<String, Number> values(HeatMapChart chart) {
        HeatMapSeries series = series(chart);
        Map<String, Number> values = new LinkedHashMap<>();
        for (Number[] cell : heat(chart)) {
            String place = "%s, unit %s"
                    .formatted(
                            series.getXData().get(cell[0].intValue()),
                            series.getYData().get(cell[1].intValue()));
            assertThat(values.put(place, cell[2])).as(place).isNull();
        }
        return values;
    }

    @Test
    void chart_trace_hasAFixedScaleUnlessAUnitWentFurther() {
        assertLimits(new float[][] {{0.1f, -0.2f}}, 1);
        assertLimits(new float[][] {{0.1f, -2.3f}}, 3);
    }

    private static void assertLimits(float[][] states, double limit) {
        var styler = Views.chart(trace(states, "a"), 0).getStyler();
        assertThat(styler.getMin()).isEqualTo(-limit);
        assertThat(styler.getMax()).isEqualTo(limit);
    }

    @Test
    void chart_traceOfRepeatedAndBlankSteps_keepsEachColumn() {
        float[][] states = {{1, 0}, {2, 0}, {3, 0}, {4, 0}, {5, 0}, {6, 0}};
        HeatMapChart chart = Views.chart(trace(states, "a", " ", "a", "\n", "a", " "), 0);
        assertThat(series(chart).getXData()).doesNotHaveDuplicates();
        // What the eye sees: XChart gets the repeated ones with zero-width spaces.
        assertThat(series(chart).getXData().stream().map(name -> name.toString().replace("\u200b", "")))
                .containsExactly("a", "␣", "a", "⏎", "a", "␣");
        assertThat(heat(chart).stream().filter(cell -> cell[1].intValue() == 1).map(cell -> cell[2].intValue()))
                .containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void chart_secondLayer_showsThatLayer() {
        Trace trace = new Trace(List.of("a"), new float[][][] {{{0.5f}}, {{0.25f, 0.75f}}});
        HeatMapChart chart = Views.chart(trace, 1);
        assertThat(chart.getTitle()).isEqualTo("Hidden units of layer 2");
        assertThat(values(chart)).containsEntry("a, unit 1", 0.25).containsEntry("a, unit 2", 0.75);
    }

    @Test
    void table_epochs_ofTinyLosses_loseNothing() {
        assertThat(rows(Views.table(history(1.5e-6, 2.5e-7).epochs())))
                .containsExactly("1 | 1.50e-06 | 1.000 | 1.88e-07", "2 | 2.50e-07 | 1.000 | 3.13e-08");
        assertThat(history(1.5e-6, 2.5e-7).epochs().toString())
                .contains("    1  1.50e-06")
                .contains("    2  2.50e-07");
        assertThat(history(1.5e-6, 2.5e-7).toString()).startsWith("2 epochs, loss 1.50e-06 → 2.50e-07");
    }

    @Test
    void table_epochs_hasARowEach() {
        Table table = Views.table(history(2, 0).epochs());
        assertThat(table.columnNames()).containsExactly("epoch", "loss", "perplexity", "gradient norm");
        assertThat(rows(table)).containsExactly("1 | 2.0000 | 7.389 | 0.2500", "2 | 0.0000 | 1.000 | 0.0000");
    }

    @Test
    void table_weights_endsWithTheSum() {
        Table table = Views.table(Samples.sentenceModel().weights());
        assertThat(table.columnNames()).containsExactly("parameter", "shape", "numbers");
        assertThat(rows(table))
                .containsExactly(
                        "layer 1 Wx | 4 × 4 | 16",
                        "layer 1 Wh | 4 × 4 | 16",
                        "layer 1 b | 1 × 4 | 4",
                        "output Wy | 4 × 4 | 16",
                        "output by | 1 × 4 | 4",
                        "all |  | 56");
    }

    @Test
    void table_prediction_hasTheLikeliestFirst() {
        Table table = Views.table(prediction(Map.of("a", 0.25, "c", 0.25, "b", 0.5), true));
        assertThat(table.columnNames()).containsExactly("label", "probability");
        assertThat(rows(table)).containsExactly("b | 0.500", "a | 0.250", "c | 0.250");
    }

    @Test
    void table_predictionOfManyLabels_hasTen() {
        Map<String, Double> scores = new LinkedHashMap<>();
        IntStream.range(0, 26).forEach(i -> scores.put(Character.toString('a' + i), i / 100.0));
        assertThat(rows(Views.table(prediction(scores, true))))
                .hasSize(10)
                .startsWith("z | 0.250")
                .endsWith("q | 0.160");
    }

    @Test
    void table_predictionOfNumbers_namesThem() {
        Regressor numbers = new Regressor(new String[] {"warm", "wet"}, new double[] {12.3456, -0.5});
        Table table = Views.table(new Prediction<>(numbers, 1, new ArrayExample<>(numbers)));
        assertThat(table.columnNames()).containsExactly("output", "value");
        assertThat(table.stringColumn(0).asList()).containsExactly("warm", "wet");
        assertThat(table.doubleColumn(1).asList()).containsExactly(12.3456, -0.5);
    }

    @Test
    void table_predictionOfASetOfLabels_hasEachLabelsProbability() {
        Map<String, MultiLabel> scores = new LinkedHashMap<>();
        scores.put("wet", new MultiLabel(new Label("wet", 0.2)));
        scores.put("warm", new MultiLabel(new Label("warm", 0.9)));
        MultiLabel predicted = new MultiLabel(Set.of(new Label("warm", 0.9)));
        Table table = Views.table(new Prediction<>(predicted, scores, 1, new ArrayExample<>(predicted), true));
        assertThat(table.stringColumn("label").asList()).containsExactly("warm", "wet");
        assertThat(table.doubleColumn("probability").asList()).containsExactly(0.9, 0.2);
    }

    @Test
    void chartAndTable_ofALossOfNumbers_nameItAndHaveNoPerplexity() {
        var epochs = new History.Epochs(List.of(new Epoch(1, 2, 0.5, Double.NaN)), Measure.of(Loss.squaredError()));
        History history = new History(epochs, History.Ending.COMPLETED, "");
        assertThat(Views.chart(history).getYAxisTitle())
                .isEqualTo("loss (mean squared error, targets scaled to variance 1)");
        assertThat(Views.table(epochs).columnNames()).containsExactly("epoch", "loss", "gradient norm");
        assertThat(epochs.toString())
                .startsWith("loss: mean squared error, targets scaled to variance 1")
                .contains("epoch      loss  gradient norm")
                .doesNotContain("perplexity");
    }

    @Test
    void table_predictionWithoutProbabilities_callsThemScores() {
        assertThat(Views.table(prediction(Map.of("a", -3.0), false)).columnNames())
                .containsExactly("label", "score");
    }

    private static Prediction<Label> prediction(Map<String, Double> scores, boolean probabilities) {
        Map<String, Label> labels = new LinkedHashMap<>();
        scores.forEach((name, score) -> labels.put(name, new Label(name, score)));
        return new Prediction<>(
                labels.values().iterator().next(), labels, 1, new ArrayExample<>(new Label("a")), probabilities);
    }

    @Test
    void chart_traceTooLongToBeSeen_saysHowLongItMayBe() {
        var trace = new Trace(Collections.nCopies(251, "a"), new float[][][] {new float[251][2]});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Views.chart(trace, 0))
                .withMessage("251 steps are too many for a chart; trace at most 250");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Views.chart(trace, 1))
                .withMessage("layer 1 of a trace of 1: the lowest is layer 0");
    }
}
