package io.github.unspool.jupyter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GalleryTest {
    @TempDir
    private Path folder;

    private static String block(String code, String output) {
        return "```java\n" + code + "\n```\n\n<!-- shown: it -->\n" + output + "<!-- end -->\n";
    }

    @Test
    void fill_aBlock_putsWhatItShowsInThePlaceOfWhatStoodThere() throws Exception {
        String page = "```java\nvar seven = 3 + 4;\n```\n\n" + block("seven", "before\n") + "\nText.\n";
        assertThat(Gallery.fill(page, folder))
                .isEqualTo("```java\nvar seven = 3 + 4;\n```\n\n" + block("seven", "```text\n7\n```\n") + "\nText.\n");
    }

    @Test
    void fill_training_keepsItsEndAndItsPicture() throws Exception {
        String code =
                "var model = Rnn.builder().hidden(2).tanh().epochs(2).seed(1).train(Sequences.words(\"red green blue\"));";
        assertThat(Gallery.fill(block(code, ""), folder))
                .containsPattern(
                        "<div>2 epochs, loss \\d\\.\\d{4} → \\d\\.\\d{4}\\.</div>\n\n"
                                + "<img src=\"images/[^/]*/it\\.png\" width=\"480\" alt=\"Loss by epoch: updates fall from [^\"]*\">\n<!-- end -->");
        assertThat(Files.readAllBytes(folder.resolve("it.png"))).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void fill_picturesInATable_areFiles() throws Exception {
        String code =
                "Compare.of(Rnn.builder().hidden(2).gru().epochs(2)).run(Sequences.words(\"a b c\"), Sequences.words(\"a b\"))";
        assertThat(Gallery.fill(block(code, ""), folder))
                .containsPattern("<img width=\"38\" alt=\"blue line\" src=\"images/[^/]*/it-1\\.png\"")
                .containsPattern("<img width=\"760\" alt=\"Loss by epoch[^\"]*\" src=\"images/[^/]*/it-2\\.png\"")
                .doesNotContain("base64");
        assertThat(Files.readAllBytes(folder.resolve("it-2.png"))).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void fill_aMistake_saysWhere() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Gallery.fill(block("seventh", ""), folder))
                .withMessageContaining("seventh")
                .withMessageContaining("cannot find symbol");
    }
}
