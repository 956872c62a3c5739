package io.github.unspool.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.HeatMapChart;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableOutputInfo;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.evaluation.LabelConfusionMatrix;
import org.tribuo.impl.ArrayExample;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import tech.tablesaw.api.Table;

class EvaluationsTest {

    /** Predictions such as {@code a→b}: a was predicted where b was true. */
    private static LabelConfusionMatrix matrix(String... predictions) {
        MutableOutputInfo<Label> info = new LabelFactory().generateInfo();
        List<Prediction<Label>> all = new ArrayList<>();
        for (String prediction : predictions) {
            String[] parts = prediction.split("→");
            info.observe(new Label(parts[0]));
            info.observe(new Label(parts[1]));
            all.add(new Prediction<>(new Label(parts[0]), 1, new ArrayExample<>(new Label(parts[1]))));
        }
        ImmutableOutputInfo<Label> domain = info.generateImmutableOutputInfo();
        return new LabelConfusionMatrix(domain, all);
    }

    private static List<String> seen(List<?> names) {
        return names.stream().map(name -> name.toString().replace("\u200b", "")).toList();
    }

    @Test
    void chart_confusionMatrix_hasPredictionsAcrossAndTruthDown() {
        HeatMapChart chart = Views.chart(matrix("a→a", "a→b", "a→b", "b→b", " →a"));
        assertThat(chart.getXAxisTitle()).isEqualTo("predicted (number; colour: share of the row)");
        assertThat(chart.getYAxisTitle()).isEqualTo("true");
        var series = chart.getHeatMapSeries();
        assertThat(seen(series.getXData())).containsExactly("␣", "a", "b");
        assertThat(seen(series.getYData())).containsExactly("b", "a", "␣");
        List<Number[]> heat = List.copyOf(series.getHeatData());
        assertThat(heat.stream()
                        .map(cell -> "%s for %s: %s"
                                .formatted(
                                        seen(series.getXData()).get(cell[0].intValue()),
                                        seen(series.getYData()).get(cell[1].intValue()),
                                        ((CellChart) chart).text(cell)
                                                + String.format(Locale.ROOT, ", %.2f", cell[2].doubleValue()))))
                .containsExactlyInAnyOrder(
                        "a for a: 1, 0.50", "a for b: 2, 0.67", "b for b: 1, 0.33", "␣ for a: 1, 0.50");
        assertThat(chart.getStyler().getMin()).isZero();
        assertThat(chart.getStyler().getMax()).isEqualTo(1);
        assertThat(Description.of(chart))
                .isEqualTo(
                        "Predicted and true labels: 2 of 5 right among 3 labels; most often mistaken: b for a, 2 times.");
        assertThat(chart.getStyler().isShowValue()).isTrue();
    }

    @Test
    void chart_manyLabels_showsTheMostFrequentAndSaysSo() {
        List<String> predictions = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String label = "l%02d".formatted(i);
            predictions.add(label + "→" + label);
            if (i >= 10) {
                predictions.add(label + "→" + label);
            }
        }
        HeatMapChart chart = Views.chart(matrix(predictions.toArray(String[]::new)));
        assertThat(chart.getTitle()).isEqualTo("The 40 most frequent of 50 labels");
        assertThat(seen(chart.getHeatMapSeries().getXData()))
                .containsExactlyElementsOf(
                        IntStream.range(10, 50).mapToObj("l%02d"::formatted).toList());
        assertThat(chart.getStyler().isShowValue()).isFalse();
        assertThat(Picture.of(List.of(chart)).png().length).isLessThan(75_000);
    }

    @Test
    void table_confusionMatrix_countsEachLabelAllAndTheirMean() {
        Table table = Views.table(matrix("a→a", "a→b", "a→b", "b→b", "c→a"));
        assertThat(table.columnNames()).containsExactly("label", "n", "correct", "precision", "recall", "F1");
        assertThat(Tables.rows(table))
                .containsExactly(
                        "a | 2 | 1 | 0.333 | 0.500 | 0.400",
                        "b | 3 | 1 | 1.000 | 0.333 | 0.500",
                        "c | 0 | 0 | 0.000 |  | 0.000",
                        "all | 5 | 2 | 0.400 | 0.400 | 0.400",
                        "mean |  |  | 0.444 | 0.417 | 0.300");
    }

    /** A prediction of one number, beside its truth. */
    private static Prediction<Regressor> number(double predicted, double truth) {
        return new Prediction<>(
                new Regressor("rain", predicted),
                1,
                new ArrayExample<>(
                        Double.isNaN(truth) ? RegressionFactory.UNKNOWN_REGRESSOR : new Regressor("rain", truth)));
    }

    @Test
    void of_predictions_takesTruthAndResiduals() {
        Forecast forecast = Forecast.of(List.of(number(1, 4), number(2, Double.NaN), number(3, -1)));
        assertThat(forecast.name()).isEqualTo("rain");
        assertThat(forecast.predicted()).containsExactly(1, 2, 3);
        assertThat(forecast.truth()).containsExactly(4, Double.NaN, -1);
        assertThat(forecast.residuals()).containsExactly(3, Double.NaN, -4);
        assertThat(forecast.rmse()).isCloseTo(Math.sqrt(12.5), within(1e-12));
        assertThat(forecast).hasToString("3 predictions of rain, RMSE 3.536");
    }

    @Test
    void of_severalOutputs_asksWhich() {
        Regressor two = new Regressor(new String[] {"rain", "wind"}, new double[] {1, 2});
        List<Prediction<Regressor>> predictions = List.of(new Prediction<>(two, 1, new ArrayExample<>(two)));
        assertThat(Forecast.of(predictions, "wind").truth()).containsExactly(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Forecast.of(predictions))
                .withMessage("there are several outputs; choose one: Forecast.of(predictions, \"rain\")");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Forecast.of(predictions, "snow"))
                .withMessage("no output is named \"snow\"; the outputs are rain, wind");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Forecast.of(List.of()))
                .withMessageStartingWith("a forecast needs a true value for each prediction");
    }

    @Test
    void charts_forecast_areOverTheSameStepsOrDates() {
        Forecast forecast = Forecast.of(List.of(number(1, 4), number(2, 2), number(3, -1)));
        var chart = Views.chart(forecast);
        assertThat(chart.getXAxisTitle()).isEqualTo("step");
        assertThat(chart.getSeries("truth").getXData()).containsExactly(1, 2, 3);
        assertThat(chart.getSeries("truth").getYData()).containsExactly(4, 2, -1);
        assertThat(chart.getSeries("prediction").getYData()).containsExactly(1, 2, 3);
        assertThat(Views.residuals(forecast).getSeries("residual").getYData()).containsExactly(3, 0, -4);

        Forecast dated = forecast.on(List.of(day(1), day(2), day(5)));
        var overDates = Views.chart(dated);
        assertThat(overDates.getXAxisTitle()).isEqualTo("date");
        double[] x = overDates.getSeries("prediction").getXData();
        double millisOfADay = 24 * 60 * 60 * 1000;
        assertThat(new double[] {x[0], x[1] - x[0], x[2] - x[1]})
                .containsExactly(day(1).toEpochDay() * millisOfADay, millisOfADay, 3 * millisOfADay);
        assertThat(Views.residuals(dated).getSeries("residual").getXData()).containsExactly(x);
        assertThat(Picture.of(List.of(overDates, Views.residuals(dated))).png().length)
                .isLessThan(75_000);
    }

    private static LocalDate day(int day) {
        return LocalDate.of(2012, 1, day);
    }

    @Test
    void table_forecast_hasStepsOrDates() {
        Forecast forecast = Forecast.of(List.of(number(1, 4), number(2, 2)));
        assertThat(Views.table(forecast).columnNames()).containsExactly("step", "truth", "prediction", "residual");
        Table dated = Views.table(forecast.on(List.of(day(3), day(4))));
        assertThat(dated.columnNames()).containsExactly("date", "truth", "prediction", "residual");
        assertThat(dated.dateColumn("date").asList()).containsExactly(day(3), day(4));
        assertThat(dated.doubleColumn("residual").asList()).containsExactly(3.0, 0.0);
    }

    @Test
    void on_tooFewDates_saysSo() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Forecast.of(List.of(number(1, 4), number(2, 2))).on(List.of(day(1))))
                .withMessageEndingWith("there are 2 predictions, 2 true values and 1 dates");
    }
}
