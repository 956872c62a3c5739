package io.github.unspool.data.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.Rnn;
import io.github.unspool.data.Rows;
import io.github.unspool.data.Sequences;
import io.github.unspool.data.baseline.Baselines;
import io.github.unspool.data.split.Parts;
import io.github.unspool.tribuo.RnnModel;
import io.github.unspool.view.Views;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tribuo.Example;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** At which step a name stands is no part of the vocabulary. */
class AnyStepTest {
    private static Table table(Stream<String> texts, Stream<String> labels) {
        return Table.create("t", StringColumn.create("text", texts), StringColumn.create("label", labels));
    }

    private static Rnn rnn() {
        return Rnn.builder().hidden(8).gru().epochs(80).adam(0.02).batch(4).quiet();
    }

    private static double p(RnnModel<Label> model, Example<Label> example, String label) {
        return model.predict(example).getOutputScores().get(label).getScore();
    }

    /** The telling word stands at the places 1 to 3 of six. */
    private static RnnModel<Label> sentiment() {
        List<String> words = List.of("good", "bad");
        Stream<String> texts = IntStream.range(0, 12).mapToObj(i -> {
            String[] text = {"so", "so", "so", "so", "so", "so"};
            text[i / 2 % 3] = words.get(i % 2);
            return String.join(" ", text);
        });
        Stream<String> labels = IntStream.range(0, 12).mapToObj(i -> i % 2 == 0 ? "p" : "n");
        return rnn().train(Sequences.words(table(texts, labels), "text")
                .label("label")
                .data());
    }

    private static Example<Label> words(String text) {
        String[] words = text.split(" ");
        String[] names = IntStream.range(0, words.length)
                .mapToObj(t -> String.format(Locale.ROOT, "t%03d:%s", t + 1, words[t]))
                .toArray(String[]::new);
        double[] ones = IntStream.range(0, words.length).mapToDouble(t -> 1).toArray();
        return new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, names, ones);
    }

    @Test
    void predict_knownWordAtAPlaceThatTrainingNeverSaw_isRead() {
        RnnModel<Label> model = sentiment();
        assertThat(p(model, words("so so so good so so"), "p")).isGreaterThan(0.9);
        assertThat(p(model, words("so so so bad so so"), "p")).isLessThan(0.1);
        assertThat(model.predict(words("so so so so so so so so bad so")).getNumActiveFeatures())
                .isEqualTo(10);
    }

    @Test
    void predict_longerThanTraining_readsEveryStep() {
        Stream<String> texts = Stream.of("a", "b", "aa", "bb", "aab", "bba", "abab", "baba");
        Stream<String> labels = Stream.of("A", "B", "A", "B", "B", "A", "B", "A");
        RnnModel<Label> model = rnn().train(Sequences.letters(table(texts, labels), "text")
                .label("label")
                .data());
        Example<Label> longer = Sequences.letters("aaaabbbbaaaab");
        assertThat(model.predict(longer).getNumActiveFeatures()).isEqualTo(13);
        assertThat(model.trace(longer).steps()).hasSize(13);
        assertThat(Views.leftOut(model.predict(longer))).isEmpty();
        assertThat(Views.leftOut(model.predict(Sequences.letters("a?b")))).isEqualTo(", 1 of 3 features left out");
    }

    @Test
    void predict_beforeTheFirstStepOfTraining_isReadThere() {
        var names = new String[] {"t5:x", "t6:x"};
        var data = new org.tribuo.MutableDataset<>(
                new org.tribuo.provenance.SimpleDataSourceProvenance("a test", new LabelFactory()), new LabelFactory());
        for (int i = 0; i < 8; i++) {
            data.add(new ArrayExample<>(new Label(i % 2 == 0 ? "u" : "d"), names, new double[] {i % 2, 1}));
        }
        RnnModel<Label> model = rnn().epochs(3).train(data);
        Example<Label> earlier = new ArrayExample<>(
                LabelFactory.UNKNOWN_LABEL, new String[] {"t4:x", "t5:x", "t6:x"}, new double[] {3, 0, 1});
        assertThat(model.trace(earlier).steps()).containsExactly("t4", "t5", "t6");
        assertThat(model.predict(earlier).getNumActiveFeatures()).isEqualTo(3);
    }

    @Test
    void predict_rareLetterOfATrainingRow_isReadAsInTraining() {
        Stream<String> texts = Stream.of("ab", "ba", "abz", "aab", "bba", "qab");
        Stream<String> labels = Stream.of("A", "B", "A", "A", "B", "B");
        var data = Sequences.letters(table(texts, labels), "text")
                .label("label")
                .atLeast(2)
                .data();
        RnnModel<Label> model = rnn().epochs(5).train(data);
        var read = model.predict(Sequences.letters("abz"));
        assertThat(read.getNumActiveFeatures()).isEqualTo(3);
        assertThat(read.getOutputScores().get("A").getScore()).isEqualTo(p(model, data.getExample(2), "A"));
        // A letter that is new at a place where training had no unknown one.
        assertThat(model.predict(Sequences.letters("ñbbbbb")).getNumActiveFeatures())
                .isEqualTo(6);
    }

    @Test
    void train_validationWithUnknownWords_saysHowManyWereLeftOut() {
        var training = Sequences.letters(table(Stream.of("ab", "ba"), Stream.of("A", "B")), "text")
                .label("label")
                .data();
        var validation = Sequences.letters(table(Stream.of("abx", "xyb"), Stream.of("A", "B")), "text")
                .label("label")
                .data();
        RnnModel<Label> model = rnn().epochs(2).train(training, validation);
        assertThat(model.history().toString())
                .contains("3 of the 6 features of the validation data were not in the training data and were ignored");
        assertThat(model.leftOut(validation)).isEqualTo(3);
        assertThat(Baselines.table(new Parts.OfExamples<>(training, validation, validation), model)
                        .name())
                .isEqualTo("scores, 3 features left out");
    }

    /** Two columns of categories, each with a rare one. */
    private static Rows rows(String... cells) {
        Table table = Table.create(
                "t",
                StringColumn.create("id", IntStream.range(0, cells.length).mapToObj(i -> "s" + i)),
                StringColumn.create("word", Stream.of(cells).map(c -> c.split(" ")[0])),
                StringColumn.create("pos", Stream.of(cells).map(c -> c.split(" ")[1])),
                StringColumn.create("label", Stream.of(cells).map(c -> c.split(" ")[2])));
        return Sequences.table(table).id("id");
    }

    @Test
    void atLeast_severalFeaturesAStep_makesRareCategoriesOfEachColumnUnknown() {
        var data = rows("run V a", "run N a", "dog N b", "run N b", "dog V b", "cat X b")
                .features("word", "pos")
                .label("label")
                .atLeast(2)
                .data();
        assertThat(data.getFeatureMap().keySet())
                .containsExactlyInAnyOrder(
                        "t001:word=run",
                        "t001:word=dog",
                        "t001:word=<unknown>",
                        "t001:pos=V",
                        "t001:pos=N",
                        "t001:pos=<unknown>");
        RnnModel<Label> model = rnn().epochs(3).train(data);
        var unknown =
                rows("emu N a").features("word", "pos").label("label").data().getExample(0);
        assertThat(model.predict(unknown).getNumActiveFeatures()).isEqualTo(2);
        var same = new ArrayExample<>(
                new Label("a"), new String[] {"t001:word=<unknown>", "t001:pos=N"}, new double[] {1, 1});
        assertThat(p(model, unknown, "a")).isCloseTo(p(model, same, "a"), within(1e-12));
    }

    @Test
    void split_ofSeparateFiles_readsAllByTheVocabularyOfTraining() {
        var parts = rows("run V a", "run N b", "dog N b", "cat V a")
                .features("word")
                .label("label")
                .atLeast(2)
                .split(
                        rows("run V a", "emu V b").features("word").label("label"),
                        rows("dog V b").features("word").label("label"));
        assertThat(parts.validation().getFeatureMap().keySet())
                .containsExactlyInAnyOrder("t001:word=run", "t001:word=<unknown>");
        assertThat(parts.test().getFeatureMap().keySet()).containsExactly("t001:word=<unknown>");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rows("run V a")
                        .features("word")
                        .label("label")
                        .split(
                                rows("run V a", "run V c").features("word").label("label"),
                                rows("run V a").features("word").label("label")))
                .withMessage(
                        "the validation data t has the label \"c\" in sequence 2, which is not in the training data;"
                                + " remove the sequence, or add a similar one to the training data");
    }

    @Test
    void baselines_onASeparateTestFile_readItAsTheModelDoes() {
        Table training = table(Stream.of("a b", "a c", "b c", "d a"), Stream.of("A B", "A U", "B U", "U A"));
        var data = Sequences.words(training, "text").labels("label").atLeast(2).data();
        Table test = table(Stream.of("z a"), Stream.of("U A"));
        var read = Sequences.words(test, "text").labels("label").data();
        var baseline = Baselines.perToken().train(data);
        // z was never seen, so it is what d is: unknown, which was always U.
        assertThat(baseline.predict(read.getExample(0)).get(0).getOutput().getLabel())
                .isEqualTo("U");
    }

    @Test
    void advice_neverDestroysTheVocabulary() {
        assertThat(Vocabulary.advice(java.util.Map.of("a", 280L, "b", 280L, "c", 281L, "d", 300L, "e", 280L)))
                .isEqualTo("call most(4) before split, so that all others become <unknown>");
        assertThat(Vocabulary.advice(java.util.Map.of("a", 1L, "b", 1L, "c", 7L)))
                .isEqualTo("call atLeast(2) before split, so that 1 of 3 are known and all others become <unknown>");
        assertThat(Vocabulary.advice(java.util.Map.of("a", 4L, "b", 9L, "c", 7L)))
                .isEqualTo("call atLeast(5) before split, so that 2 of 3 are known and all others become <unknown>");
        assertThat(Vocabulary.advice(java.util.Map.of("a", 4L))).isEqualTo("use a larger fraction for training");
    }

    @Test
    void most_ofLines_doesNotCountTheMarks() {
        var data = Sequences.text("a b c\na b\na").words().lines().most(2).data();
        assertThat(data.getFeatureMap().keySet()).containsExactlyInAnyOrder("<begin>", "a", "b", "<unknown>");
    }
}
