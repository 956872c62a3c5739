package io.github.unspool.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;

/**
 * The recurrent weights of a layer: from each unit, a row, to each unit of each gate, the gates side by side. Many weights
 * are shown in blocks, each by its largest, so that a picture stays below 100 KB.
 */
final class WeightsChart {
    private static final int MARGIN_X = 190;
    private static final int MARGIN_Y = 120;
    private static final int MOST_WIDTH = 700;
    private static final int LARGEST_CELL = 24;
    private static final int MOST_CELLS = 7000;
    private static final int ROOM_FOR_LABEL = 16;
    private static final int LOWEST = 100;

    private final Spectrum spectrum;
    private final int units;
    /** How many weights in a row and a column are one cell. */
    private final int block;
    /** How many cells a gate has in a row. */
    private final int cells;

    private WeightsChart(Spectrum spectrum) {
        this.spectrum = spectrum;
        this.units = spectrum.gates().get(0).weights().length;
        double all = (double) units * units * spectrum.gates().size();
        this.block = (int) Math.ceil(Math.sqrt(all / MOST_CELLS));
        this.cells = (units + block - 1) / block;
    }

    static HeatMapChart of(Spectrum spectrum) {
        return new WeightsChart(spectrum).chart();
    }

    /** Between two gates is an empty column. */
    private int columns() {
        return (cells + 1) * spectrum.gates().size() - 1;
    }

    /** How large a cell is, in pixels. */
    private int side() {
        return Math.max(2, Math.min(LARGEST_CELL, MOST_WIDTH / columns()));
    }

    private HeatMapChart chart() {
        int side = side();
        String blocks = block == 1 ? "" : ", the largest of each %s × %s".formatted(block, block);
        HeatMapChart chart = new CellChart(new HeatMapChartBuilder()
                .width(MARGIN_X + Math.max(2 * LOWEST, side * columns()))
                .height(MARGIN_Y + Math.max(LOWEST, side * cells))
                .title("Recurrent weights, layer " + spectrum.layer() + blocks)
                .xAxisTitle("to unit")
                .yAxisTitle("from unit"));
        List<Number[]> heat = heat();
        chart.addSeries("weight", columnNames(), rowNames(), heat);
        style(
                chart,
                heat.stream()
                        .mapToDouble(cell -> Math.abs(cell[2].doubleValue()))
                        .max()
                        .orElse(0));
        return chart;
    }

    private static void style(HeatMapChart chart, double largest) {
        double limit = Math.max(1, Math.ceil(10 * largest)) / 10;
        chart.getStyler().setMin(-limit).setMax(limit);
        chart.getStyler().setRangeColors(ColourMap.SIGNED.array());
        // All labels, most of which are empty, without marks for those.
        chart.getStyler().setXAxisTickMarkSpacingHint(1);
        chart.getStyler().setYAxisTickMarkSpacingHint(1);
        chart.getStyler().setAxisTicksMarksVisible(false);
    }

    private List<Number[]> heat() {
        List<Number[]> heat = new ArrayList<>();
        for (int gate = 0; gate < spectrum.gates().size(); gate++) {
            double[][] weights = spectrum.gates().get(gate).weights();
            for (int row = 0; row < cells; row++) {
                for (int column = 0; column < cells; column++) {
                    double weight = largest(weights, row * block, column * block);
                    heat.add(new Number[] {gate * (cells + 1) + column, cells - 1 - row, weight});
                }
            }
        }
        return heat;
    }

    private double largest(double[][] weights, int firstRow, int firstColumn) {
        double largest = 0;
        for (int i = firstRow; i < Math.min(units, firstRow + block); i++) {
            for (int j = firstColumn; j < Math.min(units, firstColumn + block); j++) {
                largest = Math.abs(weights[i][j]) > Math.abs(largest) ? weights[i][j] : largest;
            }
        }
        return largest;
    }

    /** The numbers of a few units; else a gate's name in its middle. */
    private List<String> columnNames() {
        boolean oneGate = spectrum.gates().size() == 1;
        List<String> names = new ArrayList<>();
        for (int column = 0; column < columns(); column++) {
            int place = column % (cells + 1);
            names.add(
                    oneGate
                            ? unit(place)
                            : place == cells / 2
                                    ? spectrum.gates().get(column / (cells + 1)).name()
                                    : "");
        }
        return Charts.distinct(names);
    }

    /** The first unit on top. */
    private List<String> rowNames() {
        List<String> names =
                new ArrayList<>(IntStream.range(0, cells).mapToObj(this::unit).toList());
        Collections.reverse(names);
        return Charts.distinct(names);
    }

    private String unit(int cell) {
        int apart = (ROOM_FOR_LABEL + side() - 1) / side();
        return cell % apart == 0 ? Integer.toString(cell * block + 1) : "";
    }
}
