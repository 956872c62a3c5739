package io.github.unspool.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.inspect.EmissionLattice;
import io.github.unspool.math.LogSpace;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.HeatMapChart;

class LatticeMapTest {
    /** Four steps of the outputs a, b and the blank; "a b" is said at steps 2 and 4. */
    private static EmissionLattice lattice() {
        double[][] logs = {{-9, -9, 0}, {0, -9, -9}, {-9, -9, 0}, {-9, 0, -9}};
        for (double[] row : logs) {
            LogSpace.normalise(row, 0, 3);
        }
        return EmissionLattice.of(logs, List.of("w", "x", "x", "z"), List.of("a", "b"), 0, 1);
    }

    @Test
    void chart_hasBlanksBetweenLabels() {
        HeatMapChart chart = Views.chart(lattice());
        var series = chart.getHeatMapSeries();
        assertThat(series.getXData()).hasSize(4);
        assertThat(series.getYData().stream().map(name -> name.toString().replace("\u200b", "")))
                .containsExactly("∅", "b", "∅", "a", "∅");
        List<Number[]> cells = List.copyOf(series.getHeatData());
        assertThat(cells.stream().filter(cell -> cell[2].doubleValue() > 0.9).map(cell -> cell[0] + "," + cell[1]))
                .containsExactly("0,4", "1,3", "2,2", "3,1");
        assertThat(Description.of(chart)).startsWith("At which steps each label is: a 2, b 4 (p = 0.99");
        assertThat(Picture.of(List.of(chart)).png()).hasSizeGreaterThan(2000);
    }

    @Test
    void table_hasARowForEachLabel() {
        assertThat(Views.table(lattice()).print()).isEqualToIgnoringWhitespace("""
                                              labels
                         label  |  first step  |  last step  |  probability  |
                        ------------------------------------------------------
                             a  |           2  |          2  |        1.000  |
                             b  |           4  |          4  |        1.000  |
                        """);
    }
}
