package io.github.unspool.cli;

import static io.github.unspool.cli.Commands.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.cli.Commands.Ran;
import io.github.unspool.data.Datasets;
import io.github.unspool.data.Sequences;
import io.github.unspool.data.baseline.Baselines;
import io.github.unspool.data.csv.Csv;
import io.github.unspool.tribuo.RnnModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.regression.Regressor;
import tech.tablesaw.api.Table;

class SeriesCommandsTest {
    @TempDir
    private Path folder;

    private Path births;
    private Path model;

    @BeforeEach
    void write() {
        births = folder.resolve("births.csv");
        Datasets.births().first(200).write().csv(births.toFile());
        model = folder.resolve("births.model");
    }

    private Ran train() {
        return run(
                "train",
                births,
                "--column",
                "births",
                "--time",
                "date",
                "--window",
                7,
                "--horizon",
                3,
                "--weekday",
                "--layer",
                "hidden(3).gru()",
                "--epochs",
                2,
                "--model",
                model);
    }

    @Test
    void train_withALossAsText_trainsWithIt() throws Exception {
        String pinball = "parse(\"pinball 0.9\", \"max((t - y) * 0.9, (t - y) * (-0.1))\")";
        Ran ran = run(
                "train",
                births,
                "--column",
                "births",
                "--time",
                "date",
                "--window",
                7,
                "--horizon",
                1,
                "--epochs",
                1,
                "--layer",
                "hidden(2).tanh()",
                "--loss",
                pinball,
                "--model",
                model);
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).contains(".loss(Loss." + pinball + ")");
        assertThat(written().weights().network().loss()).hasToString("Loss." + pinball);
    }

    private RnnModel<Regressor> written() throws Exception {
        return RnnModel.load(model, Regressor.class);
    }

    @Test
    void train_aTable_writesTheModelOfTheSameChain() throws Exception {
        Ran ran = train();
        var series = Sequences.series(births, "births")
                .time("date")
                .window(7)
                .horizon(3)
                .weekday();
        var parts = series.split(0.7, 0.15);
        assertThat(written().history().epochs().list()).hasSize(2);
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .isEqualTo(written().history() + "\n"
                        + Baselines.table(series, 7, parts, written()).setName("test data") + "\n");
        assertThat(ran.err())
                .isEqualTo("Sequences.series(Path.of(\"" + births
                        + "\"), \"births\").time(\"date\").window(7).horizon(3).weekday().split(0.7, 0.15)\n"
                        + "Rnn.builder().hidden(3).gru().epochs(2).batch(64).clip(1.0).adam(0.005).seed(1)\n");
    }

    @Test
    void forecast_tellsTheDaysThatFollow() throws Exception {
        train();
        Path table = folder.resolve("forecast.csv");
        Path chart = folder.resolve("forecast.png");
        Ran ran = run("forecast", births, "--model", model, "--table", table, "--chart", chart);
        Table expected = Sequences.series(births, written()).forecast(written());
        var series = Sequences.series(births, written());
        Table scores = Baselines.table(series, series.split(written()), written())
                .setName("forecasts like this on the rows after training and validation");
        assertThat(ran).isEqualTo(new Ran(0, expected + "\n" + scores + "\n", ""));
        Table forecast = Csv.read(table);
        assertThat(forecast.dateColumn("date").asList())
                .containsExactly(LocalDate.of(1994, 7, 20), LocalDate.of(1994, 7, 21), LocalDate.of(1994, 7, 22));
        for (int row = 0; row < 3; row++) {
            assertThat(forecast.doubleColumn("births").get(row))
                    .isCloseTo(expected.doubleColumn("births").get(row), within(1e-4));
        }
        assertThat(Files.readAllBytes(chart)).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void manySeriesWithGaps_areTrainedAndForecast() throws Exception {
        Path stores = folder.resolve("stores.csv");
        StringBuilder rows = new StringBuilder("store,day,hour,open,sales\n");
        for (int i = 0; i < 120; i++) {
            for (int store = 1; store <= 2; store++) {
                String sales = i < 118 ? Integer.toString(store * 50 + i % 24) : "";
                // Hour 60 is missing.
                if (i != 60) {
                    rows.append(String.format(
                            Locale.ROOT,
                            "%s,2024-03-%02d,%02d,%s,%s\n",
                            store,
                            1 + i / 24,
                            i % 24,
                            i % 24 > 7 ? "yes" : "no",
                            sales));
                }
            }
        }
        Files.writeString(stores, rows);
        String line = "train %s --column sales --id store --time day --time hour --categories store --known-ahead open"
                + " --window 24 --horizon 2 --layer hidden(3).gru() --epochs 2 --model " + model;
        Ran gaps = run((Object[]) line.formatted(stores).split(" "));
        assertThat(gaps.code()).isEqualTo(1);
        assertThat(gaps.err())
                .contains("fill the gaps with --every PT1H, or accept the rows as they are with --irregular");
        Ran ran = run((Object[]) (line.formatted(stores) + " --every PT1H --forward-fill").split(" "));
        assertThat(ran.err()).contains(".time(\"day\", \"hour\").every(Duration.parse(\"PT1H\"))");
        assertThat(ran.out()).contains("seasonal naive (24)");
        Path table = folder.resolve("forecast.csv");
        Path chart = folder.resolve("chart.png");
        assertThat(run("forecast", stores, "--model", model, "--table", table, "--chart", chart)
                        .code())
                .isZero();
        assertThat(Files.readAllLines(table).get(0)).isEqualTo("store,day hour,sales");
        assertThat(Files.readString(table)).contains("\n2,2024-03-05T23:00:00");
        assertThat(Files.readAllBytes(chart)).startsWith(0x89, 'P', 'N', 'G');
        Ran evaluated = run("evaluate", stores, "--model", model, "--chart", chart);
        assertThat(evaluated.code()).isZero();
        assertThat(evaluated.out()).contains("seasonal naive (24)");
    }

    @Test
    void forecast_interval_liesAroundIt() {
        train();
        Path table = folder.resolve("forecast.csv");
        assertThat(run("forecast", births, "--model", model, "--interval", 0.8, "--table", table)
                        .code())
                .isZero();
        Table forecast = Csv.read(table);
        assertThat(forecast.columnNames()).containsExactly("date", "births", "births low", "births high");
        for (int row = 0; row < 3; row++) {
            assertThat(forecast.doubleColumn("births").get(row))
                    .isBetween(
                            forecast.doubleColumn("births low").get(row),
                            forecast.doubleColumn("births high").get(row));
        }
    }

    @Test
    void evaluate_measuresTheRowsAfterThoseOfTraining_alsoNewOnes() throws Exception {
        train();
        Path grown = folder.resolve("grown.csv");
        Datasets.births().first(260).write().csv(grown.toFile());
        Path chart = folder.resolve("test.png");
        Path table = folder.resolve("scores.csv");
        Ran ran = run("evaluate", grown, "--model", model, "--season", 14, "--chart", chart, "--table", table);
        var series = Sequences.series(grown, written());
        // Rows 171 to 260, of which an example has three as targets.
        assertThat(series.split(written()).test().size()).isEqualTo(88);
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .isEqualTo(Baselines.table(series, 14, series.split(written()), written())
                                .setName("rows after those of training and validation")
                        + "\n");
        assertThat(Csv.read(table).stringColumn("model").asList())
                .containsExactly("network", "last value", "seasonal naive (14)", "linear");
        assertThat(Files.readAllBytes(chart)).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void evaluate_noRowsAfterThoseOfTraining_isRefused() {
        train();
        Datasets.births().first(150).write().csv(births.toFile());
        assertThat(run("evaluate", births, "--model", model))
                .isEqualTo(
                        new Ran(
                                1,
                                "",
                                "unspool: the model was trained and validated on rows up to 1994-06-19, and births.csv ends with 1994-05-30; add later rows as test data\n"));
    }

    @Test
    void train_aGap_namesTheOptions() throws Exception {
        Files.writeString(births, "date,births\n2024-01-01,5\n2024-01-02,\n2024-01-03,7\n");
        assertThat(train())
                .isEqualTo(new Ran(
                        1,
                        "",
                        "unspool: row 2 of column \"births\" has no value; fill missing values with --forward-fill, or mark"
                                + " them with --mask\n"));
    }
}
