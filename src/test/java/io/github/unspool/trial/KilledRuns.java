package io.github.unspool.trial;

import io.github.unspool.OwnJvm;
import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.compare.Compare;
import io.github.unspool.data.Sequences;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.tribuo.classification.Label;
import org.tribuo.sequence.SequenceDataset;

/** Trainings and comparisons that are killed again and again, and end as if they never were: to the last bit, in the same table. */
public final class KilledRuns {
    private static final int MOST_KILLS = 5;
    private static final int MOST_MILLIS = 1200;

    private KilledRuns() {}

    /** All kinds of runs, by name: from a file to what the run ends with. */
    static Map<String, Function<Path, String>> runs() {
        Map<String, Function<Path, String>> runs = new LinkedHashMap<>();
        Rnn.Layer layer = Rnn.builder().quiet().seed(7).hidden(12);
        training(runs, "tanh", layer.tanh().truncate(3).adam(0.01).epochs(900));
        training(
                runs,
                "lstm",
                layer.lstm().dropout(0.2).hidden(7).gru().batch(3).sgd(0.1).epochs(300));
        training(
                runs,
                "gru",
                layer.gru()
                        .bidirectional()
                        .embedding(5)
                        .patience(300)
                        .adam(0.003)
                        .epochs(300));
        Compare grid = Compare.of(Rnn.builder().hidden(8).gru().epochs(81))
                .over("units", List.of(2, 4, 8), Rnn::units)
                .over("rate", List.of(0.1, 0.01, 0.001), Rnn::adam)
                .seeds(2)
                .threads(2)
                .quiet();
        comparison(runs, "grid", grid);
        comparison(runs, "halving", grid.halving());
        comparison(runs, "asha", grid.asha());
        return runs;
    }

    private static void training(Map<String, Function<Path, String>> runs, String name, Rnn rnn) {
        runs.put(name, file -> {
            var model = rnn.checkpoint(file).train(training(), validation());
            return model.history() + " " + Samples.bits(model).hashCode();
        });
    }

    private static void comparison(Map<String, Function<Path, String>> runs, String name, Compare compare) {
        runs.put(
                name,
                file -> Integer.toString(compare.checkpoint(file)
                        .run(training(), validation())
                        .toString()
                        .hashCode()));
    }

    private static SequenceDataset<Label> training() {
        return Sequences.words("a b c d e f", "b c d a", "c d a b e", "d a b c", "a b c a f");
    }

    private static SequenceDataset<Label> validation() {
        return Sequences.words("a b c d a", "c d a b");
    }

    /** Kills a run a few times, and lets it end. */
    static boolean endsTheSame(Path folder, String name, Random random) throws IOException, InterruptedException {
        String expected = end(Files.createTempDirectory(folder, name).resolve("file"), name);
        Path file = Files.createTempDirectory(folder, name).resolve("file");
        for (int kill = random.nextInt(MOST_KILLS); kill >= 0; kill--) {
            Process process = start(file, name);
            process.getInputStream().read();
            if (!process.waitFor(random.nextInt(MOST_MILLIS), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
        return end(file, name).equals(expected);
    }

    private static String end(Path file, String name) throws IOException, InterruptedException {
        Process process = start(file, name);
        String lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? lines : "it ended with " + process.exitValue();
    }

    private static Process start(Path file, String name) throws IOException {
        return new ProcessBuilder(OwnJvm.command(KilledRuns.class, OwnJvm.SHORT, name, file.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /**
     * Runs, and prints what the run ends with.
     *
     * @param arguments the name of the run, the file
     */
    public static void main(String[] arguments) {
        OwnJvm.endWithParent();
        Function<Path, String> run = runs().get(arguments[0]);
        System.out.println("running");
        System.out.println(run.apply(Path.of(arguments[1])));
    }
}
