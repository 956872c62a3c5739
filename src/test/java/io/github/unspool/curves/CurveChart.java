package io.github.unspool.curves;

import io.github.unspool.cell.Cell;
import io.github.unspool.cell.Cells;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The curves of a task, a panel for each cell, on an opaque white ground. */
final class CurveChart {
    /** Of M. Okabe and K. Ito's palette for colour-blind readers. */
    private static final Color SKY = new Color(86, 180, 233);

    private static final Color VERMILION = new Color(213, 94, 0);
    private static final int WIDTH = 380;
    private static final int HEIGHT = 240;
    private static final int COLUMNS = 2;
    private static final double SCALE = 1.2;
    private static final int MOST_POINTS = 40;
    private static final long SEED = 1;

    private CurveChart() {}

    static String file(Task task) {
        return "images/curves-" + task.name().toLowerCase(Locale.ROOT) + ".png";
    }

    static byte[] png(Task task) throws IOException {
        List<Cell> cells = Cells.all();
        int rows = cells.size() / COLUMNS;
        BufferedImage image = new BufferedImage(
                (int) (SCALE * COLUMNS * WIDTH), (int) (SCALE * rows * HEIGHT), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < cells.size(); i++) {
            Graphics2D g = image.createGraphics();
            g.scale(SCALE, SCALE);
            g.translate(i % COLUMNS * WIDTH, i / COLUMNS * HEIGHT);
            XYChart panel = panel(task, cells.get(i).name());
            panel.getStyler().setLegendVisible(i == 0);
            panel.paint(g, WIDTH, HEIGHT);
            g.dispose();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static XYChart panel(Task task, String cell) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(cell)
                .xAxisTitle("updates")
                .yAxisTitle(task == Task.ADDING ? "squared error" : "nats")
                .build();
        chart.getStyler()
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setLegendBorderColor(Color.LIGHT_GRAY)
                .setLegendPosition(Styler.LegendPosition.InsideNE)
                .setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        chart.getStyler()
                .setPlotGridLinesStroke(new BasicStroke(0.5f))
                .setXAxisMin(0.0)
                .setXAxisMax((double) task.updates)
                .setXAxisDecimalPattern("0")
                .setXAxisTickMarkSpacingHint(90);
        // The same scale in all panels.
        boolean logarithmic = task != Task.LETTERS;
        chart.getStyler().setYAxisLogarithmic(logarithmic);
        chart.getStyler().setYAxisMin(logarithmic ? 1e-4 : 0).setYAxisMax(logarithmic ? 1.0 : 3);
        // The thin dashed line lies on the wide one: where both can be seen they agree.
        add(chart, "Unspool", Curves.ofUnspool(task).means(cell, SEED), SKY, new BasicStroke(5));
        float[] dashes = {6, 4};
        BasicStroke dashed = new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0);
        add(chart, "PyTorch", Curves.ofPyTorch(task).means(cell, SEED), VERMILION, dashed);
        return chart;
    }

    private static void add(XYChart chart, String name, double[] means, Color colour, BasicStroke stroke) {
        // XChart begins its dashes anew at each point, so the points must not be too close.
        int together = means.length > MOST_POINTS ? 2 : 1;
        double[] updates = new double[means.length / together];
        double[] losses = new double[updates.length];
        for (int i = 0; i < updates.length; i++) {
            updates[i] = (i + 1.0) * together * Curves.WINDOW;
            losses[i] = Arrays.stream(means, i * together, (i + 1) * together)
                    .average()
                    .orElseThrow();
        }
        XYSeries series = chart.addSeries(name, updates, losses);
        series.setLineColor(colour).setLineStyle(stroke);
        series.setMarker(SeriesMarkers.NONE);
    }
}
