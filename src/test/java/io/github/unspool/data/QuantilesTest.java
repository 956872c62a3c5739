package io.github.unspool.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.Rnn;
import io.github.unspool.data.split.Parts;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tribuo.regression.Regressor;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** A series of independent numbers from 100 to 200, whose quantiles are known. */
class QuantilesTest {
    private static final double[] LEVELS = {0.1, 0.5, 0.9};
    private static Series series;
    private static Parts.OfExamples<Regressor> parts;
    private static Quantiles quantiles;

    @BeforeAll
    static void train() {
        SplittableRandom random = new SplittableRandom(4);
        DateColumn days = DateColumn.create("day");
        DoubleColumn values = DoubleColumn.create("y");
        for (int i = 0; i < 700; i++) {
            days.append(LocalDate.of(2020, 1, 1).plusDays(i));
            values.append(100 + 100 * random.nextDouble());
        }
        series = Sequences.series(Table.create("numbers", days, values), "y")
                .time("day")
                .window(2)
                .horizon(2);
        parts = series.split(0.6, 0.1);
        Rnn rnn = Rnn.builder()
                .hidden(2)
                .tanh()
                .epochs(40)
                .batch(16)
                .adam(0.01)
                .seed(1)
                .quiet();
        quantiles = Quantiles.of(loss -> rnn.loss(loss).train(parts), LEVELS);
    }

    @Test
    void score_countsTruthsBelowEachLevel() {
        Table score = series.score(quantiles, parts.test());
        assertThat(score.columnNames()).containsExactly("column", "level", "truth below", "pinball loss");
        assertThat(score.doubleColumn("level").asList()).containsExactly(0.1, 0.5, 0.9);
        for (int i = 0; i < LEVELS.length; i++) {
            assertThat(score.doubleColumn("truth below").get(i)).isCloseTo(LEVELS[i], within(0.08));
            // Of uniform numbers the pinball loss of the true quantile is q(1 − q)/2 of the range.
            assertThat(score.doubleColumn("pinball loss").get(i))
                    .isCloseTo(100 * LEVELS[i] * (1 - LEVELS[i]) / 2, within(1.5));
        }
    }

    @Test
    void forecast_hasAColumnForEachLevel() {
        Table forecast = series.forecast(quantiles);
        assertThat(forecast.columnNames()).containsExactly("day", "y 0.1", "y 0.5", "y 0.9");
        assertThat(forecast.dateColumn("day").asList())
                .containsExactly(
                        LocalDate.of(2020, 1, 1).plusDays(700),
                        LocalDate.of(2020, 1, 1).plusDays(701));
        assertThat(forecast.doubleColumn("y 0.1").get(0)).isCloseTo(110, within(10.0));
        assertThat(forecast.doubleColumn("y 0.5").get(0)).isCloseTo(150, within(12.0));
        assertThat(forecast.doubleColumn("y 0.9").get(1)).isCloseTo(190, within(10.0));
    }

    /** Models in the wrong order cross everywhere. */
    @Test
    void forecast_ofQuantilesThatCross_isSorted() {
        Quantiles crossed = new Quantiles(
                quantiles.levels(),
                List.of(
                        quantiles.models().get(2),
                        quantiles.models().get(0),
                        quantiles.models().get(1)));
        assertThat(series.forecast(crossed).print())
                .isEqualTo(series.forecast(quantiles).print());
    }

    @Test
    void levels_thatAreNone_areRefused() {
        assertRefused("the levels [0.5]: at least two are needed, such as 0.1, 0.5, 0.9", 0.5);
        assertRefused("the levels [0.9, 0.1] do not ascend; sort them, such as 0.1, 0.5, 0.9", 0.9, 0.1);
        assertRefused("quantile(90.0): the level must be above 0 and below 1; try quantile(0.9)", 0.1, 90);
    }

    private static void assertRefused(String message, double... levels) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantiles.of(loss -> quantiles.models().get(0), levels))
                .withMessage(message);
    }
}
