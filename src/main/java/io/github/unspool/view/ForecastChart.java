package io.github.unspool.view;

import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/** Predictions and true values over time, and the errors below. */
final class ForecastChart {
    private static final int WIDTH = 680;
    private static final int HEIGHT = 320;
    private static final int LOW = 200;

    private ForecastChart() {}

    static XYChart both(Forecast forecast) {
        XYChart chart = chart(forecast, "Forecast of " + forecast.name(), forecast.name(), HEIGHT);
        add(chart, forecast, "truth", forecast.truth());
        add(chart, forecast, "prediction", forecast.predicted());
        return chart;
    }

    static XYChart residuals(Forecast forecast) {
        XYChart chart = chart(forecast, "Residuals", "truth − prediction", LOW);
        add(chart, forecast, "residual", forecast.residuals());
        chart.getStyler().setLegendVisible(false);
        return chart;
    }

    private static XYChart chart(Forecast forecast, String title, String y, int height) {
        XYChart chart = Charts.lines(title, forecast.dates().isEmpty() ? "step" : "date", y, WIDTH, height);
        chart.getStyler().setYAxisMin((Double) null).setMarkerSize(forecast.truth().length == 1 ? 8 : 0);
        // So that the plots of both charts begin below each other.
        chart.getStyler().setYAxisLeftWidthHint(80);
        if (!forecast.dates().isEmpty()) {
            chart.getStyler().setTimezone(TimeZone.getTimeZone(ZoneOffset.UTC)).setDatePattern("yyyy-MM-dd");
            chart.getStyler().setXAxisMaxLabelCount(6);
        }
        return chart;
    }

    private static void add(XYChart chart, Forecast forecast, String name, double[] values) {
        XYSeries series = forecast.dates().isEmpty()
                ? chart.addSeries(
                        name,
                        IntStream.rangeClosed(1, values.length).asDoubleStream().toArray(),
                        values)
                : chart.addSeries(
                        name, dates(forecast), Arrays.stream(values).boxed().toList());
        series.setLineWidth(1.5f);
    }

    private static List<Date> dates(Forecast forecast) {
        return forecast.dates().stream()
                .map(date -> Date.from(date.atStartOfDay(ZoneOffset.UTC).toInstant()))
                .toList();
    }
}
