package io.github.unspool.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.unspool.file.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Example;
import org.tribuo.classification.Label;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceExample;

class TaggedFileTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("news.conll"), text);
    }

    private static List<String> sentences(SequenceDataset<Label> data) {
        List<String> sentences = new ArrayList<>();
        for (SequenceExample<Label> sentence : data) {
            StringBuilder steps = new StringBuilder();
            for (Example<Label> step : sentence) {
                steps.append(step.iterator().next().getName())
                        .append('/')
                        .append(step.getOutput().getLabel())
                        .append(' ');
            }
            sentences.add(steps.toString().strip());
        }
        return sentences;
    }

    private void assertRefused(String text, int word, int tag, String sentence) throws IOException {
        Path file = file(text);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.tagged(file, word, tag))
                .withMessage(sentence);
    }

    @Test
    void tagged_whiteSpaceBetweenColumns_givesASequenceForEachSentence() throws IOException {
        Path file = file("-DOCSTART- -X- O\n\nEU NNP B-ORG\nrejects  VBZ O\n\n\n# # O\nPeter NNP B-PER\n# # O\n");
        assertThat(sentences(Sequences.tagged(file, 1, 3).data()))
                .containsExactly("EU/B-ORG rejects/O", "#/O Peter/B-PER #/O");
    }

    @Test
    void tagged_tokensThatLookLikeComments_areTokens() throws IOException {
        Path file = file("# made by hand\n#happy JJ\n#sad JJ\n\n#1 CD\nday NN\n");
        assertThat(sentences(Sequences.tagged(file, 1, 2).data())).containsExactly("#happy/JJ #sad/JJ", "#1/CD day/NN");
    }

    @Test
    void tagged_firstColumnOfDecimalsOrRanges_keepsEveryRow() throws IOException {
        Path decimals = file("0.35\thello\tUH\n1\tthere\tEX\n1.20\tworld\tNN\n");
        assertThat(sentences(Sequences.tagged(decimals, 2, 3).data())).containsExactly("hello/UH there/EX world/NN");
        Path scores = file("1.1\ta\tA\n2.1\tb\tB\n\n3-4\tc\tC\n");
        assertThat(sentences(Sequences.tagged(scores, 2, 3).data())).containsExactly("a/A b/B", "c/C");
    }

    @Test
    void tagged_blanksAroundALabel_areNoPartOfIt() throws IOException {
        Path file = file("EU\tO \nrejects\tO\n call\t O\n");
        assertThat(sentences(Sequences.tagged(file, 1, 2).data())).containsExactly("EU/O rejects/O call/O");
    }

    @Test
    void tagged_conllU_readsWordsOnly() throws IOException {
        Path file = file(
                "\uFEFF# sent_id = 1\r\n# text = im Haus\r\n1-2\tim\t_\t_\r\n1\tin\tin\tADP\r\n2\tdem\tder\tDET\r\n"
                        + "2.1\tx\tx\tX\r\n3\t#\t#\tSYM\r\n\r\n");
        var data = Sequences.tagged(file, 2, 4).data();
        assertThat(sentences(data)).containsExactly("in/ADP dem/DET #/SYM");
        assertThat(data.getSourceProvenance().toString())
                .contains("source=news.conll")
                .contains(Sha256.of(Files.readAllBytes(file)))
                .contains("transformations=tagged(2, 4)");
    }

    @Test
    void tagged_wrongColumns_areRefusedWithTheLine() throws IOException {
        assertRefused(
                "a A\nb\n",
                1,
                2,
                "line 2 of news.conll has 1 columns, but the first token has 2; all lines must have the same number");
        assertRefused(
                "\na A\n", 1, 3, "tagged(…, 1, 3): line 2 of news.conll has the columns 1 to 2; choose two of them");
        assertRefused(
                "a A\n", 0, 1, "tagged(…, 0, 1): line 1 of news.conll has the columns 1 to 2; choose two of them");
        assertRefused(
                "# nothing\n\n", 1, 2, "news.conll has no sentences; it needs a line for each token, with its tag");
    }

    @Test
    void split_keepsSentencesWholeAndTheVocabularyOfTraining() throws IOException {
        Path file = file("a A\nb B\n\na A\n\nb B\n\na A\nc C\n\nb B\nd B\n\na A\ne A\n\nb B\nf B\n\na A\ng A\n");
        var parts = Sequences.tagged(file, 1, 2).atLeast(2).seed(4).split(0.5, 0.25);
        List<String> all = new ArrayList<>(sentences(parts.training()));
        all.addAll(sentences(parts.validation()));
        all.addAll(sentences(parts.test()));
        assertThat(all)
                .containsExactlyInAnyOrder(
                        "a/A b/B",
                        "a/A",
                        "b/B",
                        "a/A <unknown>/C",
                        "b/B <unknown>/B",
                        "a/A <unknown>/A",
                        "b/B <unknown>/B",
                        "a/A <unknown>/A");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.tagged(file, 1, 2).by("document"))
                .withMessage(
                        "by(\"document\"): a tagged file has no groups; read it as a table to keep groups of sentences together");
    }
}
