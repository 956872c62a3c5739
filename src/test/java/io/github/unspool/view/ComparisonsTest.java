package io.github.unspool.view;

import static io.github.unspool.view.Contests.candidate;
import static io.github.unspool.view.Contests.comparison;
import static io.github.unspool.view.Contests.grid;
import static io.github.unspool.view.Contests.row;
import static io.github.unspool.view.Tables.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.compare.Candidate;
import io.github.unspool.compare.Comparison;
import io.github.unspool.compare.CompetingTrainer;
import io.github.unspool.compare.LeaderboardRow;
import java.awt.Color;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

class ComparisonsTest {
    private static List<String> names(XYChart chart) {
        return chart.getSeriesCollection().stream().map(XYSeries::getName).toList();
    }

    @Test
    void curves_ofTwoRepeats_areTheMeanAndABandOfOneDeviation() {
        XYChart chart = Comparisons.curves(comparison(row(candidate(0, "gru", 0.1), 1, 2, 1, 3)));
        assertThat(names(chart)).containsExactly("band of 1. gru, rate 0.1", "1. gru, rate 0.1");
        XYSeries line = chart.getSeries("1. gru, rate 0.1");
        assertThat(line.getXData()).containsExactly(1, 2);
        assertThat(line.getYData()).containsExactly(3, 2);
        assertThat(line.getLineColor()).isEqualTo(Charts.BLUE);
        XYSeries band = chart.getSeries("band of 1. gru, rate 0.1");
        double deviation = Math.sqrt(2);
        assertThat(band.getXData()).containsExactly(1, 2, 2, 1);
        assertThat(band.getYData()).containsExactly(3 + deviation, 2 + deviation, 2 - deviation, 3 - deviation);
        assertThat(chart.getXAxisTitle()).isEqualTo("epoch");
        assertThat(chart.getYAxisTitle()).isEqualTo("validation loss (cross-entropy in nats)");
    }

    @Test
    void curves_ofManyCandidates_colourSevenAndLeaveTheOthersGrey() {
        XYChart chart = Comparisons.curves(comparison(IntStream.rangeClosed(1, 9)
                .mapToObj(rank -> row(candidate(rank - 1, "gru", rank), rank, 3, rank))
                .toArray(LeaderboardRow[]::new)));
        List<XYSeries> coloured = chart.getSeriesCollection().stream()
                .filter(series -> series.getName().matches("\\d\\. .*"))
                .toList();
        assertThat(coloured).extracting(XYSeries::getLineColor).containsExactlyElementsOf(ColourMap.KINDS);
        assertThat(coloured.stream()
                        .map(XYSeries::getLineStyle)
                        .map(stroke -> List.of(stroke.getDashArray() == null))
                        .distinct())
                .as("dashes tell lines apart where colours do not")
                .hasSize(2);
        assertThat(chart.getSeries("2 others").getLineWidth()).isEqualTo(1);
        assertThat(chart.getSeries("other 1").isShowInLegend()).isFalse();
    }

    @Test
    void curves_ofOneThatWasStopped_endThereWithACross() {
        XYChart chart = Comparisons.curves(
                comparison(row(candidate(0, "gru", 0.1), 1, 9, 1), row(candidate(1, "tanh", 0.1), 0, 3, 2)));
        assertThat(chart.getSeries("tanh, rate 0.1").getXData()).containsExactly(1, 2, 3);
        assertThat(chart.getSeries("stopped early").getXData()).containsExactly(3);
        assertThat(chart.getSeries("stopped early").getYData()).containsExactly(2);
    }

    @Test
    void curvesTable_hasTheMeansOfEachEpoch() {
        assertThat(rows(Comparisons.curvesTable(comparison(row(candidate(0, "gru", 0.1), 1, 2, 1, 3)))))
                .containsExactly("gru, rate 0.1 | 1 | 3.0000 | 1.4142 | 2", "gru, rate 0.1 | 2 | 2.0000 | 1.4142 | 2");
    }

    @Test
    void scores_ofNumbers_haveAPlaceForEachFromLowToHigh() {
        XYChart chart = Comparisons.scores(grid(), "rate");
        assertThat(chart.getTitle()).isEqualTo("validation loss by rate, lower is better");
        assertThat(chart.getSeries("run").getXData()).containsExactly(0, 0, 0, 0, 1, 1, 1, 1);
        assertThat(chart.getSeries("mean").getYData()).containsExactly(new double[] {4.5, 1.5}, within(1e-12));
        var label = chart.getStyler().getXAxisTickLabelsFormattingFunction();
        assertThat(Stream.of(-1.0, 0.0, 0.5, 1.0, 2.0).map(label)).containsExactly("", "0.01", "", "0.1", "");
    }

    @Test
    void scores_ofManyNumbersThatAreLogSpaced_haveALogarithmicAxis() {
        assertThat(Comparisons.scores(rates(i -> Math.pow(2, i)), "rate")
                        .getStyler()
                        .isXAxisLogarithmic())
                .isTrue();
        assertThat(Comparisons.scores(rates(i -> 1 + i), "rate").getStyler().isXAxisLogarithmic())
                .isFalse();
    }

    private static Comparison rates(IntToDoubleFunction rate) {
        return comparison(IntStream.range(0, 20)
                .mapToObj(i -> row(candidate(i, "gru", rate.applyAsDouble(i)), i + 1, 1, i))
                .toArray(LeaderboardRow[]::new));
    }

    @Test
    void scores_ofSomethingThatWasNotVaried_nameWhatWas() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Comparisons.scores(grid(), "units"))
                .withMessage("units: this hyperparameter was not varied; there are cell, rate");
    }

    @Test
    void scoresTable_leavesOutWhoWasStopped() {
        Comparison halved = comparison(
                row(candidate(0, "gru", 0.1), 1, 3, 1, 2),
                row(candidate(1, "tanh", 0.1), 2, 3, 3, 4),
                row(candidate(2, "gru", 0.2), 0, 1, 9));
        assertThat(rows(Comparisons.scoresTable(halved, "rate"))).containsExactly("0.1 | 2.5000 | 1.2910 | 4");
    }

    @Test
    void heatMap_hasTheMeanOfEachPair() {
        HeatMapChart chart = Comparisons.heatMap(grid(), "rate", "cell");
        assertThat(chart.getXAxisTitle()).isEqualTo("rate");
        assertThat(chart.getYAxisTitle()).isEqualTo("cell");
        var series = chart.getHeatMapSeries();
        assertThat(series.getXData()).asString().isEqualTo("[0.01, 0.1]");
        assertThat(series.getYData()).asString().isEqualTo("[tanh, gru]");
        assertThat(series.getHeatData().stream().mapToDouble(cell -> ((Number[]) cell)[2].doubleValue()))
                .containsExactly(4.0, 5.0, 1.0, 2.0);
        assertThat(rows(Comparisons.heatMapTable(grid(), "rate", "cell")))
                .containsExactly("gru | 4.0000 | 1.0000", "tanh | 5.0000 | 2.0000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Comparisons.heatMap(grid(), "rate", "rate"))
                .withMessage("rate and rate: choose two hyperparameters");
    }

    /** By hand: all squares are 8 · 2.5 + 8 · 0.01 = 20.08, of the rate 8 · 1.5² = 18, of the cell 8 · 0.5² = 2. */
    @Test
    void importance_ofAGrid_isThePartOfTheVariance() {
        assertThat(rows(Comparisons.importanceTable(grid())))
                .containsExactly("cell | 0.0996", "rate | 0.8964", "cell × rate | 0.0000", "repeats | 0.0040");
        assertThat(Comparisons.importance(grid()).getYAxisTitle()).isEqualTo("part of the variance (%)");
    }

    @Test
    void importance_ofWhatIsNoWholeGrid_saysWhatItNeeds() {
        Comparison withAGap = comparison(
                grid().rows().get(0), grid().rows().get(1), grid().rows().get(2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Comparisons.importance(withAGap))
                .withMessageStartingWith("importance needs a complete grid in which all runs succeeded");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Comparisons.importance(
                        comparison(row(candidate(0, "gru", 0.1), 1, 3, 1), row(candidate(1, "tanh", 0.1), 2, 3, 1))))
                .withMessage("all runs have the same score, so no hyperparameter is important");
    }

    @Test
    void front_isOfThoseForWhichNobodyIsBetterAndCheaper() {
        Candidate competitor = new Candidate(0, Map.of(), new CompetingTrainer("linear", null));
        Comparison comparison = comparison(
                row(candidate(3, "lstm", 0.1), 1, 3, 1),
                row(candidate(2, "gru", 0.1), 2, 3, 2),
                row(candidate(4, "tanh", 0.1), 3, 3, 2.5),
                row(competitor, 4, 0, 3));
        assertThat(rows(Comparisons.frontTable(comparison)))
                .containsExactly(
                        "linear | 2.0000 | 3.0000 | true",
                        "gru, rate 0.1 | 4.0000 | 2.0000 | true",
                        "lstm, rate 0.1 | 5.0000 | 1.0000 | true",
                        "tanh, rate 0.1 | 6.0000 | 2.5000 | false");
        XYChart chart = Comparisons.front(comparison);
        assertThat(chart.getSeries("Pareto front").getYData()).containsExactly(3, 2, 1);
        assertThat(chart.getSeries("not on the front").getXData()).containsExactly(6);
        assertThat(names(chart)).contains("linear", "gru, rate 0.1", "lstm, rate 0.1");
        XYChart by = Comparisons.front(comparison, "epochs", row -> -row.rank());
        assertThat(by.getXAxisTitle()).isEqualTo("epochs");
        assertThat(by.getSeries("Pareto front").getYData()).containsExactly(3, 2.5, 2, 1);
    }

    @Test
    void html_ofAComparison_saysInWordsWhatItsStylesSay() {
        String html = Html.of(Contests.decided(comparison(
                row(candidate(0, "gru", 0.1), 1, 9, 1, 1.25),
                row(candidate(2, "lstm", 0.1), 2, 9, 1.75, 2),
                row(candidate(1, "<b>", 0.1), 0, 3, 2, 2))));
        assertThat(html.replaceAll("<img[^>]*alt=\"([^\"]*)\"[^>]*>", "[$1]"))
                .contains("<td><b>1</b></td><td>[blue line]</td><td><b>gru</b></td><td><b>0.1</b></td>")
                .contains("<td><b>1.13 ± 0.18</b></td><td><b>0.25</b></td><td><b>2</b></td><td><b>best</b></td>")
                .contains("<tr style=\"opacity:0.7\"><td>–</td><td></td><td>&lt;b&gt;</td>")
                .contains("<td>2.000 ± 0</td><td>0.25</td><td>2</td><td>stopped after 3 epochs</td>")
                .contains("<p>gru, rate 0.1 is better than lstm, rate 0.1: by 1.00 ± 0.0 (95 %, paired over 8 repeats,")
                .endsWith("; 2. lstm, rate 0.1 falls from 9.88 to 1.88 from epoch 1 to 9.]");
    }

    @Test
    void html_ofAComparisonThatIsUndecided_hasNoBest() {
        String html = Html.of(Contests.undecided(Contests.grid()));
        assertThat(html)
                .doesNotContain("<b>")
                .contains("<td>2</td><td>undecided</td>")
                .contains(
                        "<p>Undecided: gru, rate 0.1 and tanh, rate 0.1 have the same score in all of 2 repeats.</p>");
    }

    @Test
    void html_ofManyCandidates_isCutAndSmall() {
        String html = Html.of(comparison(IntStream.rangeClosed(1, 300)
                .mapToObj(rank -> row(candidate(rank - 1, "gru", rank), rank, 100, rank, rank + 0.5, rank + 1))
                .toArray(LeaderboardRow[]::new)));
        assertThat(html).contains("<p>20 of 300 rows</p>").hasSizeLessThan(100_000);
    }

    @Test
    void html_ofAComparisonThatHasBegun_hasTheRowsWithResults() {
        LeaderboardRow waiting =
                new LeaderboardRow(candidate(1, "tanh", 0.1), 0, -1, 0, false, List.of(), List.of(), Double.NaN);
        assertThat(Html.of(comparison(waiting), 8)).isEmpty();
        assertThat(Html.of(comparison(row(candidate(0, "gru", 0.1), 1, 9, 1), waiting), 8))
                .contains("gru")
                .doesNotContain("tanh");
    }

    @Test
    void sample_ofALine_hasItsColourOnWhite() {
        assertThat(Kind.ALL).extracting(Kind::colour).containsExactlyElementsOf(ColourMap.KINDS);
        assertThat(Kind.ALL.get(0).colour()).isEqualTo(new Color(0x0072B2));
        assertThat(Kind.ALL.get(0).sample().png().length).isBetween(60, 1000);
        assertThat(Kind.ALL.get(1).dashes()).isNotEmpty();
    }
}
