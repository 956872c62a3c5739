package io.github.unspool.trial;

import io.github.unspool.OwnJvm;
import io.github.unspool.Samples;
import io.github.unspool.data.music.Melodies;
import io.github.unspool.tribuo.RnnSequenceModel;
import io.github.unspool.view.Views;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tribuo.classification.Label;

/** Saves one of two contents over the other until it is killed. */
public final class KilledSaving {
    private static RnnSequenceModel<Label> one;
    private static RnnSequenceModel<Label> other;

    private KilledSaving() {}

    /** Saves the first or the second of two contents. */
    interface Writer {
        void write(boolean first, Path file) throws IOException;
    }

    /** All formats that are written, by name. */
    static Map<String, Writer> writers() {
        Map<String, Writer> writers = new LinkedHashMap<>();
        writers.put("model", (first, file) -> model(first).serializeToFile(file));
        writers.put("npz", (first, file) -> model(first).weights().writeNumpy(file));
        writers.put("onnx", (first, file) -> model(first).saveONNXModel("org.example", 1, file));
        writers.put(
                "chart", (first, file) -> Views.save(Views.chart(model(first).history()), file));
        writers.put("midi", (first, file) -> Melodies.write((first ? "C4/1 " : "D4/2 ").repeat(2000), file));
        return writers;
    }

    private static RnnSequenceModel<Label> model(boolean first) {
        if (one == null) {
            one = Samples.rnn().hidden(200).tanh().epochs(1).train(Samples.sentence());
            other = Samples.rnn().hidden(201).tanh().epochs(1).train(Samples.sentence());
        }
        return first ? one : other;
    }

    /**
     * Saves until it is killed.
     *
     * @param arguments the name of a writer, the file
     */
    public static void main(String[] arguments) throws IOException {
        OwnJvm.endWithParent();
        Writer writer = writers().get(arguments[0]);
        Path file = Path.of(arguments[1]);
        writer.write(true, Path.of(arguments[1] + ".first"));
        writer.write(false, Path.of(arguments[1] + ".second"));
        Files.copy(Path.of(arguments[1] + ".first"), file);
        System.out.println("saving");
        for (boolean first = false; ; first = !first) {
            writer.write(first, file);
        }
    }
}
