package io.github.unspool.view;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.internal.series.Series;

/** What a person sees in a chart, in words, from the numbers that are drawn: the text of a picture for those who do not see it. */
final class Description {
    /** So many lines or groups of points are described; of more it is said how many there are. */
    private static final int MOST = 8;

    private static final int DIGITS = 3;
    /** A turn of a curve is worth a word from this part of its range on. */
    private static final double TURN = 0.1;

    private Description() {}

    /** A chart that knows better than its numbers what is to be seen. */
    interface Described {
        String description();
    }

    /** Of charts one below the other, a sentence for each. */
    static String of(List<? extends IChart> charts) {
        return charts.stream().map(Description::of).collect(Collectors.joining(" "));
    }

    static String of(IChart chart) {
        String what = content(chart);
        String title = Objects.requireNonNullElse(chart.getTitle(), "");
        return (title.isBlank() ? "Chart" : title) + (what.isEmpty() ? "" : ": " + what) + ".";
    }

    private static String content(IChart chart) {
        if (chart instanceof Described described) {
            return described.description();
        }
        if (chart instanceof XYChart lines) {
            return lines(lines);
        }
        if (chart instanceof CategoryChart bars) {
            return several(bars.getSeriesCollection(), Description::bars);
        }
        return chart instanceof HeatMapChart map ? cells(map) : "";
    }

    private static <T extends Series> String several(Collection<T> series, Function<T, String> words) {
        List<T> named = series.stream().filter(Series::isShowInLegend).toList();
        String more = named.size() > MOST ? "; and %s more".formatted(named.size() - MOST) : "";
        return named.stream().limit(MOST).map(words).collect(Collectors.joining("; ")) + more;
    }

    static String lines(XYChart chart) {
        return several(chart.getSeriesCollection(), series -> line(series, chart.getXAxisTitle()));
    }

    private static String line(XYSeries series, String axis) {
        double[] x = series.getXData();
        double[] y = series.getYData();
        int[] known =
                IntStream.range(0, y.length).filter(i -> Double.isFinite(y[i])).toArray();
        if (known.length == 0) {
            return series.getName() + " has no values";
        }
        double[] values = IntStream.of(known).mapToDouble(i -> y[i]).toArray();
        boolean isDated = series.getxAxisDataType() == Series.DataType.Date;
        String from = place(x[known[0]], isDated);
        String to = place(x[known[known.length - 1]], isDated);
        if (has(series, XYSeries.XYSeriesRenderStyle.Scatter) && known.length > 1) {
            return "%s, %s points between %s and %s"
                    .formatted(series.getName(), known.length, lowest(values), highest(values));
        }
        if (has(series, XYSeries.XYSeriesRenderStyle.PolygonArea)) {
            return "%s between %s and %s".formatted(series.getName(), lowest(values), highest(values));
        }
        String name = axis == null || axis.isBlank() ? "x" : axis;
        if (from.equals(to) && known.length > 1) {
            return "%s at %s %s".formatted(series.getName(), name, to);
        }
        String where = from.equals(to) ? "at %s %s".formatted(name, to) : "from %s %s to %s".formatted(name, from, to);
        return "%s %s %s".formatted(series.getName(), course(isPlural(series.getName()), values), where);
    }

    private static boolean has(XYSeries series, XYSeries.XYSeriesRenderStyle style) {
        return series.getXYSeriesRenderStyle().filter(style::equals).isPresent();
    }

    private static boolean isPlural(String name) {
        return name.endsWith("s") && !name.endsWith("ss");
    }

    private static String place(double x, boolean isDated) {
        return isDated ? Instant.ofEpochMilli((long) x).toString().replaceAll("T00:00:00Z|:00Z", "") : number(x);
    }

    private static String lowest(double... values) {
        return number(Arrays.stream(values).min().orElse(0));
    }

    private static String highest(double... values) {
        return number(Arrays.stream(values).max().orElse(0));
    }

    /** How a curve goes: from its first to its last value, and how far beyond both. */
    private static String course(boolean isPlural, double... values) {
        double first = values[0];
        double last = values[values.length - 1];
        double low = Arrays.stream(values).min().orElse(first);
        double high = Arrays.stream(values).max().orElse(first);
        if (low == high) {
            return (isPlural ? "are " : "is ") + number(first);
        }
        List<String> turns = new ArrayList<>();
        if (Math.min(first, last) - low > TURN * (high - low)) {
            turns.add("lowest " + number(low));
        }
        if (high - Math.max(first, last) > TURN * (high - low)) {
            turns.add("highest " + number(high));
        }
        String verb = number(first).equals(number(last)) ? "go" : last < first ? "fall" : "rise";
        verb += isPlural ? "" : verb.equals("go") ? "es" : "s";
        String between = turns.isEmpty() ? "" : " (" + String.join(", ", turns) + ")";
        return "%s from %s to %s%s".formatted(verb, number(first), number(last), between);
    }

    private static String bars(CategorySeries series) {
        List<?> names = List.copyOf(series.getXData());
        double[] all = series.getYData();
        Comparator<Integer> byValue = Comparator.comparingDouble(i -> all[i]);
        List<Integer> known = IntStream.range(0, all.length)
                .filter(i -> Double.isFinite(all[i]))
                .boxed()
                .toList();
        if (known.isEmpty()) {
            return series.getName() + " has no values";
        }
        int high = known.stream().max(byValue).orElseThrow();
        int low = known.stream().min(byValue).orElseThrow();
        return "%s is highest, %s, at %s and lowest, %s, at %s, of %s"
                .formatted(
                        series.getName(),
                        number(all[high]),
                        step(names, high),
                        number(all[low]),
                        step(names, low),
                        all.length);
    }

    /** The number of a step too, since words may come again. */
    private static String step(List<?> names, int i) {
        return "%s (step %s)".formatted(visible(names.get(i)), i + 1);
    }

    private static String visible(Object name) {
        return name.toString().replace("\u200b", "");
    }

    static String cells(HeatMapChart map) {
        List<?> columns = map.getHeatMapSeries().getXData();
        List<?> rows = map.getHeatMapSeries().getYData();
        List<Number[]> cells = List.copyOf(map.getHeatMapSeries().getHeatData());
        String size = "%s rows (%s) and %s columns (%s)"
                .formatted(rows.size(), axis(map.getYAxisTitle()), columns.size(), axis(map.getXAxisTitle()));
        if (cells.isEmpty()) {
            return size + ", all empty";
        }
        Comparator<Number[]> byValue = Comparator.comparingDouble(cell -> cell[2].doubleValue());
        Number[] high = cells.stream().max(byValue).orElseThrow();
        Number[] low = cells.stream().min(byValue).orElseThrow();
        return size
                + "; from %s in row %s, column %s to %s in row %s, column %s"
                        .formatted(
                                number(low[2].doubleValue()),
                                name(rows, rows.size() - 1 - low[1].intValue(), low[1]),
                                name(columns, low[0].intValue(), low[0]),
                                number(high[2].doubleValue()),
                                name(rows, rows.size() - 1 - high[1].intValue(), high[1]),
                                name(columns, high[0].intValue(), high[0]));
    }

    /** Of a row or a column; its number where not all have names. */
    private static String name(List<?> names, int number, Number index) {
        String name = visible(names.get(index.intValue()));
        return name.isEmpty() ? "number " + (number + 1) : name;
    }

    private static String axis(String title) {
        return title == null || title.isBlank() ? "y" : title;
    }

    /** With so many digits as one remembers. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        BigDecimal rounded =
                new BigDecimal(value).round(new MathContext(DIGITS)).stripTrailingZeros();
        double size = Math.abs(rounded.doubleValue());
        boolean isPlain = size == 0 || size >= 1e-4 && size < 1e7;
        return (isPlain ? rounded.toPlainString() : rounded.toString()).replace('-', '−');
    }
}
