package io.github.unspool.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.unspool.Rnn;
import io.github.unspool.data.split.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;
import org.tribuo.sequence.SequenceDataset;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class SamplesTest {
    /** Of 100 sequences of one step, every fourth is rare; ten groups. */
    private static Samples<Dataset<Label>, Parts.OfExamples<Label>> hundred() {
        Table table = Table.create("hundred");
        table.addColumns(
                IntColumn.create("x", IntStream.range(0, 100).toArray()),
                StringColumn.create("label", IntStream.range(0, 100).mapToObj(i -> i % 4 == 0 ? "rare" : "often")),
                StringColumn.create("group", IntStream.range(0, 100).mapToObj(i -> "g" + i / 10)));
        return Sequences.table(table).id("x").features("x").label("label");
    }

    private static List<Integer> xs(Dataset<Label> data) {
        List<Integer> xs = new ArrayList<>();
        data.forEach(example -> xs.add((int) example.iterator().next().getValue()));
        return xs;
    }

    private static Map<String, Long> labels(Dataset<Label> data) {
        return data.getData().stream()
                .collect(Collectors.groupingBy(example -> example.getOutput().getLabel(), Collectors.counting()));
    }

    @Test
    void split_isStratifiedAndCompleteAndInTheSourcesOrder() {
        var parts = hundred().split(0.6, 0.2);
        assertThat(labels(parts.training())).isEqualTo(Map.of("rare", 15L, "often", 45L));
        assertThat(labels(parts.validation())).isEqualTo(Map.of("rare", 5L, "often", 15L));
        assertThat(labels(parts.test())).isEqualTo(Map.of("rare", 5L, "often", 15L));
        List<Integer> all = new ArrayList<>(xs(parts.training()));
        all.addAll(xs(parts.validation()));
        all.addAll(xs(parts.test()));
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 100).boxed().toList());
        assertThat(xs(parts.training())).isSorted();
    }

    @Test
    void split_sameSeed_givesTheSameAndAnotherAnother() {
        assertThat(xs(hundred().split(0.6, 0.2).test()))
                .isEqualTo(xs(hundred().seed(1).split(0.6, 0.2).test()));
        assertThat(xs(hundred().split(0.6, 0.2).test()))
                .isNotEqualTo(xs(hundred().seed(2).split(0.6, 0.2).test()));
    }

    @Test
    void split_byGroup_keepsEachTogether() {
        var parts = hundred().by("group").split(0.6, 0.2);
        List<List<Integer>> groups = new ArrayList<>();
        for (var part : List.of(parts.training(), parts.validation(), parts.test())) {
            groups.add(xs(part).stream().map(x -> x / 10).distinct().toList());
        }
        assertThat(groups.get(0)).hasSize(6).doesNotContainAnyElementsOf(groups.get(1));
        assertThat(groups.get(1)).hasSize(2).doesNotContainAnyElementsOf(groups.get(2));
        assertThat(groups.get(2)).hasSize(2).doesNotContainAnyElementsOf(groups.get(0));
        assertThat(parts.training().size()).isEqualTo(60);
        assertThat(parts.test().getSourceProvenance().toString())
                .contains("label(\"label\").by(\"group\").split(0.6, 0.2), test");
    }

    @Test
    void split_ofALabelThatIsThereOnce_trainsOnIt() {
        Table table = Table.create("few");
        table.addColumns(
                IntColumn.create("x", IntStream.range(0, 30).toArray()),
                StringColumn.create("label", IntStream.range(0, 30).mapToObj(i -> i < 20 ? "often" : "once" + i)));
        var parts = Sequences.table(table).id("x").features("x").label("label").split(0.5, 0.25);
        assertThat(labels(parts.training())).hasSize(11);
    }

    @Test
    void split_thatLeavesAPartEmpty_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hundred().by("label").split(0.6, 0.2))
                .withMessage(
                        "split(0.6, 0.2): the test part would be empty; use a larger fraction, more sequences or groups, or another seed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hundred().by("x y"))
                .withMessage("hundred has no column \"x y\"; did you mean \"x\"? The columns are x, label, group");
    }

    private static Samples<SequenceDataset<Label>, Parts.OfSequences<Label>> tagged() {
        Table table = Table.create("tags");
        table.addColumns(
                StringColumn.create("words", "a b", "a b", "a b", "a c", "b a", "b b", "a a", "d a"),
                StringColumn.create("tags", "A B", "A B", "A B", "A C", "B A", "B B", "A A", "D A"));
        return Sequences.words(table, "words").labels("tags");
    }

    @Test
    void atLeast_makesTheRareUnknownInAllParts() {
        Table table = Table.create("rare");
        table.addColumns(
                StringColumn.create("words", "a r1", "a r2", "r3 a", "r4 a", "a r5", "r6 a", "a r7", "r8 a"),
                StringColumn.create("tags", "A R", "A R", "R A", "R A", "A R", "R A", "A R", "R A"));
        Samples<SequenceDataset<Label>, Parts.OfSequences<Label>> samples =
                Sequences.words(table, "words").labels("tags").atLeast(2);
        assertThat(samples.data().getFeatureMap().keySet()).containsExactlyInAnyOrder("a", "<unknown>");
        var parts = samples.split(0.5, 0.25);
        for (var part : List.of(parts.training(), parts.validation(), parts.test())) {
            assertThat(part.getFeatureMap().keySet()).containsExactlyInAnyOrder("a", "<unknown>");
        }
    }

    @Test
    void split_whatTrainingNeverSaw_isRefusedWithTheVocabularyThatHelps() {
        Table table = Table.create("tags");
        table.addColumns(
                StringColumn.create("words", "a a", "b b", "c c", "d d", "e e"),
                StringColumn.create("tags", "A A", "A A", "A A", "A A", "A A"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.words(table, "words").labels("tags").split(0.6, 0.2))
                .withMessageMatching(
                        "split\\(\\): the validation part has \"[a-e]\", which is not in the training data;"
                                + " call most\\(2\\) before split, so that all others become <unknown>");
    }

    @Test
    void modelWithAVocabulary_readsAnyWord() {
        var model = Rnn.builder()
                .hidden(4)
                .tanh()
                .epochs(2)
                .seed(1)
                .quiet()
                .train(tagged().atLeast(2).data());
        Table table = Table.create("new");
        table.addColumns(StringColumn.create("words", "a zebra"), StringColumn.create("tags", "A B"));
        var read = model.predict(
                Sequences.words(table, "words").labels("tags").data().getExample(0));
        assertThat(read.get(1).getOutputScores())
                .isEqualTo(model.next("a", "<unknown>").getOutputScores());
    }
}
