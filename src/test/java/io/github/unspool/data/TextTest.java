package io.github.unspool.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.unspool.Rnn;
import io.github.unspool.data.text.TextFile;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.tribuo.Example;
import org.tribuo.classification.Label;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceExample;

class TextTest {
    private static final String COUNTING = "one two three four ".repeat(25).strip();

    private static String steps(SequenceExample<Label> sequence) {
        List<String> steps = new ArrayList<>();
        for (Example<Label> step : sequence) {
            steps.add(step.iterator().next().getName() + "→" + step.getOutput().getLabel());
        }
        return String.join(" ", steps);
    }

    private static List<String> steps(SequenceDataset<Label> data) {
        return data.getData().stream().map(TextTest::steps).toList();
    }

    private static TreeSet<String> read(SequenceDataset<Label> data) {
        return new TreeSet<>(data.getFeatureMap().keySet());
    }

    private static TreeSet<String> predicted(SequenceDataset<Label> data) {
        TreeSet<String> labels = new TreeSet<>();
        data.getOutputInfo().getDomain().forEach(label -> labels.add(label.getLabel()));
        return labels;
    }

    private static void assertRefused(ThrowingCallable call, String sentence) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(sentence);
    }

    @Test
    void data_ofALine_isOneSequence() {
        assertThat(steps(Sequences.text("a b\nc").data())).containsExactly("a→b b→c");
        assertThat(steps(Sequences.text("ab").characters().data())).containsExactly("a→b");
    }

    @Test
    void lines_haveMarksAtBothEnds() {
        assertThat(steps(Sequences.text("a b\n\n c\n").words().lines().data()))
                .containsExactly("<begin>→a a→b b→<end>", "<begin>→c c→<end>");
        assertThat(steps(Sequences.text("ab\nc").characters().lines().data()))
                .containsExactly("<begin>→a a→b b→<end>", "<begin>→c c→<end>");
    }

    @Test
    void lines_withTheMarkAsAWord_areRefused() {
        assertRefused(
                () -> Sequences.text("a\nb <end> c").lines().data(),
                "the line \"b <end> c\" contains <end>, which is reserved for the end of a line; replace it");
        assertRefused(
                () -> Sequences.text(" \n").lines().data(),
                "the text has no line; use a longer text or another fraction");
    }

    @Test
    void linesAndParts_excludeEachOther() {
        Text text = Sequences.text("a b\nc d");
        assertThatIllegalStateException()
                .isThrownBy(() -> text.lines().parts(2))
                .withMessage("parts(2) and lines() exclude each other; remove one of them");
        assertThatIllegalStateException()
                .isThrownBy(() -> text.parts(2).lines())
                .withMessage("lines() and parts(2) exclude each other; remove one of them");
    }

    @Test
    void vocabulary_makesTheRareUnknown() {
        Text text = Sequences.text("a b a c a b d");
        assertThat(steps(text.atLeast(2).data())).containsExactly("a→b b→a a→<unknown> <unknown>→a a→b b→<unknown>");
        assertThat(steps(text.most(1).data()))
                .containsExactly("a→<unknown> <unknown>→a a→<unknown> <unknown>→a a→<unknown> <unknown>→<unknown>");
        assertThat(steps(Sequences.text("b a c").most(2).data()))
                .as("of words as frequent, the first by their characters")
                .containsExactly("b→a a→<unknown>");
    }

    @Test
    void split_followsTheText() {
        var parts = Sequences.text("a b a b a b a b b b").split(0.6, 0.2);
        assertThat(steps(parts.training())).containsExactly("a→b b→a a→b b→a a→b");
        assertThat(steps(parts.validation())).containsExactly("a→b");
        assertThat(steps(parts.test())).containsExactly("b→b");
    }

    @Test
    void split_inParts_givesTheOthersSequencesAboutAsLong() {
        var parts = Sequences.text(COUNTING).parts(8).split(0.8, 0.1);
        assertThat(parts.training().getData()).hasSize(8).allMatch(sequence -> sequence.size() >= 9);
        assertThat(parts.validation().getData()).hasSize(1).allMatch(sequence -> sequence.size() == 9);
        assertThat(parts.test().getData()).hasSize(1).allMatch(sequence -> sequence.size() == 9);
    }

    @Test
    void split_lines_neverCutsOne() {
        var parts = Sequences.text("a b\nb a\na b\na a\n").lines().split(0.5, 0.25);
        assertThat(steps(parts.training())).containsExactly("<begin>→a a→b b→<end>", "<begin>→b b→a a→<end>");
        assertThat(steps(parts.validation())).containsExactly("<begin>→a a→b b→<end>");
        assertThat(steps(parts.test())).containsExactly("<begin>→a a→a a→<end>");
    }

    @Test
    void split_laterParts_haveNoSayInTheVocabulary() {
        var parts = Sequences.text("a b a b c a b b a z a z z z z a z a b a")
                .atLeast(2)
                .split(0.5, 0.25);
        assertThat(read(parts.training())).containsExactly("<unknown>", "a", "b");
        assertThat(read(parts.training())).containsAll(read(parts.validation())).containsAll(read(parts.test()));
        assertThat(predicted(parts.training()))
                .containsAll(predicted(parts.validation()))
                .containsAll(predicted(parts.test()));
        assertThat(steps(parts.validation()))
                .containsExactly("a→<unknown> <unknown>→<unknown> <unknown>→<unknown> <unknown>→<unknown>");
    }

    @Test
    void split_whatTrainingNeverSaw_isRefusedWithTheVocabularyThatHelps() {
        Text text = Sequences.text("a b a b a b a b a ß a b");
        String sentence =
                "split(): the %s part has \"ß\", which is not in the training data; call most(1) before split, so that all others become <unknown>";
        assertRefused(() -> text.split(0.5, 0.4), sentence.formatted("validation"));
        assertRefused(() -> text.atLeast(2).split(0.5, 0.2), sentence.formatted("test"));
        assertThat(steps(text.atLeast(4).split(0.5, 0.25).validation()))
                .containsExactly("<unknown>→<unknown> <unknown>→<unknown>");
    }

    @Test
    void split_sharesThatLeaveNothing_areRefused() {
        String sentence = "split(%s, %s): both fractions must be positive, with a sum below 1; try split(0.8, 0.1)";
        assertRefused(() -> Sequences.text("a b").split(0.9, 0.1), sentence.formatted(0.9, 0.1));
        assertRefused(() -> Sequences.text("a b").split(0, 0.1), sentence.formatted(0.0, 0.1));
        assertRefused(() -> Sequences.text("a b").split(0.5, Double.NaN), sentence.formatted(0.5, Double.NaN));
        assertRefused(
                () -> Sequences.text("a b a b").split(0.5, 0.25),
                "a validation part of 1 words is too short for 1 sequences of at least two; use a longer text or fewer parts");
    }

    @Test
    void provenance_tellsTheCallsThatMadeIt() {
        var parts = Sequences.text(COUNTING).characters().parts(4).atLeast(2).split(0.8, 0.1);
        assertThat(parts.training().getSourceProvenance().toString())
                .contains("source=text")
                .contains("transformations=characters().parts(4).atLeast(2).split(0.8, 0.1), training")
                .contains(TextFile.of(COUNTING).source().sha256());
    }

    @Test
    void modelOfLines_beginsAndEndsByItself() {
        var data = Sequences.text("one two three\n".repeat(8)).lines().data();
        var model = Rnn.builder()
                .hidden(8)
                .tanh()
                .epochs(60)
                .adam(0.05)
                .seed(1)
                .quiet()
                .train(data);
        assertThat(model.text().sampler().temperature(0.1).write("", 10)).isEqualTo("one two three");
        assertThat(model.text().sampler().temperature(0.1).write("one two", 10)).isEqualTo("one two three");
        assertThat(model.text().likeliest("", 10, 2)).isEqualTo("one two three");
    }

    @Test
    void modelWithAVocabulary_readsWhatItNeverSawAsUnknown() {
        var data = Sequences.text("one two one two rare one two").atLeast(2).data();
        var model = Rnn.builder().hidden(4).tanh().epochs(2).seed(1).quiet().train(data);
        assertThat(model.next("one", "zebra").getOutputScores())
                .isEqualTo(model.next("one", "<unknown>").getOutputScores());
        assertThat(model.surprise("one", "zebra").nats())
                .isEqualTo(model.surprise("one", "<unknown>").nats());
    }

    @Test
    void subwords_areWhatGpt2Reads() {
        assertThat(steps(Sequences.text("recurrent networks 🐋").subwords().data()))
                .containsExactly("rec→urrent urrent→ networks  networks→ 🐋");
    }
}
