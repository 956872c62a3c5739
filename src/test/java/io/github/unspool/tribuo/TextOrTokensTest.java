package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.data.Sequences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** One argument is a text, several are tokens; both give the same bits. */
class TextOrTokensTest {
    private static final Rnn RNN =
            Rnn.builder().hidden(4).gru().epochs(3).adam(0.05).quiet();

    @TempDir
    Path directory;

    private static Map<String, Label> scores(Prediction<Label> prediction) {
        return prediction.getOutputScores();
    }

    private static final String SENTENCE = "I love recurrent neural networks";
    private static final String[] WORDS = SENTENCE.split(" ");

    @Test
    void words_asATextOrOneByOne_areTheSame() {
        RnnSequenceModel<Label> model = RNN.train(Sequences.words(SENTENCE));
        assertThat(scores(model.next("I love  recurrent\tneural")))
                .isEqualTo(scores(model.next("I", "love", "recurrent", "neural")));
        assertThat(model.surprise(SENTENCE)).hasToString(model.surprise(WORDS).toString());
        assertThat(model.surprise(SENTENCE).nats())
                .isEqualTo(model.surprise(WORDS).nats());
        assertThat(model.trace("I love").steps()).containsExactly("I", "love");
        assertThat(Samples.bits(model.text().gradients(SENTENCE)))
                .isEqualTo(Samples.bits(model.text().gradients(WORDS)));
        assertThat(model.gradientFlow(SENTENCE).steps()).isEqualTo(List.of("I", "love", "recurrent", "neural"));
        assertThat(model.saliency("I love").steps()).containsExactly("I", "love");
        assertThat(scores(model.start().read("I love").read("recurrent").prediction()))
                .isEqualTo(scores(model.next("I love recurrent")));
        assertThat(model.predict("I love").stream().map(TextOrTokensTest::scores))
                .containsExactly(scores(model.next("I")), scores(model.next("I love")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.next("I luv"))
                .withMessageStartingWith(
                        "\"luv\" was not in the training data; the nearest of its 4 known words: \"love\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.next(" "))
                .withMessage("next(): there are no tokens; pass at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.surprise("I"))
                .withMessage("surprise(): the first token is only an input, so at least two are needed");
    }

    @Test
    void characters_areCutAsTheyWereInTraining() {
        RnnSequenceModel<Label> model = RNN.train(Sequences.characters("a b ba"));
        assertThat(scores(model.next("a b"))).isEqualTo(scores(model.next("a", " ", "b")));
    }

    @Test
    void linesThatBeginWithAMark_beginWithItAsATextToo() throws IOException {
        Path file = Files.writeString(directory.resolve("names.txt"), "ann\nnan\nanna\n");
        RnnSequenceModel<Label> model =
                RNN.train(Sequences.text(file).characters().lines().data());
        assertThat(scores(model.next("an"))).isEqualTo(scores(model.next("<begin>", "a", "n")));
        assertThat(scores(model.next("a"))).isEqualTo(scores(model.next("<begin>", "a")));
        assertThat(scores(model.start().read("a").read("n").prediction())).isEqualTo(scores(model.next("an")));
        assertThat(scores(model.start().read("<begin>").read("an").prediction()))
                .isEqualTo(scores(model.next("an")));
        assertThat(model.trace("<begin>").steps()).containsExactly("<begin>");
        assertThat(model.trace("a", "n").steps()).containsExactly("a", "n");
    }

    private static Table names() {
        return Table.create("names")
                .addColumns(
                        StringColumn.create("name", "Nowak", "Kowalski", "Smith", "Jones", "Nowaczyk", "Johns"),
                        StringColumn.create("language", "pl", "pl", "en", "en", "pl", "en"),
                        StringColumn.create("words", "very good", "good film", "bad", "a bad film", "good", "bad"));
    }

    @Test
    void names_arePredictedAsTheyAreWritten() {
        RnnModel<Label> model = RNN.train(
                Sequences.letters(names(), "name").label("language").atLeast(2).data());
        for (String name : List.of("Nowak", "Johnson", "Жuk")) {
            assertThat(scores(model.predict(name))).isEqualTo(scores(model.predict(Sequences.letters(name))));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.predict(""))
                .withMessage("predict(\"\"): the text is empty");
        RnnModel<Label> words =
                RNN.train(Sequences.words(names(), "words").label("language").data());
        var film = new ArrayExample<>(new Label("en"), new String[] {"t001:good", "t002:film"}, new double[] {1, 1});
        assertThat(scores(words.predict("good film"))).isEqualTo(scores(words.predict(film)));
    }

    @Test
    void modelOfNumbers_cannotCutAText() {
        RnnModel<Label> model = RNN.train(Examples.labels(12, i -> i % 2 == 0 ? "even" : "odd"));
        assertThatIllegalStateException()
                .isThrownBy(() -> model.predict("Nowak"))
                .withMessage(
                        "the model was not trained on letters or words, so it cannot split a text; pass an example");
    }

    @Test
    void tokensThatAreNoText_areTakenAsTheyAre() {
        RnnSequenceModel<Label> model =
                RNN.train(Samples.dataset(List.of(Samples.sequence(1, "New York→CITY", "in→O"))));
        assertThat(scores(model.next("New York"))).hasSize(2);
    }
}
