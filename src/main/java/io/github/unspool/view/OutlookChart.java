package io.github.unspool.view;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** The last rows of a series, and joined to them the forecast that follows, with its interval as a band or its quantiles as a fan. */
final class OutlookChart {
    /** How many rows to show for each that is predicted, and at least. */
    private static final int PAST = 5;

    private static final int LEAST = 40;
    private static final int PALE = 60;
    /** A target and a level. */
    private static final Pattern QUANTILE = Pattern.compile("(.+) (0\\.\\d+)");

    private final XYChart chart;
    private final List<Double> came;
    /** Of the past, and then of the forecast: dates or numbers. */
    private final List<?> times;

    private OutlookChart(Table past, Table forecast, Column<?> time, String column) {
        came = TimeAxis.values(past, column);
        times = TimeAxis.after(past, time);
        chart = TimeAxis.chart("Forecast of " + column, column, times);
    }

    static XYChart of(Table past, Table forecast) {
        int first = forecast.column(0) instanceof StringColumn && hasSeries(past, forecast) ? 2 : 1;
        String name = forecast.column(first).name();
        Matcher quantile = QUANTILE.matcher(name);
        return of(
                past,
                forecast,
                quantile.matches() && past.containsColumn(quantile.group(1)) ? quantile.group(1) : name);
    }

    static XYChart of(Table past, Table forecast, String column) {
        boolean ofSeries = hasSeries(past, forecast);
        if (ofSeries && forecast.stringColumn(0).countUnique() > 1) {
            throw new IllegalArgumentException("the forecast has %s series; choose one, such as series.only(\"%s\")"
                    .formatted(
                            forecast.stringColumn(0).countUnique(),
                            forecast.stringColumn(0).get(0)));
        }
        int rows = Math.max(LEAST, PAST * forecast.rowCount());
        Table last = past.last(Math.min(rows, past.rowCount()));
        return new OutlookChart(last, forecast, forecast.column(ofSeries ? 1 : 0), column).drawn(forecast, column);
    }

    /** Whether names of series stand first, which the past repeats. */
    private static boolean hasSeries(Table past, Table forecast) {
        return forecast.column(0) instanceof StringColumn names
                && past.containsColumn(names.name())
                && past.stringColumn(names.name()).countUnique() < past.rowCount();
    }

    private XYChart drawn(Table forecast, String column) {
        String low = column + " low";
        if (forecast.containsColumn(low)) {
            addBand("interval", PALE, TimeAxis.values(forecast, low), TimeAxis.values(forecast, column + " high"));
        }
        List<Column<?>> fan = quantiles(forecast, column);
        for (int i = 0; i < fan.size() / 2; i++) {
            Column<?> lowest = fan.get(i);
            Column<?> highest = fan.get(fan.size() - 1 - i);
            addBand(
                    "%s to %s".formatted(level(lowest), level(highest)),
                    Math.min(255, PALE * (i + 1)),
                    TimeAxis.values(forecast, lowest.name()),
                    TimeAxis.values(forecast, highest.name()));
        }
        add("truth", 0, came).setLineColor(Charts.BLUE);
        if (fan.isEmpty()) {
            addPrediction("prediction", TimeAxis.values(forecast, column));
        } else if (fan.size() % 2 == 1) {
            Column<?> middle = fan.get(fan.size() / 2);
            addPrediction("quantile " + level(middle), TimeAxis.values(forecast, middle.name()));
        }
        return chart;
    }

    private void addPrediction(String name, List<Double> values) {
        add(name, came.size() - 1, joined(values)).setLineColor(Charts.VERMILION);
    }

    /** The columns of a target's quantiles, ascending; none if its forecast is one number. */
    private static List<Column<?>> quantiles(Table forecast, String column) {
        return forecast.columns().stream()
                .filter(one ->
                        QUANTILE.matcher(one.name()).matches() && one.name().startsWith(column + " 0."))
                .<Column<?>>map(one -> one)
                .sorted(Comparator.comparingDouble(one -> Double.parseDouble(level(one))))
                .toList();
    }

    private static String level(Column<?> quantile) {
        return quantile.name().substring(quantile.name().lastIndexOf(' ') + 1);
    }

    /** Begins where the truth ends. */
    private List<Double> joined(List<Double> values) {
        return after(came.subList(came.size() - 1, came.size()), values);
    }

    private XYSeries add(String name, int from, List<Double> values) {
        XYSeries series = chart.addSeries(name, times.subList(from, from + values.size()), values);
        series.setLineWidth(1.5f);
        series.setMarker(SeriesMarkers.NONE);
        return series;
    }

    private void addBand(String name, int opacity, List<Double> low, List<Double> high) {
        List<?> there = times.subList(came.size() - 1, times.size());
        XYSeries band = chart.addSeries(name, around(there, there), around(joined(high), joined(low)));
        band.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
        Color colour = Charts.VERMILION;
        band.setFillColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), opacity));
        band.setLineColor(new Color(0, true));
        band.setMarker(SeriesMarkers.NONE);
    }

    /** One way there and the other one back. */
    private static <T> List<T> around(List<? extends T> there, List<? extends T> back) {
        List<T> reversed = new ArrayList<>(back);
        Collections.reverse(reversed);
        return after(there, reversed);
    }

    private static <T> List<T> after(List<? extends T> first, List<? extends T> second) {
        List<T> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }
}
