package io.github.unspool.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.unspool.tribuo.provenance.TextProvenance;
import io.github.unspool.tribuo.text.TextUnit;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceExample;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class SequencesTest {
    private static final String TEXT = "Call me Ishmael. Some years ago";

    /** Each step as feature→label; each has one feature, of value 1. */
    private static List<String> steps(SequenceExample<Label> sequence) {
        List<String> steps = new ArrayList<>();
        for (Example<Label> step : sequence) {
            var features = step.iterator();
            var feature = features.next();
            assertThat(feature.getValue()).isEqualTo(1);
            assertThat(features).isExhausted();
            steps.add(feature.getName() + "→" + step.getOutput().getLabel());
        }
        return steps;
    }

    private static List<List<String>> steps(SequenceDataset<Label> data) {
        return data.getData().stream().map(SequencesTest::steps).toList();
    }

    private static void assertRefused(ThrowingCallable call, String sentence) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(sentence);
    }

    @Test
    void words_sentence_givesAtEachWordTheNext() {
        assertThat(steps(Sequences.words("I love neural networks")))
                .containsExactly(List.of("I→love", "love→neural", "neural→networks"));
    }

    @Test
    void words_severalSentences_giveASequenceEach() {
        assertThat(steps(Sequences.words("a b", "b c a"))).containsExactly(List.of("a→b"), List.of("b→c", "c→a"));
    }

    @Test
    void words_anyWhiteSpace_isOneGap() {
        assertThat(steps(Sequences.words("  a \t b\n\nc "))).containsExactly(List.of("a→b", "b→c"));
    }

    @Test
    void words_wrongSentences_areRefused() {
        assertRefused(
                Sequences::words,
                "words(): no sentences; give at least one, such as words(\"I love recurrent neural networks\")");
        assertRefused(() -> Sequences.words("a b", " \n"), "sentence 2 is empty; it needs at least two words");
        assertRefused(
                () -> Sequences.words(" alone "), "sentence 1, \"alone\", has only one word; it needs at least two");
    }

    @Test
    void words_provenance_tellsUnitSequencesAndHash() {
        // printf 'a b\nb c' | sha256sum
        assertThat(Sequences.words("a b", "b c").getSourceProvenance())
                .isEqualTo(new TextProvenance(
                        new TextProvenance.Source(
                                "text", "2e772e12c7b4bdb378c10af5f5dea0a3d69b176a1b11193022ad9c4d03705601"),
                        "words",
                        TextUnit.WORDS,
                        false,
                        2,
                        new LabelFactory().getProvenance()));
    }

    @Test
    void characters_outsideTheBmp_areOneStepEach() {
        assertThat(steps(Sequences.characters("a𝄞🐋b"))).containsExactly(List.of("a→𝄞", "𝄞→🐋", "🐋→b"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 30})
    void characters_inParts_coverTheTextWithoutLosingACharacter(int parts) {
        SequenceDataset<Label> data = Sequences.characters(TEXT, parts);
        StringBuilder read = new StringBuilder(TEXT.substring(0, 1));
        String last = TEXT.substring(0, 1);
        for (List<String> sequence : steps(data)) {
            assertThat(sequence.get(0)).as("where the part begins").startsWith(last);
            for (String step : sequence) {
                last = step.substring(2);
                read.append(last);
            }
        }
        assertThat(read).hasToString(TEXT);
        assertThat(data.getData())
                .hasSize(parts)
                .allSatisfy(sequence -> assertThat(sequence.size()).isBetween(30 / parts, 30 / parts + 1));
    }

    @Test
    void characters_tooFewForTheParts_areRefused() {
        String advice = " of at least two; use a longer text or fewer parts";
        assertRefused(() -> Sequences.characters("a"), "a text of 1 characters is too short for 1 sequences" + advice);
        assertRefused(
                () -> Sequences.characters("abc", 3), "a text of 3 characters is too short for 3 sequences" + advice);
        assertRefused(() -> Sequences.characters("abc", 0), "parts(0): the number must be at least 1; try parts(32)");
    }

    @Test
    void words_otherWhiteSpaceThanBlanks_separatesToo() {
        var steps = Sequences.words("\u2003a\u2003b c\u00a0d").getExample(0);
        assertThat(steps.size()).isEqualTo(3);
    }

    @Test
    void letters_ofOneWord_haveTheNamesOfThoseOfATable() {
        Table table = Table.create(StringColumn.create("name", "Novák"), StringColumn.create("language", "Czech"));
        Example<Label> trained =
                Sequences.letters(table, "name").label("language").data().getExample(0);
        Example<Label> example = Sequences.letters("Novák");
        assertThat(example.getOutput()).isEqualTo(LabelFactory.UNKNOWN_LABEL);
        assertThat(example)
                .extracting(Feature::getName)
                .containsExactly("t001:N", "t002:o", "t003:v", "t004:á", "t005:k");
        assertThat(example).containsExactlyElementsOf(trained);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.letters(""))
                .withMessage("letters(\"\"): the word is empty; it needs at least one letter");
    }
}
