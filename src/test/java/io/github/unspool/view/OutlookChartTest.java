package io.github.unspool.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.unspool.data.Datasets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class OutlookChartTest {
    private static final LocalDate MONDAY = LocalDate.of(2024, 7, 1);

    private static Table days(LocalDate first, double... values) {
        DateColumn days = DateColumn.create("day");
        for (int i = 0; i < values.length; i++) {
            days.append(first.plusDays(i));
        }
        return Table.create("days", days, DoubleColumn.create("y", values));
    }

    private static Table forecast() {
        return days(MONDAY.plusDays(3), 4, 5)
                .addColumns(DoubleColumn.create("y low", 3.5, 4), DoubleColumn.create("y high", 4.5, 6));
    }

    private static TreeMap<String, XYSeries> lines(XYChart chart) {
        TreeMap<String, XYSeries> lines = new TreeMap<>();
        chart.getSeriesCollection().forEach(line -> lines.put(line.getName(), line));
        return lines;
    }

    @Test
    void chart_pastAndForecast_areJoinedAndTheIntervalIsABand() {
        XYChart chart = Views.chart(days(MONDAY, 1, 2, 3), forecast());
        var lines = lines(chart);
        assertThat(lines).containsOnlyKeys("truth", "prediction", "interval");
        assertThat(lines.get("truth").getYData()).containsExactly(1, 2, 3);
        assertThat(lines.get("prediction").getYData()).containsExactly(3, 4, 5);
        assertThat(lines.get("interval").getYData()).containsExactly(3, 4.5, 6, 4, 3.5, 3);
        double day = 86_400_000;
        double wednesday = (MONDAY.toEpochDay() + 2) * day;
        assertThat(lines.get("prediction").getXData()).containsExactly(wednesday, wednesday + day, wednesday + 2 * day);
        assertThat(lines.get("interval").getXData())
                .containsExactly(
                        wednesday,
                        wednesday + day,
                        wednesday + 2 * day,
                        wednesday + 2 * day,
                        wednesday + day,
                        wednesday);
        assertThat(chart.getTitle()).isEqualTo("Forecast of y");
    }

    @Test
    void chart_quantiles_areAFanOfBandsAroundTheMiddle() {
        Table forecast = Table.create("f", forecast().dateColumn("day"));
        for (String level : new String[] {"0.9", "0.05", "0.5", "0.25", "0.75"}) {
            double q = Double.parseDouble(level);
            forecast.addColumns(DoubleColumn.create("y " + level, 3 + q, 4 + 2 * q));
        }
        XYChart chart = Views.chart(days(MONDAY, 1, 2, 3), forecast);
        var lines = lines(chart);
        assertThat(chart.getSeriesCollection())
                .extracting(XYSeries::getName)
                .containsExactly("0.05 to 0.9", "0.25 to 0.75", "truth", "quantile 0.5");
        assertThat(lines.get("0.05 to 0.9").getYData()).containsExactly(3, 3.9, 5.8, 4.1, 3.05, 3);
        assertThat(lines.get("quantile 0.5").getYData()).containsExactly(3, 3.5, 5);
        assertThat(chart.getTitle()).isEqualTo("Forecast of y");
    }

    @Test
    void chart_longPast_showsItsEnd() {
        Table births = Datasets.births();
        Table past =
                births.selectColumns(births.column(0).name(), births.column(1).name());
        Table forecast = past.last(2).copy();
        var lines = lines(Views.chart(past, forecast, past.column(1).name()));
        assertThat(lines).containsOnlyKeys("truth", "prediction");
        assertThat(lines.get("truth").getYData()).hasSize(40);
    }

    @Test
    void chart_irregularTimes_areRows() {
        Table past = days(MONDAY, 1, 2, 3);
        Table forecast = Table.create("f", IntColumn.create("step", 1, 2), DoubleColumn.create("y", 4, 5));
        var lines = lines(Views.chart(past, forecast));
        assertThat(lines.get("truth").getXData()).containsExactly(1, 2, 3);
        assertThat(lines.get("prediction").getXData()).containsExactly(3, 4, 5);
    }

    @Test
    void chart_severalSeries_saysHowToChooseOne() {
        Table past = days(MONDAY, 1, 2, 3, 4);
        past.insertColumn(0, StringColumn.create("store", "a", "a", "b", "b"));
        Table forecast = days(MONDAY.plusDays(4), 5, 6);
        forecast.insertColumn(0, StringColumn.create("store", "a", "b"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Views.chart(past, forecast))
                .withMessage("the forecast has 2 series; choose one, such as series.only(\"a\")");
        var one = lines(Views.chart(past.first(2), forecast.first(1)));
        assertThat(one.get("prediction").getYData()).containsExactly(2, 5);
    }

    @Test
    void chart_columnsOfATable_standOverItsTime() {
        Table table = days(MONDAY, 1, Double.NaN, 3).addColumns(IntColumn.create("n", 4, 5, 6));
        XYChart chart = Views.chart(table, "y", "n");
        assertThat(lines(chart).get("n").getYData()).containsExactly(4, 5, 6);
        assertThat(lines(chart).get("y").getYData()).containsExactly(1, Double.NaN, 3);
        assertThat(lines(chart).get("y").getXData()[0]).isEqualTo(MONDAY.toEpochDay() * 86_400_000.0);
        assertThat(lines(Views.chart(table.numberColumn("n"))).get("n").getXData())
                .containsExactly(1, 2, 3);
        Table hours = Table.create(
                "hours",
                DoubleColumn.create("y", 1, 2),
                DateTimeColumn.create(
                        "t", List.of(LocalDateTime.of(2024, 7, 1, 5, 0), LocalDateTime.of(2024, 7, 1, 6, 30))));
        assertThat(lines(Views.chart(hours, "y")).get("y").getXData()[1])
                .isEqualTo(Date.from(LocalDateTime.of(2024, 7, 1, 6, 30).toInstant(java.time.ZoneOffset.UTC))
                        .getTime());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Views.chart(table, "z"))
                .withMessage("there is no column \"z\"; the columns are day, y, n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Views.chart(table, "day"))
                .withMessage("column \"day\" has the type LOCAL_DATE, but a line needs numbers");
        assertThatIllegalArgumentException().isThrownBy(() -> Views.chart(Table.create("empty"), "y"));
    }
}
