package io.github.unspool.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.cell.Cell;
import io.github.unspool.cell.Cells;
import io.github.unspool.network.LayerSpec;
import io.github.unspool.network.Network;
import io.github.unspool.network.Weights;
import io.github.unspool.parameter.Parameter;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.HeatMapChart;

class SpectrumTest {
    private static final Offset<Double> CLOSE = within(1e-6);

    private static Weights weights(LayerSpec layer) {
        return new Weights(Network.classifier(1, List.of(layer), 1));
    }

    /** A layer of two units whose recurrent weights are these, row after row. */
    private static Weights weights(Cell cell, float... values) {
        Weights weights = weights(new LayerSpec(2, cell));
        Parameter wh = weights.recurrent(0).get(0);
        System.arraycopy(values, 0, wh.values(), 0, values.length);
        return weights;
    }

    @Test
    void of_rotation_hasAComplexPairOnItsCircle() {
        Spectrum spectrum = Spectrum.of(weights(Cells.TANH, 0, -0.5f, 0.5f, 0), 0);
        assertThat(spectrum.gates()).hasSize(1);
        Spectrum.Gate gate = spectrum.gates().get(0);
        assertThat(gate.name()).isEqualTo("tanh");
        assertThat(gate.radius()).isCloseTo(0.5, CLOSE);
        assertThat(gate.eigenvalues())
                .allSatisfy(value -> assertThat(value.getReal()).isCloseTo(0, CLOSE));
        assertThat(gate.eigenvalues().stream()
                        .map(value -> value.getImaginary())
                        .sorted())
                .containsExactly(-0.5, 0.5);
        assertThat(spectrum).hasToString("spectral radius of layer 1: tanh 0.500");
    }

    @Test
    void of_gru_takesEachGateApart() {
        // r = diag(1, 2), z = [[0, 1], [1, 0]], n = [[3, 1], [0, −4]]
        Spectrum spectrum = Spectrum.of(weights(Cells.GRU, 1, 0, 0, 1, 3, 1, 0, 2, 1, 0, 0, -4), 0);
        assertThat(spectrum.gates().stream().map(Spectrum.Gate::name)).containsExactly("reset", "update", "candidate");
        assertThat(spectrum.gates().get(0).weights()).isDeepEqualTo(new double[][] {{1, 0}, {0, 2}});
        assertThat(spectrum.gates().get(2).weights()).isDeepEqualTo(new double[][] {{3, 1}, {0, -4}});
        assertThat(spectrum.gates().get(2).eigenvalues().get(0).getReal()).isCloseTo(-4, CLOSE);
        assertThat(spectrum.gates().get(2).eigenvalues().get(1).getReal()).isCloseTo(3, CLOSE);
        assertThat(spectrum).hasToString("spectral radius of layer 1: reset 2.000, update 1.000, candidate 4.000");
    }

    @Test
    void of_bidirectionalLayerOfZeros_namesBothDirections() {
        Spectrum spectrum = Spectrum.of(weights(new LayerSpec(2, Cells.TANH).withBothDirections()), 0);
        assertThat(spectrum).hasToString("spectral radius of layer 1: tanh → 0.000, tanh ← 0.000");
    }

    @Test
    void of_layerThatIsNotThere_saysSo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Spectrum.of(weights(Cells.TANH), 1))
                .withMessage("layer 1 of a network of 1: the lowest is layer 0");
    }

    @Test
    void chart_spectrum_hasThePointsTheCircleAndRoomForBoth() {
        var chart = Views.chart(Spectrum.of(weights(Cells.TANH, 3, 0, 0, -1), 0));
        var points = chart.getSeries("tanh, radius 3.00");
        assertThat(points.getXData()).containsExactly(3, -1);
        assertThat(points.getYData()).containsExactly(0, 0);
        var circle = chart.getSeries("unit circle");
        for (int i = 0; i < circle.getXData().length; i++) {
            assertThat(Math.hypot(circle.getXData()[i], circle.getYData()[i])).isCloseTo(1, CLOSE);
        }
        assertThat(chart.getStyler().getXAxisMax())
                .isGreaterThan(3)
                .isEqualTo(-chart.getStyler().getXAxisMin());
        assertThat(chart.getStyler().getYAxisMax()).isEqualTo(chart.getStyler().getXAxisMax());
    }

    @Test
    void heatMap_gates_standSideBySideFromTheTop() {
        HeatMapChart chart = Views.heatMap(Spectrum.of(weights(Cells.GRU, 1, 0, 0, 1, 3, 1, 0, 2, 1, 0, 0, -4), 0));
        var series = chart.getHeatMapSeries();
        assertThat(series.getXData().stream().map(SpectrumTest::seen))
                .containsExactly("", "reset", "", "", "update", "", "", "candidate");
        assertThat(series.getYData().stream().map(SpectrumTest::seen)).containsExactly("2", "1");
        List<Number[]> heat = List.copyOf(series.getHeatData());
        assertThat(heat.stream().map(cell -> "%s,%s: %s".formatted(cell[0], cell[1], cell[2])))
                .hasSize(12)
                .contains("0,1: 1.0", "1,0: 2.0", "3,0: 1.0", "4,1: 1.0", "6,1: 3.0", "7,0: -4.0", "6,0: 0.0");
        assertThat(chart.getStyler().getMax()).isEqualTo(4);
        assertThat(chart.getStyler().getMin()).isEqualTo(-4);
    }

    private static String seen(Object name) {
        return name.toString().replace("\u200b", "");
    }

    @Test
    void table_spectrum_hasARowForEachEigenvalue() {
        var table = Views.table(Spectrum.of(weights(Cells.TANH, 3, 0, 0, -1), 0));
        assertThat(table.columnNames()).containsExactly("gate", "real", "imaginary", "size");
        assertThat(table.doubleColumn("real").asList()).containsExactly(3.0, -1.0);
        assertThat(table.doubleColumn("size").asList()).containsExactly(3.0, 1.0);
    }

    @Test
    void pictures_ofALargeLayer_areSmallAndSayWhatABlockIs() {
        Weights weights = weights(new LayerSpec(120, Cells.LSTM));
        Random random = new Random(3);
        float[] values = weights.recurrent(0).get(0).values();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian() / 11;
        }
        Spectrum spectrum = Spectrum.of(weights, 0);
        HeatMapChart chart = Views.heatMap(spectrum);
        assertThat(chart.getTitle()).isEqualTo("Recurrent weights, layer 1, the largest of each 3 × 3");
        assertThat(chart.getHeatMapSeries().getHeatData()).hasSize(4 * 40 * 40);
        assertThat(Picture.of(List.of(chart, Views.chart(spectrum))).png().length)
                .isLessThan(75_000);
    }
}
