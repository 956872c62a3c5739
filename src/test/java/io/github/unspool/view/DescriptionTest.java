package io.github.unspool.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Graphics2D;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.IChart;

class DescriptionTest {
    private static XYChart lines(double[] x, double... y) {
        XYChart chart = Views.lines("Right answers", "pause (steps)", "probability");
        chart.addSeries("lstm", x, y);
        return chart;
    }

    @Test
    void of_line_saysWhereItBeginsAndEnds() {
        assertThat(Description.of(lines(new double[] {1, 2, 3}, 1.4444, 0.5, 0.04)))
                .isEqualTo("Right answers: lstm falls from 1.44 to 0.04 from pause (steps) 1 to 3.");
        assertThat(Description.of(lines(new double[] {1, 2, 3}, 0.5, 0.1, 0.6)))
                .isEqualTo("Right answers: lstm rises from 0.5 to 0.6 (lowest 0.1) from pause (steps) 1 to 3.");
        assertThat(Description.of(lines(new double[] {1, 2}, 2, 2)))
                .isEqualTo("Right answers: lstm is 2 from pause (steps) 1 to 2.");
        assertThat(Description.of(lines(new double[] {5, 5}, 0, 2)))
                .isEqualTo("Right answers: lstm at pause (steps) 5.");
        assertThat(Description.of(lines(new double[] {5}, Double.NaN))).isEqualTo("Right answers: lstm has no values.");
    }

    @Test
    void of_linesOverDates_saysWhen() {
        XYChart chart = Views.lines("Rain", "date", "mm");
        chart.addSeries(
                "truth",
                List.of(
                        Date.from(Instant.parse("2015-01-01T00:00:00Z")),
                        Date.from(Instant.parse("2015-01-02T06:30:00Z"))),
                List.of(1, 1234.4));
        assertThat(Description.of(chart))
                .isEqualTo("Rain: truth rises from 1 to 1230 from date 2015-01-01 to 2015-01-02T06:30.");
    }

    @Test
    void of_points_saysHowMany() {
        XYChart chart = lines(new double[] {1, 2}, 3, 4);
        chart.getSeries("lstm").setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        assertThat(Description.of(chart)).isEqualTo("Right answers: lstm, 2 points between 3 and 4.");
    }

    @Test
    void of_chartOfAUser_isDescribedToo() {
        CategoryChart bars = new CategoryChart(300, 200);
        bars.addSeries("rain", List.of("Mon", "Tue"), List.of(3, -0.5));
        assertThat(Description.of(bars))
                .isEqualTo("Chart: rain is highest, 3, at Mon (step 1) and lowest, −0.5, at Tue (step 2), of 2.");
        IChart other = new IChart() {
            @Override
            public void paint(Graphics2D g, int width, int height) {}

            @Override
            public int getWidth() {
                return 1;
            }

            @Override
            public int getHeight() {
                return 1;
            }

            @Override
            public String getTitle() {
                return "mine";
            }
        };
        assertThat(Description.of(List.of(other, bars))).startsWith("mine. Chart: rain");
    }

    @Test
    void number_hasThreeDigits() {
        assertThat(List.of(0.0, -0.000123456, 1.23456e-7, 12345.6, 3.0, 1e9, Double.NaN).stream()
                        .map(Description::number))
                .containsExactly("0", "−0.000123", "1.23E−7", "12300", "3", "1E+9", "NaN");
    }
}
