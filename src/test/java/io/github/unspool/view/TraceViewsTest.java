package io.github.unspool.view;

import static io.github.unspool.view.Tables.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.inspect.GradientFlow;
import io.github.unspool.inspect.LayerTrace;
import io.github.unspool.inspect.Saliency;
import io.github.unspool.inspect.Trace;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import tech.tablesaw.api.Table;

class TraceViewsTest {
    private static final float[][] HIDDEN = {{0.5f, -0.25f}, {1, 0}};
    private static final float[][] FORGET = {{0, 1}, {0.25f, 0.75f}};
    private static final LayerTrace LAYER = layer(false, HIDDEN, FORGET);

    private static final GradientFlow FLOW =
            new GradientFlow(List.of("I", "love", "it"), new double[][][] {{{1}, {0.5, 1}, {0, 1e-3, 0.1}}});
    private static final Saliency SALIENCY =
            new Saliency(List.of("a", " "), 1, " ", true, -0.5, new double[] {1, 0.25}, new double[] {-0.5, 0.125});

    private static LayerTrace layer(boolean bidirectional, float[][] hidden, float[][] forget) {
        Map<String, float[][]> signals = new LinkedHashMap<>();
        signals.put("hidden", hidden);
        signals.put("forget", forget);
        return new LayerTrace(2, List.of("I", "love"), bidirectional, signals);
    }

    /** Row by row from the top, as they are seen; NaN where there is no cell. */
    private static double[][] seen(HeatMapChart chart) {
        var series = chart.getHeatMapSeries();
        int rows = series.getYData().size();
        double[][] cells = new double[rows][series.getXData().size()];
        for (double[] row : cells) {
            Arrays.fill(row, Double.NaN);
        }
        for (Number[] cell : series.getHeatData()) {
            cells[rows - 1 - cell[1].intValue()][cell[0].intValue()] = cell[2].doubleValue();
        }
        return cells;
    }

    @Test
    void chart_gate_isOnAScaleFrom0To1() {
        HeatMapChart chart = Views.chart(LAYER, "forget");
        assertThat(chart.getTitle()).isEqualTo("Forget gate of layer 2");
        assertThat(chart.getXAxisTitle()).isEqualTo("step");
        assertThat(chart.getYAxisTitle()).isEqualTo("unit");
        assertThat(chart.getStyler().getMin()).isZero();
        assertThat(chart.getStyler().getMax()).isEqualTo(1);
        assertThat(seen(chart)).isDeepEqualTo(new double[][] {{0, 0.25}, {1, 0.75}});
        assertThat(Views.chart(LAYER, "hidden").getStyler().getMin()).isEqualTo(-1);
    }

    @Test
    void chart_bidirectionalLayer_namesUnitsByTheirDirection() {
        HeatMapChart chart = Views.chart(layer(true, HIDDEN, FORGET), "hidden");
        assertThat(chart.getHeatMapSeries().getYData()).hasToString("[← 1, → 1]");
    }

    @Test
    void charts_layer_haveOneForEachSignal() {
        assertThat(Views.charts(LAYER).stream().map(HeatMapChart::getTitle))
                .containsExactly("Hidden units of layer 2", "Forget gate of layer 2");
        assertThat(seen(Views.charts(LAYER).get(1))).isDeepEqualTo(new double[][] {{0, 0.25}, {1, 0.75}});
    }

    @Test
    void charts_layerOfManyUnits_showSomeOfThem() {
        float[][] states = new float[2][60];
        states[1][3] = 0.5f;
        HeatMapChart chart = Views.charts(layer(false, states, states)).get(0);
        assertThat(chart.getTitle()).isEqualTo("Hidden units of layer 2, one unit in 3");
        assertThat(chart.getHeatMapSeries().getYData()).hasSize(20).first().isEqualTo("58");
        assertThat(seen(chart)[1][1]).isEqualTo(0.5);
    }

    @Test
    void lines_fewUnits_areOneEach() {
        CategoryChart chart = Views.lines(LAYER, "forget", 1, 0);
        assertThat(chart.getTitle()).isEqualTo("Forget gate of layer 2");
        assertThat(chart.getYAxisTitle()).isEqualTo("forget");
        assertThat(chart.getSeriesCollection().stream().map(CategorySeries::getName))
                .containsExactly("unit 2", "unit 1");
        assertThat(chart.getSeries("unit 2").getXData()).hasToString("[I, love]");
        assertThat(chart.getSeries("unit 2").getYData()).containsExactly(1, 0.75);
    }

    @Test
    void lines_thatCannotBe_sayWhatCan() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Views.lines(LAYER, "hidden"))
                .withMessage(
                        "0 units are too many or too few for lines; choose 1 to 8, such as lines(layer, \"hidden\", 0, 1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Views.lines(LAYER, "hidden", 2))
                .withMessage("unit 2 of a layer of 2: the first is unit 0, the last 1");
    }

    @Test
    void chart_flow_drawsEachLayerAndTheLevel() {
        XYChart chart = Views.chart(FLOW);
        assertThat(chart.getXAxisTitle()).isEqualTo("distance |t − k| (steps)");
        assertThat(chart.getYAxisTitle()).isEqualTo("part of the signal left");
        assertThat(chart.getStyler().isYAxisLogarithmic()).isTrue();
        assertThat(chart.getSeriesCollection().stream().map(XYSeries::getName)).containsExactly("layer 1", "1 %");
        double[] parts = chart.getSeries("layer 1").getYData();
        assertThat(parts[0]).isEqualTo(1);
        assertThat(parts[1]).isCloseTo(0.501 / 1.1, within(1e-12));
        assertThat(parts[2]).as("0 has no logarithm").isNaN();
        assertThat(chart.getSeries("1 %").getYData()).containsExactly(0.01, 0.01);
        assertThat(Picture.of(List.of(chart)).png()).isNotEmpty();
    }

    @Test
    void lastLoss_ofSeveralNetworks_drawsALineForEach() {
        Map<String, GradientFlow> flows = new LinkedHashMap<>();
        flows.put("tanh", FLOW);
        flows.put("gru", new GradientFlow(List.of("I", "love"), new double[][][] {{{1}, {3, 2}}}));
        XYChart chart = Views.lastLoss(flows);
        assertThat(chart.getXAxisTitle()).isEqualTo("steps back");
        assertThat(chart.getSeriesCollection().stream().map(XYSeries::getName)).containsExactly("tanh", "gru");
        assertThat(chart.getSeries("tanh").getYData())
                .containsExactly(new double[] {1, 0.01, Double.NaN}, within(1e-12));
        assertThat(chart.getSeries("gru").getYData()).containsExactly(1, 1.5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Views.lastLoss(Map.of()))
                .withMessage("there is no gradient flow to draw; put at least one into the map");
    }

    @Test
    void chart_flowThatExplodesOrIsNot_canBeDrawn() {
        double[][] infinite = {{1}, {Double.POSITIVE_INFINITY, 1}};
        double[][] none = {{0}, {0, 0}};
        GradientFlow flow = new GradientFlow(List.of("a", "b"), new double[][][] {infinite, none});
        assertThat(Views.chart(flow).getSeries("layer 1").getYData()[1]).isNaN();
        assertThat(seen(Views.chart(flow, 0))[1]).containsExactly(0, 0);
        assertThat(seen(Views.chart(flow, 1))[1]).containsExactly(-6, -6);
        assertThat(Picture.of(List.of(Views.chart(flow), Views.chart(flow, 0), Views.chart(flow, 1)))
                        .png())
                .isNotEmpty();
    }

    @Test
    void chart_flowOfALayer_isATriangleOfPowersOfTen() {
        HeatMapChart chart = Views.chart(FLOW, 0);
        assertThat(chart.getTitle()).isEqualTo("Gradient flow of layer 1: log₁₀ ‖∂L/∂h‖");
        assertThat(chart.getXAxisTitle()).isEqualTo("state h after step k, and what it read");
        assertThat(chart.getYAxisTitle()).isEqualTo("loss L of step t");
        assertThat(chart.getHeatMapSeries().getXData()).hasToString("[1 I, 2 love, 3 it]");
        assertThat(chart.getHeatMapSeries().getYData()).hasToString("[3, 2, 1]");
        HeatMapChart named = Views.chart(FLOW.withTargets(List.of("love", "it", "so")), 0);
        assertThat(named.getYAxisTitle()).isEqualTo("loss L of step t, and its target");
        assertThat(named.getHeatMapSeries().getYData()).hasToString("[3 so, 2 it, 1 love]");
        double[][] cells = seen(chart);
        assertThat(cells[0]).containsExactly(0, Double.NaN, Double.NaN);
        assertThat(cells[1]).containsExactly(new double[] {Math.log10(0.5), 0, Double.NaN}, within(1e-12));
        // 0 is drawn as what is six powers below the largest.
        assertThat(cells[2]).containsExactly(new double[] {-6, -3, -1}, within(1e-12));
        assertThat(chart.getStyler().getMin()).isEqualTo(-6);
        assertThat(chart.getStyler().getMax()).isZero();
    }

    @Test
    void chart_saliency_hasABarForEachStep() {
        CategoryChart norms = Views.chart(SALIENCY);
        assertThat(norms.getTitle()).isEqualTo("What log p(␣) depends on");
        assertThat(norms.getYAxisTitle()).isEqualTo("‖gradient‖ (nats per unit of input)");
        assertThat(norms.getSeries(norms.getYAxisTitle()).getXData()).hasToString("[a, ␣]");
        assertThat(norms.getSeries(norms.getYAxisTitle()).getYData()).containsExactly(1, 0.25);
        CategoryChart contributions = Views.contributions(SALIENCY);
        assertThat(contributions.getTitle()).isEqualTo("Contributions for ␣, and against");
        assertThat(contributions.getYAxisTitle()).isEqualTo("gradient × input (nats)");
        assertThat(contributions.getSeries("for").getYData()).containsExactly(0, 0.125);
        assertThat(contributions.getSeries("against").getYData()).containsExactly(-0.5, 0);
    }

    @Test
    void table_trace_hasARowForEachState() {
        Table table = Views.table(new Trace(List.of("I", "love"), List.of(LAYER)));
        assertThat(table.columnNames()).containsExactly("layer", "step", "read", "unit", "hidden");
        assertThat(rows(table))
                .containsExactly(
                        "2 | 1 | I | 1 | 0.5000",
                        "2 | 1 | I | 2 | -0.2500",
                        "2 | 2 | love | 1 | 1.0000",
                        "2 | 2 | love | 2 | 0.0000");
        assertThat(rows(Views.table(LAYER))).startsWith("2 | 1 | I | 1 | 0.5000 | 0.0000");
    }

    @Test
    void table_flowAndSaliency_haveTheirNumbers() {
        assertThat(rows(Views.table(FLOW)))
                .hasSize(6)
                .startsWith("1 | 1 | I | 1 | I | 1.0000E0", "1 | 2 | love | 1 | I | 5.0000E-1")
                .endsWith("1 | 3 | it | 3 | it | 1.0000E-1");
        assertThat(rows(Views.table(SALIENCY)))
                .containsExactly("1 | a | 1.0000E0 | -5.0000E-1", "2 | ␣ | 2.5000E-1 | 1.2500E-1");
        assertThat(Views.table(SALIENCY).columnNames())
                .containsExactly("step", "read", "‖gradient‖", "gradient × input");
    }

    private static BufferedImage image(Picture picture) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(picture.png()));
    }

    /** No light seams, and white numbers on dark ground. */
    @Test
    void paint_heatMap_hasSharpCellsAndLegibleNumbers() throws IOException {
        HeatMapChart chart = Views.chart(layer(false, HIDDEN, new float[][] {{1, 0}, {1, 0}}), "forget");
        BufferedImage image = image(Picture.of(List.of(chart)));
        int dark = new Color(0x00224E).getRGB();
        int white = Color.WHITE.getRGB();
        int column = image.getWidth() / 2;
        // Down the middle: all of the dark row, then, without anything between, the light one.
        int last = IntStream.range(0, image.getHeight())
                .filter(y -> image.getRGB(column, y) == dark)
                .max()
                .orElseThrow();
        Color below = new Color(image.getRGB(column, last + 1));
        assertThat(List.of(below.getRed(), below.getGreen())).allMatch(channel -> channel > 220);
        assertThat(below.getBlue()).isLessThan(90);
        long whiteOnDark = IntStream.range(column - 400, column)
                .filter(x -> image.getRGB(x, last - 40) == white && image.getRGB(x, last) == dark)
                .count();
        assertThat(whiteOnDark).isPositive();
    }

    /** Six signals of many units and steps that have nothing in common: the largest picture that a cell shows by itself. */
    @Test
    void picture_ofManyNumbers_isSmall() {
        Random random = new Random(1);
        float[][] noise = new float[250][128];
        for (float[] row : noise) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) Math.tanh(random.nextGaussian());
            }
        }
        Map<String, float[][]> signals = new LinkedHashMap<>();
        for (String signal : List.of("hidden", "input", "forget", "candidate", "output", "memory")) {
            signals.put(signal, noise);
        }
        List<String> steps = IntStream.range(0, 250).mapToObj(t -> "w").toList();
        LayerTrace layer = new LayerTrace(1, steps, false, signals);
        assertThat(Picture.of(Views.charts(layer)).png()).hasSizeLessThan(110_000);
        assertThat(Picture.of(List.of(Views.chart(layer, "hidden"))).png()).hasSizeLessThan(100_000);
    }

    @Test
    void reduce_fewColours_keepsThem() {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 256; i++) {
            image.setRGB(i % 16, i / 16, 0xFF000000 | (i & ~3) << 8);
        }
        BufferedImage reduced = Palette.reduce(image);
        for (int i = 0; i < 256; i++) {
            assertThat(reduced.getRGB(i % 16, i / 16)).isEqualTo(0xFF000000 | (i & ~3) << 8);
        }
    }

    @Test
    void reduce_manyColours_keepsTheFrequentAndStaysNear() {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 4096; i++) {
            image.setRGB(i % 64, i / 64, i < 2048 ? 0xFFFFFFFF : 0xFF000000 | (i & 63) << 10 | (i >> 6 & 31) << 3);
        }
        BufferedImage reduced = Palette.reduce(image);
        assertThat(reduced.getRGB(5, 5)).isEqualTo(0xFFFFFFFF);
        for (int y = 32; y < 64; y++) {
            for (int x = 0; x < 64; x++) {
                Color before = new Color(image.getRGB(x, y));
                Color after = new Color(reduced.getRGB(x, y));
                assertThat(Math.hypot(before.getGreen() - after.getGreen(), before.getBlue() - after.getBlue()))
                        .isLessThan(36);
            }
        }
    }
}
