package io.github.unspool.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.OwnJvm;
import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.data.csv.Csv;
import io.github.unspool.tribuo.RnnSequenceModel;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.classification.Label;

/** Sound files that are too large for Java's memory are refused, and nothing else is harmed. */
class SmallHeapTest {
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    Path folder;

    private static List<String> refusals(Path file, String kind) {
        List<String> options = new ArrayList<>(OwnJvm.SHORT);
        options.add("-Xmx48m");
        return OwnJvm.lines(SmallHeapTest.class, options, kind, file.toString());
    }

    @Test
    void load_largeModelInASmallHeap_isRefused() throws IOException {
        Path file = folder.resolve("model");
        RnnSequenceModel<Label> model =
                Rnn.builder().hidden(2000).tanh().epochs(1).quiet().train(Samples.sentence());
        model.serializeToFile(file);
        assertThat(Files.size(file)).isGreaterThan(15 * MEGABYTE);
        assertThat(refusals(file, "model")).singleElement().asString().matches(".*model.* memory.*-Xmx.*");
    }

    @Test
    void read_tableOfOneLongLine_isRefused() throws IOException {
        Path file = folder.resolve("long.csv");
        try (Writer writer = Files.newBufferedWriter(file)) {
            String part = "x".repeat(MEGABYTE);
            for (int i = 0; i < 120; i++) {
                writer.write(part);
            }
        }
        assertThat(refusals(file, "csv")).singleElement().asString().matches(".*long.csv.* memory.*-Xmx.*");
    }

    /** Reads a file, and prints why it was refused. */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[1]);
        try {
            System.out.println(arguments[0].equals("csv") ? Csv.read(file) : RnnSequenceModel.load(file));
        } catch (RuntimeException e) {
            System.out.println(e.getMessage());
        }
    }
}
