package io.github.unspool.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.unspool.data.Sequences;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {
    @TempDir
    private Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("book.txt"), bytes);
    }

    @Test
    void read_anyLineEndAndByteOrderMark_givesPlainText() throws IOException {
        Path file = file("\uFEFFä\r\nb\rc\n".getBytes(StandardCharsets.UTF_8));
        TextFile read = TextFile.read(file);
        assertThat(read.text()).isEqualTo("ä\nb\nc\n");
        assertThat(read.source().name()).isEqualTo("book.txt");
        // printf '\xef\xbb\xbfä\r\nb\rc\n' | sha256sum
        assertThat(read.source().sha256())
                .isEqualTo("72b57849bbc828faf1b118b6fea7fb2223a7b8034fb5b1608d7443e558783ee7");
    }

    @Test
    void read_anotherEncoding_saysWhichByteAndLine() throws IOException {
        Path latin = file("Zeile\nGrüße".getBytes(StandardCharsets.ISO_8859_1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.text(latin))
                .withMessage("book.txt is not UTF-8: byte 9, in line 2, is 0xFC; save it as UTF-8, or read it"
                        + " yourself, such as with Files.readString(path, StandardCharsets.ISO_8859_1)");
        Path wide = file("\uFEFFab".getBytes(StandardCharsets.UTF_16LE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.text(wide))
                .withMessageStartingWith("book.txt is UTF-16, not UTF-8: byte 1, in line 1, is 0xFF;");
        Path cut = file(new byte[] {'a', (byte) 0xC3});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.text(cut))
                .withMessageStartingWith("book.txt is not UTF-8: byte 2, in line 1, is 0xC3;");
    }

    @Test
    void read_tooLarge_isRefusedWithTheMemoryItNeeds() throws IOException {
        Path file = folder.resolve("huge.txt");
        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(1L << 42);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.text(file))
                .withMessageMatching(
                        "huge\\.txt needs about 17592\\.2 GB of memory, but only .* [MG]B are available to Java; use less data, or start Java with -Xmx\\d+m \\(for a notebook, set JDK_JAVA_OPTIONS=-Xmx\\d+m before Jupyter starts\\)");
    }

    @Test
    void read_noFile_saysWhich() {
        Path none = folder.resolve("none.txt");
        assertThatThrownBy(() -> Sequences.text(none))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("there is no file " + none);
    }
}
