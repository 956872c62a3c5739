package io.github.unspool.compare.spark;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Simulates how much faster a comparison is on more executors, from the costs that {@link SparkCosts} has measured: the table of
 * docs/spark.md and its picture. The driver has one task at a time in its hands, an executor too.
 */
final class Scaling {
    private static final int RUNS = 1000;
    private static final int[] EXECUTORS = {1, 2, 4, 8, 16, 32, 64, 128, 256};
    private static final double[] SECONDS = {0.1, 1, 10, 100};
    private static final String[] NAMES = {"0.1 s", "1 s", "10 s", "100 s"};
    private static final Color[] COLOURS = {
        new Color(213, 94, 0), new Color(230, 159, 0), new Color(0, 158, 115), new Color(0, 114, 178)
    };
    private static final int WIDTH = 560;
    private static final int HEIGHT = 360;
    private static final double SCALE = 1.5;

    private final double driver;
    private final double latency;

    private Scaling(double driverMillis, double latencyMillis) {
        this.driver = driverMillis / 1000;
        this.latency = latencyMillis / 1000;
    }

    /** Until the last of the runs, which take from half to one and a half times the mean. */
    double wallSeconds(int executors, double mean) {
        SplittableRandom lengths = new SplittableRandom(1);
        PriorityQueue<Double> free = new PriorityQueue<>();
        IntStream.range(0, executors).forEach(e -> free.add(0.0));
        double driverFree = 0;
        double end = 0;
        for (int run = 0; run < RUNS; run++) {
            driverFree = Math.max(driverFree, free.remove()) + driver;
            double done = driverFree + latency + mean * (0.5 + lengths.nextDouble());
            free.add(done);
            end = Math.max(end, done);
        }
        return end;
    }

    /** What all runs need, one after the other and without Spark. */
    private static double work(double mean) {
        SplittableRandom lengths = new SplittableRandom(1);
        return IntStream.range(0, RUNS)
                .mapToDouble(run -> mean * (0.5 + lengths.nextDouble()))
                .sum();
    }

    private double[] speedups(double mean) {
        return Arrays.stream(EXECUTORS)
                .mapToDouble(executors -> work(mean) / wallSeconds(executors, mean))
                .toArray();
    }

    private void print() {
        System.out.println(
                "| executors | runs of 0.1 s | runs of 1 s | runs of 10 s | runs of 100 s |\n|--:|--:|--:|--:|--:|");
        for (int executors : EXECUTORS) {
            StringBuilder row = new StringBuilder("| " + executors + " |");
            for (double mean : SECONDS) {
                double wall = wallSeconds(executors, mean);
                row.append(String.format(Locale.ROOT, " %.0f s (%.1f) |", wall, work(mean) / wall));
            }
            System.out.println(row);
        }
    }

    private void draw(File file) throws IOException {
        double[] x = Arrays.stream(EXECUTORS).asDoubleStream().toArray();
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("1000 runs (simulated)")
                .xAxisTitle("executors of one core")
                .yAxisTitle("times as fast as one core without Spark")
                .build();
        chart.getStyler()
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setLegendPosition(Styler.LegendPosition.InsideNW)
                .setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true).setYAxisMin(0.5);
        chart.addSeries("ideal", x, x).setMarker(SeriesMarkers.NONE).setLineColor(Color.LIGHT_GRAY);
        for (int i = SECONDS.length - 1; i >= 0; i--) {
            chart.addSeries("runs of " + NAMES[i], x, speedups(SECONDS[i]))
                    .setMarker(SeriesMarkers.NONE)
                    .setLineColor(COLOURS[i]);
        }
        BufferedImage image =
                new BufferedImage((int) (SCALE * WIDTH), (int) (SCALE * HEIGHT), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.scale(SCALE, SCALE);
        chart.paint(g, WIDTH, HEIGHT);
        g.dispose();
        ImageIO.write(image, "png", file);
    }

    /** Of a task: the driver's milliseconds, and those that pass beside them; and where the picture goes. */
    public static void main(String[] arguments) throws IOException {
        Scaling scaling = new Scaling(Double.parseDouble(arguments[0]), Double.parseDouble(arguments[1]));
        scaling.print();
        scaling.draw(new File(arguments[2]));
    }
}
