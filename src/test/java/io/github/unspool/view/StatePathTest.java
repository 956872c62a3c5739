package io.github.unspool.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.inspect.Trace;
import java.awt.Color;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

class StatePathTest {
    /** A cross in three units: far along (0.6, 0.8, 0), less far along (0, 0, 1), about the point (1, 2, 3). */
    private static final float[][] CROSS = {{2.2f, 3.6f, 3}, {-0.2f, 0.4f, 3}, {1, 2, 4}, {1, 2, 2}};

    private static StatePath path(float[][] states, String... steps) {
        return StatePath.of(new Trace(List.of(steps), new float[][][] {states}).layer(0));
    }

    @Test
    void of_cross_findsItsTwoDirectionsAndTheirVariance() {
        StatePath path = path(CROSS, "a", "b", "c", "d");
        double[][] expected = {{2, 0}, {-2, 0}, {0, 1}, {0, -1}};
        for (int t = 0; t < expected.length; t++) {
            assertThat(path.points()[t]).as("step %s", t).containsExactly(expected[t], within(1e-6));
        }
        assertThat(path.variance()).containsExactly(new double[] {0.8, 0.2}, within(1e-6));
        assertThat(path)
                .hasToString("4 states of layer 1; two principal components hold 100% of the variance (80% and 20%)");
    }

    @Test
    void of_oneUnitOrOneStepOrNoSpread_staysFinite() {
        StatePath unit = path(new float[][] {{1}, {3}}, "a", "b");
        assertThat(unit.points()).isDeepEqualTo(new double[][] {{-1, 0}, {1, 0}});
        assertThat(unit.variance()).containsExactly(1, 0);
        StatePath still = path(new float[][] {{1, 2}}, "a");
        assertThat(still.points()).isDeepEqualTo(new double[][] {{0, 0}});
        assertThat(still.variance()).containsExactly(0, 0);
        assertThat(Picture.of(List.of(Views.chart(still))).png()).isNotEmpty();
    }

    @Test
    void chart_path_isColouredFromEarlyToLateAndHasItsWords() {
        XYChart chart = Views.chart(path(CROSS, "a", "b", "c", "d"));
        assertThat(chart.getXAxisTitle()).isEqualTo("first principal component, 80% of the variance");
        assertThat(chart.getYAxisTitle()).isEqualTo("second principal component, 20% of the variance");
        assertThat(chart.getSeriesCollection().stream().map(XYSeries::getName))
                .containsExactly("step 1 to 2", "step 2 to 3", "step 3 to 4");
        assertThat(chart.getSeries("step 2 to 3").getXData()).containsExactly(new double[] {-2, 0}, within(1e-6));
        assertThat(chart.getSeries("step 1 to 2").getLineColor()).isEqualTo(new Color(0x0072B2));
        assertThat(chart.getSeries("step 3 to 4").getLineColor()).isEqualTo(new Color(0xD55E00));
    }

    @Test
    void chart_longPath_hasFewPiecesThatMeetAndFewerInTheLegend() {
        int steps = 250;
        float[][] states = new float[steps][3];
        for (int t = 0; t < steps; t++) {
            states[t] = new float[] {(float) Math.sin(t), (float) Math.sin(1.7 * t), (float) Math.cos(t * t)};
        }
        XYChart chart = Views.chart(path(states, Collections.nCopies(steps, "a").toArray(String[]::new)));
        List<XYSeries> pieces = List.copyOf(chart.getSeriesCollection());
        assertThat(pieces).hasSize(24);
        for (int i = 1; i < pieces.size(); i++) {
            double[] before = pieces.get(i - 1).getXData();
            assertThat(pieces.get(i).getXData()[0]).isEqualTo(before[before.length - 1]);
        }
        assertThat(pieces.stream()
                        .mapToInt(piece -> piece.getXData().length - 1)
                        .sum())
                .isEqualTo(steps - 1);
        assertThat(pieces.stream().filter(XYSeries::isShowInLegend).map(XYSeries::getName))
                .containsExactly("step 1 to 11", "step 84 to 94", "step 156 to 167", "step 239 to 250");
        assertThat(Picture.of(List.of(chart)).png().length).isLessThan(75_000);
    }

    @Test
    void chart_byLabels_hasAMarkForEachLabelAndOneForTheRareOnes() {
        List<String> labels = IntStream.range(0, 20)
                .mapToObj(t -> t < 18 ? "label " + t % 9 : "label 0")
                .toList();
        float[][] states = new float[20][2];
        for (int t = 0; t < 20; t++) {
            states[t] = new float[] {t, t * t};
        }
        StatePath path = path(states, labels.toArray(String[]::new));
        XYChart chart = Views.chart(path.by(labels));
        assertThat(chart.getSeriesCollection().stream().map(XYSeries::getName))
                .containsExactly(
                        "path", "label 0", "label 1", "label 2", "label 3", "label 4", "label 5", "label 6", "others");
        assertThat(chart.getSeries("label 0").getXData())
                .containsExactly(path.points()[0][0], path.points()[9][0], path.points()[18][0], path.points()[19][0]);
        assertThat(chart.getSeries("others").getXData()).hasSize(4);
        assertThat(chart.getSeriesCollection().stream().skip(1).map(XYSeries::getMarkerColor))
                .as("colours")
                .doesNotHaveDuplicates();
    }

    @Test
    void table_path_hasItsLabelsIfThereAreAny() {
        StatePath path = path(CROSS, "a", "b", "c", "d");
        assertThat(Views.table(path).columnNames())
                .containsExactly("step", "read", "first component", "second component");
        var table = Views.table(path.by(List.of("w", "x", "y", "z")));
        assertThat(table.columnNames()).containsExactly("step", "read", "label", "first component", "second component");
        assertThat(table.stringColumn("label").asList()).containsExactly("w", "x", "y", "z");
        assertThat(Arrays.stream(table.doubleColumn("second component").asDoubleArray())
                        .toArray())
                .containsExactly(new double[] {0, 0, 1, -1}, within(1e-6));
    }

    @Test
    void by_tooFewLabels_saysSo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> path(CROSS, "a", "b", "c", "d").by(List.of("w")))
                .withMessage("a path of 4 steps cannot have 4 points and 1 labels");
    }
}
