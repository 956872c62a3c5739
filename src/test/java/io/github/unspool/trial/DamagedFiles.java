package io.github.unspool.trial;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.compare.Compare;
import io.github.unspool.data.Sequences;
import io.github.unspool.data.Series;
import io.github.unspool.data.csv.Csv;
import io.github.unspool.data.music.Melodies;
import io.github.unspool.data.split.Parts;
import io.github.unspool.file.Excerpt;
import io.github.unspool.network.Weights;
import io.github.unspool.tribuo.RnnModel;
import io.github.unspool.tribuo.RnnSequenceModel;
import io.github.unspool.tribuo.RnnSequenceTrainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tribuo.Dataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.regression.Regressor;
import org.tribuo.sequence.SequenceDataset;

/**
 * Reads damaged files of every format. What is read must be of use, what is refused must say so in a sentence, and either
 * within two seconds. To be run with a heap of 256 MB.
 */
public final class DamagedFiles {
    private static final long LONGEST_NANOS = 2_000_000_000L;
    private static final List<Class<? extends Exception>> REFUSALS = List.of(
            IllegalArgumentException.class, IllegalStateException.class, IOException.class, UncheckedIOException.class);

    private final Path folder;
    private final List<Format> formats = new ArrayList<>();

    /** Reads a file, and uses what was in it. */
    private interface Reader {
        void read(Path file) throws Exception;
    }

    private record Format(String name, byte[] sound, Reader reader) {}

    /** Makes a sound file of each format. */
    DamagedFiles(Path folder) throws IOException {
        this.folder = folder;
        SequenceDataset<Label> words = Samples.sentence();
        RnnSequenceModel<Label> model = Samples.sentenceModel();
        Path file = folder.resolve("sound");

        model.serializeToFile(file);
        add(
                "model",
                file,
                damaged -> RnnSequenceModel.load(damaged)
                        .predict(words.getExample(0))
                        .forEach(DamagedFiles::check));

        model.weights().writeNumpy(file);
        add("npz", file, damaged -> Weights.readNumpy(model.weights().network(), damaged));

        Files.delete(file);
        Rnn checkpointed = Samples.rnn().epochs(2);
        checkpointed.checkpoint(file).train(words);
        add(
                "checkpoint",
                file,
                damaged -> checkpointed.epochs(3).checkpoint(damaged).train(words));

        Files.delete(file);
        Compare compare =
                Compare.of(Samples.rnn().epochs(1)).seeds(2).threads(1).quiet();
        compare.checkpoint(file).run(words, words);
        add("comparison", file, damaged -> compare.checkpoint(damaged).run(words, words));

        Melodies.write("C4/1 D4/4 E5/16", file);
        add("midi", file, damaged -> Sequences.melodies(damaged));

        Files.writeString(file, "date,y,kind\n2024-01-01,1.5,a\n2024-01-02,\"2,5\",b\n2024-01-03,3,\n");
        add("csv", file, Csv::read);

        Files.writeString(file, "# one\nI\tPRON\nlove\tVERB\n\nyou\tPRON\n", StandardCharsets.UTF_8);
        add("tagged", file, damaged -> Sequences.tagged(damaged, 1, 2));

        Files.writeString(file, "in,out\nab,A B\n\"c,d\",C\n", StandardCharsets.UTF_8);
        Path lines = Files.writeString(folder.resolve("lines"), "a\nb\nc\n");
        add(
                "pairs",
                file,
                damaged -> Sequences.pairs(damaged, "in", "out").letters().toWords());
        add("lines", lines, damaged -> Sequences.pairs(damaged, lines).words().toLetters());

        addSeries(file);
        addConfiguration(file);
    }

    /** What OLCUT says of one is its own affair; it must end, within the memory that there is. */
    private void addConfiguration(Path file) throws IOException {
        Path xml = folder.resolve("configuration.xml");
        ConfigurationManager sound = new ConfigurationManager();
        sound.addConfiguration(
                ProvenanceUtil.extractConfiguration(Samples.sentenceModel().getProvenance()));
        sound.save(xml.toFile());
        Files.copy(xml, file, StandardCopyOption.REPLACE_EXISTING);
        add("configuration", file, damaged -> {
            Files.copy(damaged, xml, StandardCopyOption.REPLACE_EXISTING);
            try {
                new ConfigurationManager(xml.toString()).lookupAll(RnnSequenceTrainer.class);
            } catch (RuntimeException e) {
                throw new IllegalArgumentException("OLCUT refuses it", e);
            }
        });
    }

    private void addSeries(Path file) throws IOException {
        StringBuilder csv = new StringBuilder("day,y\n");
        for (int day = 1; day <= 28; day++) {
            csv.append("2024-02-%02d,%s%n".formatted(day, day % 7));
        }
        Path table = Files.writeString(folder.resolve("table.csv"), csv);
        Series series = Sequences.series(table, "y").time("day").window(3).horizon(2);
        Parts<Dataset<Regressor>> parts = series.split(0.6, 0.2);
        Rnn.builder()
                .hidden(2)
                .tanh()
                .epochs(1)
                .train(parts.training(), parts.validation())
                .serializeToFile(file);
        add("series model", file, damaged -> {
            RnnModel<Regressor> model = RnnModel.load(damaged, Regressor.class);
            Sequences.series(table, model).forecast(model);
        });
    }

    private static void check(Prediction<Label> prediction) {
        if (!Double.isFinite(prediction.getOutput().getScore())) {
            throw new AssertionError("it predicts " + prediction.getOutput());
        }
    }

    private void add(String name, Path file, Reader reader) throws IOException {
        formats.add(new Format(name, Files.readAllBytes(file), reader));
    }

    List<String> names() {
        return formats.stream().map(Format::name).toList();
    }

    /** Reads one damaged file of a format, the same for the same seed; what was wrong with how it was read, if anything. */
    Optional<String> failure(int format, long seed) throws IOException {
        Format chosen = formats.get(format);
        Path file = folder.resolve("damaged");
        Files.write(file, new Mutation(seed).of(chosen.sound()));
        long begin = processorNanos();
        Optional<String> failure = Optional.empty();
        try {
            chosen.reader().read(file);
        } catch (Throwable e) {
            failure = failure(e);
        }
        if (failure.isEmpty() && processorNanos() - begin > LONGEST_NANOS) {
            failure = Optional.of("it took more than 2 s of a processor");
        }
        return failure.map(what -> "%s, seed %s: %s".formatted(chosen.name(), seed, what));
    }

    /** Of this thread, whatever else the machine does. */
    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static Optional<String> failure(Throwable e) {
        String message = e.getMessage();
        boolean isRefusal =
                REFUSALS.stream().anyMatch(type -> type.isInstance(e)) && !(e instanceof NumberFormatException);
        if (!isRefusal || message == null || message.contains("null")) {
            return Optional.of(e.toString());
        }
        String visible = message.lines().map(Excerpt::visible).collect(Collectors.joining("\n"));
        return visible.equals(message)
                ? Optional.empty()
                : Optional.of("a message with control characters: " + visible);
    }

    /**
     * Tries many.
     *
     * @param arguments the folder, the first seed, how many of each format
     */
    public static void main(String[] arguments) throws IOException {
        DamagedFiles files = new DamagedFiles(Path.of(arguments[0]));
        long first = Long.parseLong(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        for (int format = 0; format < files.formats.size(); format++) {
            int failures = 0;
            for (long seed = first; seed < first + count; seed++) {
                Optional<String> failure = files.failure(format, seed);
                failures += failure.isPresent() ? 1 : 0;
                failure.ifPresent(System.out::println);
            }
            System.out.println(
                    "damaged %s,%s,%s".formatted(files.formats.get(format).name(), count, failures));
        }
    }
}
