package io.github.unspool.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.Rnn;
import io.github.unspool.data.split.Parts;
import io.github.unspool.tribuo.RnnModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.Feature;
import org.tribuo.classification.Label;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Numbers of a table on the scale of the training part, and numbers that are categories. */
class ScaledTest {
    @TempDir
    Path folder;

    /** Runs of four steps around a million, which end higher than they begin or lower. */
    private static Table runs(int runs, double offset) {
        IntColumn run = IntColumn.create("run");
        DoubleColumn load = DoubleColumn.create("load");
        IntColumn code = IntColumn.create("code");
        StringColumn way = StringColumn.create("way");
        for (int r = 0; r < runs; r++) {
            for (int step = 0; step < 4; step++) {
                run.append(r);
                load.append(offset + (r % 2 == 0 ? step : -step) + r % 3);
                code.append(1 + (r + step) % 3);
                way.append(r % 2 == 0 ? "up" : "down");
            }
        }
        return Table.create("runs", run, load, code, way);
    }

    private static Samples<Dataset<Label>, Parts.OfExamples<Label>> samples(Table table) {
        return Sequences.table(table).id("run").features("load").label("way").scaled();
    }

    private static List<Double> values(Dataset<?> data) {
        List<Double> values = new ArrayList<>();
        data.forEach(example -> {
            for (Feature feature : example) {
                values.add(feature.getValue());
            }
        });
        return values;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    @Test
    void scaled_isFittedOnTheTrainingPartAlone() {
        var parts = samples(runs(40, 1e6)).split(0.6, 0.2);
        List<Double> training = values(parts.training());
        assertThat(mean(training)).isCloseTo(0, within(1e-9));
        assertThat(training.stream().mapToDouble(x -> x * x).average().orElseThrow())
                .isCloseTo(1, within(1e-9));
        assertThat(mean(values(parts.test()))).isNotCloseTo(0, within(1e-6));
        var official = samples(runs(40, 1e6)).split(samples(runs(6, 2e6)), samples(runs(6, 1e6)));
        assertThat(mean(values(official.validation()))).isGreaterThan(1e5);
    }

    @Test
    void scaled_isRememberedByTheModel() throws Exception {
        var parts = samples(runs(60, 1e6)).split(0.6, 0.2);
        RnnModel<Label> model =
                Rnn.builder().hidden(6).gru().epochs(60).adam(0.02).quiet().train(parts.training(), parts.validation());
        assertThat(right(model, parts.test())).isEqualTo(1);
        model.serializeToFile(folder.resolve("m"));
        RnnModel<Label> loaded = RnnModel.load(folder.resolve("m"), Label.class);
        Dataset<Label> others = samples(runs(10, 1e6)).data(loaded);
        assertThat(right(loaded, others)).isEqualTo(1);
        String sentence =
                "the scale of the data is not that of the training data; use a part of the same split, or create the data with data(model)";
        Dataset<Label> another = samples(runs(10, 1e6)).data();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loaded.predict(another))
                .withMessage(sentence);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loaded.loss(another))
                .withMessage(sentence);
        assertThat(mean(values(others))).isNotCloseTo(0, within(1e-9));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> samples(runs(10, 1e6))
                        .data(Rnn.builder().hidden(2).gru().epochs(1).quiet().train(Sequences.words("a b c"))))
                .withMessage("data(model): the model was not trained on rows of a table; use data()");
    }

    private static double right(RnnModel<Label> model, Dataset<Label> data) {
        return model.predict(data).stream()
                        .filter(p -> p.getOutput()
                                .getLabel()
                                .equals(p.getExample().getOutput().getLabel()))
                        .count()
                / (double) data.size();
    }

    @Test
    void scaled_withoutNumbersOrOfOneValue_isRefused() {
        Table table = runs(10, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.table(table)
                        .id("run")
                        .features("way")
                        .label("way")
                        .scaled()
                        .data())
                .withMessage("scaled(): no feature is a number; remove the call");
        table.addColumns(DoubleColumn.create("same", table.rowCount()).setName("same"));
        table.doubleColumn("same").setMissingTo(7.0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.table(table)
                        .id("run")
                        .features("same")
                        .label("way")
                        .scaled()
                        .data())
                .withMessageContaining("feature \"same\" is constant, 7.0");
    }

    @Test
    void categories_ofNumbers_areFeaturesOfTheirOwn() {
        var rows = Sequences.table(runs(4, 0)).id("run").categories("Code");
        assertThat(rows).hasToString("table().id(\"run\").categories(\"code\")");
        assertThat(rows.features("code", "load")
                        .label("way")
                        .data()
                        .getFeatureMap()
                        .keySet())
                .contains("t001:code=1", "t002:code=2", "t001:load")
                .doesNotContain("t001:code");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.table(runs(4, 0.5)).categories("load"))
                .withMessageContaining("the names 1.1 and 1.10 would be equal");
    }

    @Test
    void data_withAColumnOfAnotherKind_isRefusedBothWays() {
        Table numbers = runs(8, 0);
        Table texts = runs(8, 0);
        texts.replaceColumn("load", texts.numberColumn("load").asStringColumn().setName("load"));
        Rnn rnn = Rnn.builder().hidden(2).tanh().epochs(1).quiet();
        var ofNumbers =
                Sequences.table(numbers).id("run").features("load", "code").label("way");
        var ofTexts = Sequences.table(texts).id("run").features("load", "code").label("way");
        var fromNumbers = rnn.train(ofNumbers.data());
        assertThat(ofNumbers.data(fromNumbers).size()).isEqualTo(8);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ofTexts.data(fromNumbers))
                .withMessageStartingWith("column \"load\" contains text such as ")
                .withMessageEndingWith(
                        ", but the model was trained on numbers in it; correct the cells, or set the type with Csv.read(file, c -> c.number(\"load\"))");
        var fromTexts = rnn.train(ofTexts.data());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ofNumbers.data(fromTexts))
                .withMessage(
                        "column \"load\" contains numbers, but the model was trained on text in it; correct the cells, or set the type with Csv.read(file, c -> c.text(\"load\"))");
    }

    /** Tokens are of no column, whatever characters they have. */
    @Test
    void data_ofWordsWithEqualsSigns_isTaken() {
        Table known = Table.create(
                "t", StringColumn.create("text", "a b", "b a", "a a"), StringColumn.create("way", "up", "down", "up"));
        Table other = Table.create(
                "t", StringColumn.create("text", "a=b b", "b= a"), StringColumn.create("way", "up", "down"));
        var words = Sequences.words(known, "text").label("way");
        var model = Rnn.builder().hidden(2).tanh().epochs(1).quiet().train(words.data());
        assertThat(Sequences.words(other, "text").label("way").data(model).size())
                .isEqualTo(2);
    }
}
