package io.github.unspool.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.unspool.data.split.Parts;
import io.github.unspool.tribuo.adapter.TextReader;
import io.github.unspool.tribuo.output.ImmutableLabelSequenceInfo;
import io.github.unspool.tribuo.output.LabelSequence;
import io.github.unspool.tribuo.provenance.TableProvenance;
import io.github.unspool.tribuo.text.TextUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.test.Helpers;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class PairsTest {
    @TempDir
    Path directory;

    private static Table table(String... cells) {
        StringColumn word = StringColumn.create("word");
        StringColumn sound = StringColumn.create("sound");
        for (int i = 0; i < cells.length; i += 2) {
            word.append(cells[i]);
            sound.append(cells[i + 1]);
        }
        return Table.create("pairs", word, sound);
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.writeString(directory.resolve(name), String.join("\n", lines) + "\n");
    }

    private static List<String> texts(Dataset<LabelSequence> data) {
        List<String> texts = new ArrayList<>();
        for (Example<LabelSequence> example : data) {
            texts.add(inputs(example) + " > " + example.getOutput());
        }
        return texts;
    }

    private static String inputs(Example<?> example) {
        StringJoiner names = new StringJoiner(" ");
        example.forEach(feature -> names.add(feature.getName()));
        return names.toString();
    }

    @Test
    void letters_toWords_haveAStepForEachLetterAndALabelForEachWord() {
        Dataset<LabelSequence> data = Sequences.pairs(table("cat", "K AE T", "é😀", " AH\tN "), "word", "sound")
                .letters()
                .toWords()
                .data();
        assertThat(texts(data)).containsExactly("t001:c t002:a t003:t > K AE T", "t001:é t002:😀 > AH N");
        assertThat(((ImmutableLabelSequenceInfo) data.getOutputIDInfo()).longest())
                .isEqualTo(3);
    }

    @Test
    void words_toLetters_keepsTheSpaces() {
        Dataset<LabelSequence> data = Sequences.pairs(table("3 May 2021", "3. 5."), "word", "sound")
                .words()
                .toLetters()
                .data();
        assertThat(texts(data)).containsExactly("t001:3 t002:May t003:2021 > 3 . \\s 5 .");
    }

    @Test
    void subwords_toSubwords_joinToTheText() {
        Dataset<LabelSequence> data = Sequences.pairs(table("unspooling it", "winding it up"), "word", "sound")
                .subwords()
                .toSubwords()
                .data();
        assertThat(String.join("", data.getExample(0).getOutput().labels())).isEqualTo("winding it up");
        assertThat(TextReader.of(data.getProvenance()).orElseThrow().unit()).isEqualTo(TextUnit.SUBWORDS);
    }

    @Test
    void steps_toLetters_isTheSameAsPairs() {
        Table table = table("cat", "K AE T", "dog", "D AO G");
        var steps = Sequences.letters(table, "word").toWords("sound").data();
        var pairs = Sequences.pairs(table, "word", "sound").letters().toWords().data();
        assertThat(texts(steps)).isEqualTo(texts(pairs));
        assertThat(steps.getProvenance().getSourceProvenance())
                .isEqualTo(pairs.getProvenance().getSourceProvenance());
    }

    @Test
    void rows_toLetters_haveATargetOfAnotherLength() {
        Table table = Datasets.strokes();
        var data = Sequences.table(table.where(table.stringColumn("font").isEqualTo("futural")))
                .id("glyph")
                .time("step")
                .features("x", "y", "pen")
                .toLetters("glyph")
                .data();
        assertThat(data.size()).isEqualTo(52);
        assertThat(data.getExample(0).getOutput()).hasToString("f u t u r a l - a");
        assertThat(data.getExample(0).size()).isGreaterThan(20);
    }

    @Test
    void provenance_saysHowBothSidesAreCut() {
        Table table = table("cat", "K AE T", "dog", "D AO G").setName("cats");
        table.column("sound").setName("a \".toLetters(\" b");
        var data = Sequences.pairs(table, "word", "a \".toLetters(\" b")
                .letters()
                .toWords()
                .data();
        TableProvenance made = TableProvenance.of(data.getProvenance()).orElseThrow();
        assertThat(made.unit()).contains(TextUnit.CHARACTERS);
        assertThat(made.targetUnit()).contains(TextUnit.WORDS);
        assertThat(made.toString()).contains("letters(\"word\").toWords(\"a \\\".toLetters(\\\" b\")");
        Helpers.testProvenanceMarshalling(data.getProvenance());
        assertThat(TableProvenance.of(Sequences.letters(Datasets.surnames(), "name")
                                .label("language")
                                .data()
                                .getProvenance())
                        .orElseThrow()
                        .targetUnit())
                .isEmpty();
    }

    @Test
    void split_wordsWithSeveralTargets_stayTogether() {
        String[] cells = IntStream.range(0, 200)
                .mapToObj(i -> i % 2 == 0 ? "w" + i / 4 : i % 4 == 1 ? "a b" : "b a")
                .toArray(String[]::new);
        Parts.OfExamples<LabelSequence> parts = Sequences.pairs(table(cells), "word", "sound")
                .letters()
                .toWords()
                .split(0.6, 0.2);
        assertThat(parts.training().size()
                        + parts.validation().size()
                        + parts.test().size())
                .isEqualTo(100);
        Set<String> seen = new HashSet<>();
        for (Dataset<LabelSequence> part : List.of(parts.training(), parts.validation(), parts.test())) {
            Set<String> own = new HashSet<>();
            part.forEach(example -> own.add(inputs(example)));
            assertThat(own).hasSize(part.size() / 2).noneMatch(seen::contains);
            seen.addAll(own);
        }
        assertThat(parts.training().getProvenance().toString()).contains(".by(\"word\").split(0.6, 0.2), training");
    }

    /** Words of one letter each; the last three of 30 are read x in the source only, and of the target only once. */
    private static Pairs.Targets rare() {
        String[] cells = IntStream.range(0, 60)
                .mapToObj(i -> i % 2 == 0 ? "c" + i / 2 + " a" : i < 54 ? "A" : "Z" + i)
                .toArray(String[]::new);
        return Sequences.pairs(table(cells), "word", "sound").words();
    }

    @Test
    void split_aTargetThatTrainingLacks_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rare().toWords().split(0.5, 0.25))
                .withMessageMatching(
                        "split\\(\\): the (validation|test) part has \"Z\\d\\d\" in the target \"Z\\d\\d\", which is in no target of the training data; call atLeast\\(2\\) before split, so that 1 of \\d are known and all others become <unknown>");
    }

    @Test
    void atLeast_rareTokensOfBothSides_becomeUnknown() {
        var parts = rare().toWords().atLeast(2).split(0.8, 0.1);
        Set<String> labels = new HashSet<>();
        Set<String> features = new HashSet<>();
        for (Dataset<LabelSequence> part : List.of(parts.training(), parts.validation(), parts.test())) {
            part.forEach(example -> {
                labels.addAll(example.getOutput().labels());
                example.forEach(feature -> features.add(feature.getName()));
            });
        }
        assertThat(labels).containsExactlyInAnyOrder("A", "<unknown>");
        assertThat(features).containsExactlyInAnyOrder("t001:<unknown>", "t002:a");
    }

    @Test
    void split_officialFiles_haveTheVocabularyOfTraining() {
        var training = Sequences.pairs(table("ab", "A B", "ba", "B A"), "word", "sound")
                .letters()
                .toWords();
        var other =
                Sequences.pairs(table("aba", "A C"), "word", "sound").letters().toWords();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> training.split(training, other))
                .withMessage(
                        "split(): the pairs has \"C\" in the target \"A C\", which is in no target of the training data; call most(1) before split, so that all others become <unknown>");
        var parts = training.most(1).split(training, other);
        assertThat(texts(parts.training()))
                .containsExactly("t001:a t002:<unknown> > A <unknown>", "t001:<unknown> t002:a > <unknown> A");
        assertThat(texts(parts.test())).containsExactly("t001:a t002:<unknown> t003:a > A <unknown>");
    }

    @Test
    void pairs_csv_isReadAsText() throws IOException {
        Path csv = file("numbers.csv", "in,out", "1,one", "NA,none", "3 May 2021,2021-05-03");
        assertThat(texts(Sequences.pairs(csv, "in", "out").words().toLetters().data()))
                .containsExactly(
                        "t001:1 > o n e", "t001:NA > n o n e", "t001:3 t002:May t003:2021 > 2 0 2 1 - 0 5 - 0 3");
        Path bars = file("bars.csv", "in|out", "a|b");
        assertThat(texts(Sequences.pairs(bars, c -> c.separator('|'), "in", "out")
                        .words()
                        .toWords()
                        .data()))
                .containsExactly("t001:a > b");
    }

    @Test
    void pairs_ofWhatDoesNotFit_sayWhere() throws IOException {
        Path gap = file("gap.csv", "in,out", "a,b", "c,");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.pairs(gap, "in", "out"))
                .withMessage("row 2 of gap.csv has nothing in column \"out\"; add a text, or remove the row");
        Path first = file("first.csv", "in,out", ",b", "c,d");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.pairs(first, "in", "out"))
                .withMessage("row 1 of first.csv has nothing in column \"in\"; add a text, or remove the row");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.pairs(gap, "in", "output"))
                .withMessage("gap.csv has no column \"output\"; did you mean \"out\"? The columns are in, out");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.pairs(table("a", " \t"), "word", "sound"))
                .withMessage("row 1 of pairs has nothing in column \"sound\"; add a text, or remove the row");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.pairs(table(), "word", "sound"))
                .withMessage("pairs has no rows; add at least one");
    }

    @Test
    void pairs_parallelFiles_belongTogetherLineByLine() throws IOException {
        Path english = file("train.en", "good day", "thanks");
        Path german = file("train.de", "guten Tag", "danke");
        var data = Sequences.pairs(english, german).words().toWords().data();
        assertThat(texts(data)).containsExactly("t001:good t002:day > guten Tag", "t001:thanks > danke");
        assertThat(data.getProvenance().toString()).contains("train.en, train.de");

        Path longer = file("longer.de", "guten Tag", "danke", "bitte");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.pairs(english, longer))
                .withMessage(
                        "train.en has 2 lines, but longer.de has 3; line n of one must be the target of line n of the other");
        Path blank = file("blank.de", "guten Tag", " ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.pairs(english, blank))
                .withMessage("line 2 of blank.de is blank; remove it from both files, or add a text");
    }
}
