package io.github.unspool.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.unspool.Rnn;
import io.github.unspool.data.Sequences;
import io.github.unspool.data.Series;
import io.github.unspool.data.split.Parts;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.Label;
import org.tribuo.regression.Regressor;
import org.tribuo.sequence.SequenceDataset;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Data, splits and predictions that show what they hold. */
class DataTablesTest {
    private static final int ROWS = 40;

    private static Parts.OfExamples<Label> names() {
        Table table = Table.create("names")
                .addColumns(
                        StringColumn.create("name", IntStream.range(0, ROWS).mapToObj(i -> "ab".repeat(1 + i % 2))),
                        StringColumn.create(
                                "kind", IntStream.range(0, ROWS).mapToObj(i -> i % 4 == 0 ? "rare" : "often")));
        return Sequences.letters(table, "name").label("kind").split(0.6, 0.2);
    }

    private static Series series() {
        DateColumn days = DateColumn.create("day");
        IntStream.range(0, ROWS)
                .forEach(i -> days.append(LocalDate.of(2024, 1, 1).plusDays(i)));
        double[] values = IntStream.range(0, ROWS).mapToDouble(i -> 100 + i % 7).toArray();
        return Sequences.series(Table.create("load", days, DoubleColumn.create("load", values)), "load")
                .time("day")
                .window(5);
    }

    @Test
    void table_ofASplit_hasARowForEachPart() {
        assertThat(Tables.rows(Views.table(names())))
                .containsExactly(
                        "training | 24 | 2 to 4 | 2 | 24",
                        "validation | 8 | 2 to 4 | 2 | 8",
                        "test | 8 | 2 to 4 | 2 | 8");
        assertThat(names()).hasToString("training: 24 examples, validation: 8, test: 8");
    }

    @Test
    void page_ofASplit_countsLabelsAndShowsTheFirstRows() {
        List<Table> page = DataTables.page(names());
        assertThat(Tables.rows(page.get(1))).containsExactly("often | 18 | 6 | 6", "rare | 6 | 2 | 2");
        assertThat(page.get(2).rowCount()).isEqualTo(5);
        assertThat(page.get(2).stringColumn("input").asList()).contains("a b", "a b a b");
        assertThat(page.get(2).stringColumn("target").asList()).contains("rare", "often");
        assertThat(Html.ofData(names())).contains("<td>often</td>", "<td>a b a b</td>");
    }

    @Test
    void table_ofASeries_saysWhereItIsCut() {
        Parts.OfExamples<Regressor> parts = series().split(0.6, 0.2);
        assertThat(Tables.rows(Views.table(parts)))
                .containsExactly(
                        "training | 19 | 5 | 1 | 19 | 2024-01-24",
                        "validation | 8 | 5 | 1 | 8 | 2024-02-01",
                        "test | 8 | 5 | 1 | 8 | 2024-02-09");
        assertThat(DataTables.page(parts).get(1).columnNames()).containsExactly("target", "lowest", "mean", "highest");
        assertThat(Views.table(parts.test()).stringColumn("part").asList()).containsExactly("all");
    }

    @Test
    void table_ofWords_countsStepsAndShowsThem() {
        SequenceDataset<Label> data = Sequences.words("a b c", "b a");
        assertThat(Tables.rows(Views.table(data))).containsExactly("all | 2 | 1 to 2 | 2 | 3");
        assertThat(Tables.rows(DataTables.page(data).get(2))).containsExactly("1 | a | b", "2 | b | c");
    }

    @Test
    void table_ofPredictions_hasTargetsAndProbabilities() {
        var parts = names();
        var model = Rnn.builder().hidden(2).tanh().epochs(2).quiet().train(parts);
        Table table = Views.table(model.predict(parts.test()));
        assertThat(table.columnNames()).containsExactly("number", "target", "prediction", "probability");
        assertThat(table.intColumn("number").asList()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(table.stringColumn("target").countOccurrences("rare")).isEqualTo(2);
        assertThat(table.doubleColumn("probability").get(0))
                .isEqualTo(model.predict(parts.test().getExample(0)).getOutput().getScore());
        assertThat(Views.table(List.of(model.predict("ab"))).columnNames())
                .as("nobody knows the target")
                .containsExactly("number", "prediction", "probability");

        var split = series().split(0.6, 0.2);
        var numbers = Rnn.builder().hidden(2).tanh().epochs(2).quiet().train(split);
        Table predicted = Views.table(series().predict(numbers, split.test()));
        assertThat(predicted.columnNames()).containsExactly("number", "load+1 target", "load+1 prediction");
        assertThat(predicted.doubleColumn("load+1 target").get(7)).isEqualTo(100 + 39 % 7);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Views.table(List.of()))
                .withMessage("there are no predictions; call model.predict(data) first");
    }
}
