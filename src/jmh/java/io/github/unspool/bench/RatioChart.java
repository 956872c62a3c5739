package io.github.unspool.bench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws how many times faster Unspool is than the fastest other library, from the table of points that bench.py writes. */
public final class RatioChart {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 380;
    private static final double SCALE = 1.5;
    private static final BasicStroke LINE = new BasicStroke(2f);
    private static final BasicStroke DASHED =
            new BasicStroke(2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, new float[] {6, 4}, 0);

    private RatioChart() {}

    public static void main(String[] args) throws IOException {
        List<String> lines = Files.readAllLines(Path.of(args[0]));
        List<String> names = List.of(lines.get(0).split(","));
        List<String[]> points =
                lines.stream().skip(1).map(line -> line.split(",")).toList();
        ImageIO.write(draw(chart(names, points)), "png", Path.of(args[1]).toFile());
    }

    private static XYChart chart(List<String> names, List<String[]> points) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("Updates per second: Unspool divided by the fastest other library")
                .xAxisTitle("hidden units")
                .yAxisTitle("ratio; above 1 Unspool is faster")
                .build();
        chart.getStyler()
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setLegendBorderColor(Color.LIGHT_GRAY)
                .setLegendPosition(Styler.LegendPosition.OutsideE)
                .setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        chart.getStyler()
                .setXAxisLogarithmic(true)
                .setYAxisLogarithmic(true)
                .setPlotGridLinesStroke(new BasicStroke(0.5f));
        for (String cell : column(points, names.indexOf("cell"))) {
            for (String batch : column(points, names.indexOf("batch"))) {
                add(chart, cell, batch, names, points);
            }
        }
        double[] sizes = numbers(points, names.indexOf("hidden"));
        double smallest = Arrays.stream(sizes).min().orElseThrow();
        double largest = Arrays.stream(sizes).max().orElseThrow();
        style(
                chart.addSeries("fastest other library", new double[] {smallest, largest}, new double[] {1, 1}),
                Color.GRAY,
                LINE);
        return chart;
    }

    private static void add(XYChart chart, String cell, String batch, List<String> names, List<String[]> points) {
        List<String[]> mine = points.stream()
                .filter(p -> p[names.indexOf("cell")].equals(cell) && p[names.indexOf("batch")].equals(batch))
                .toList();
        XYSeries series = chart.addSeries(
                cell + ", batch " + batch,
                numbers(mine, names.indexOf("hidden")),
                numbers(mine, names.indexOf("ratio")));
        style(series, colour(cell), batch.equals("1") ? LINE : DASHED);
    }

    private static void style(XYSeries series, Color colour, BasicStroke stroke) {
        series.setLineColor(colour).setLineStyle(stroke);
        series.setMarker(SeriesMarkers.NONE);
    }

    /** Of M. Okabe and K. Ito's palette for colour-blind readers. */
    private static Color colour(String cell) {
        return switch (cell) {
            case "tanh" -> new Color(86, 180, 233);
            case "gru" -> new Color(0, 158, 115);
            default -> new Color(213, 94, 0);
        };
    }

    private static List<String> column(List<String[]> points, int column) {
        return points.stream().map(point -> point[column]).distinct().toList();
    }

    private static double[] numbers(List<String[]> points, int column) {
        return points.stream().mapToDouble(p -> Double.parseDouble(p[column])).toArray();
    }

    private static BufferedImage draw(XYChart chart) {
        BufferedImage image =
                new BufferedImage((int) (SCALE * WIDTH), (int) (SCALE * HEIGHT), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.scale(SCALE, SCALE);
        chart.paint(g, WIDTH, HEIGHT);
        g.dispose();
        return image;
    }
}
