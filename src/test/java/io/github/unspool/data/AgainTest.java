package io.github.unspool.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.Rnn;
import io.github.unspool.data.table.Call;
import io.github.unspool.tribuo.RnnModel;
import io.github.unspool.tribuo.RnnSequenceModel;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.baseline.DummyRegressionTrainer;
import tech.tablesaw.api.Table;

/** Data read again as a model was trained on it. */
class AgainTest {
    private static final Rnn RNN = Rnn.builder().hidden(2).tanh().epochs(1).quiet();

    private static Model<Regressor> constant(Series series) {
        return DummyRegressionTrainer.createConstantTrainer(7).train(series.all());
    }

    private static void assertReadAgain(Series series, Table table) {
        assertThat(Sequences.series(table, constant(series))).hasToString(series.toString());
    }

    @Test
    void series_ofAModel_hasEveryCallThatMadeItsWindows() {
        Table days = Datasets.seattleWeather().first(60);
        assertReadAgain(Sequences.series(days, "temp_max").window(3), days);
        assertReadAgain(
                Sequences.series(days, "temp_max", "temp_min")
                        .time("date")
                        .inputs("wind", "weather")
                        .window(5)
                        .horizon(2)
                        .weekday()
                        .month()
                        .dayOfYear()
                        .difference(7)
                        .forwardFill(),
                days);
        assertReadAgain(Sequences.series(days, "wind").window(3).mask(), days);
        Table hours = Datasets.seattleHours().first(60);
        String time = hours.columnNames().get(0);
        assertReadAgain(
                Sequences.series(hours, hours.columnNames().get(1))
                        .time(time, ZoneId.of("Europe/Berlin"))
                        .window(3)
                        .hour(),
                hours);
    }

    @Test
    void series_ofAModel_forecastsTheSame() {
        Table days = Datasets.births().first(80);
        Series series = Sequences.series(days, "births")
                .time("date")
                .window(7)
                .horizon(2)
                .weekday();
        RnnModel<Regressor> model = RNN.train(series.split(0.7, 0.15).training());
        assertThat(Sequences.series(days, model).forecast(model).toString())
                .isEqualTo(series.forecast(model).toString());
    }

    @Test
    void series_ofAModelOfSomethingElse_isRefused() {
        Table days = Datasets.births().first(20);
        Model<Regressor> model = constant(Sequences.series(days, "births").window(3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.series(Datasets.sunspots(), model))
                .withMessageContaining("has no column \"births\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Call.read("made by hand"))
                .withMessageContaining("made by hand");
    }

    @Test
    void text_asAModelReadsIt_isCutLikeItsOwn() {
        String text = "a b a b a c a b a b a d a";
        RnnSequenceModel<Label> model =
                RNN.train(Sequences.text(text).words().atLeast(2).data());
        var again = Sequences.text(text).characters().data(model);
        assertThat(again.getExample(0).size()).isEqualTo(12);
        assertThat(model.loss(again))
                .isCloseTo(model.loss(Sequences.text(text).words().atLeast(2).data()), within(1e-6));
        assertThat(model.loss(Sequences.text("a zebra a").data(model))).isPositive();
    }

    @Test
    void text_withWhatTheModelDoesNotKnow_isRefused() {
        RnnSequenceModel<Label> model =
                RNN.train(Sequences.text("abcabca").characters().data());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.text("abz").data(model))
                .withMessage(
                        "the text has \"z\", which is not in the model's vocabulary; train the model with atLeast(2), so that rare tokens become <unknown>");
        RnnSequenceModel<Label> lines =
                RNN.train(Sequences.text("ab\nba\nab").characters().lines().data());
        assertThat(Sequences.text("aab\nb")
                        .data(lines)
                        .getExample(0)
                        .get(0)
                        .getOutput()
                        .getLabel())
                .isEqualTo("a");
        assertThat(List.of(4, 2))
                .isEqualTo(List.of(
                        Sequences.text("aab\nb").data(lines).getExample(0).size(),
                        Sequences.text("aab\nb").data(lines).getExample(1).size()));
    }
}
