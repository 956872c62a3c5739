package io.github.unspool.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.OwnJvm;
import io.github.unspool.loss.Loss;
import io.github.unspool.network.Initialisation;
import io.github.unspool.network.LayerSpec;
import io.github.unspool.network.Network;
import io.github.unspool.network.Stack;
import io.github.unspool.network.Targets;
import io.github.unspool.optimiser.Optimiser;
import io.github.unspool.optimiser.Rate;
import io.github.unspool.parameter.SparseRows;
import io.github.unspool.part.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MemoryNeedTest {
    /** Layers, embedding, D, K, B, T. */
    private record Run(String layers, int embedding, int inputs, int outputs, int side, int steps) {

        Network network() {
            List<LayerSpec> specs =
                    Stream.of(layers.split(" ")).map(LayerSpec::parse).toList();
            return new Network(
                    inputs, new Stack(embedding, specs, false), outputs, Loss.crossEntropy(), Targets.EACH_STEP);
        }

        /** Each step has a number of its own, so it determines the next. */
        List<Sequence> data() {
            List<Sequence> all = new ArrayList<>();
            for (int b = 0; b < side; b++) {
                SparseRows.Builder x = new SparseRows.Builder(steps);
                SparseRows.Builder y = new SparseRows.Builder(steps);
                for (int t = 0; t < steps; t++) {
                    x.add((b + t) % inputs, 1);
                    x.endRow();
                    y.add((b + t + 1) % outputs, 1);
                    y.endRow();
                }
                float[] weight = new float[steps];
                weight[steps - 1] = 1;
                all.add(new Sequence(x.build(), y.build(), weight));
            }
            return all;
        }
    }

    private static final List<Run> RUNS = List.of(
            new Run("hidden(16).tanh()", 0, 70, 70, 64, 500),
            new Run("hidden(512).tanh()", 0, 70, 70, 16, 40),
            new Run("hidden(128).gru()", 0, 70, 70, 32, 50),
            new Run("hidden(512).gru()", 0, 70, 70, 1, 20),
            new Run("hidden(64).lstm()", 0, 70, 70, 32, 100),
            new Run("hidden(128).lstm()", 0, 70, 10000, 4, 50),
            new Run("hidden(64).gru()", 32, 10000, 10000, 4, 50),
            new Run("hidden(96).lstm() hidden(96).lstm()", 0, 70, 70, 16, 100),
            new Run("hidden(96).gru().bidirectional() hidden(64).lstm()", 16, 70, 70, 16, 100),
            new Run("hidden(128).gru().dropout(0.3).recurrentDropout(0.2)", 0, 70, 70, 16, 100),
            new Run("hidden(64).lstm().skip()", 64, 70, 70, 16, 200));

    private static TrainingSettings settings(int side, int truncation) {
        return new TrainingSettings(
                1, side, false, truncation, 1, 0, () -> Optimiser.adam(Rate.constant(0.001), 0.9, 0.999, 1e-8, 0), 1);
    }

    @Test
    void bytes_ofManyNetworks_areWhatTheHeapHoldsWithinATenth() throws Exception {
        // A collector that leaves no gaps.
        List<String> lines = fork("measure", "-XX:+UseSerialGC", "-XX:MarkSweepDeadRatio=0");
        assertThat(lines).hasSize(RUNS.size()).allSatisfy(line -> {
            String[] words = line.split(";");
            double need = Double.parseDouble(words[1]);
            assertThat(need / Double.parseDouble(words[2])).as(line).isBetween(0.9, 1.1);
        });
    }

    @Test
    void check_runThatDoesNotFit_saysWhatDoes() throws Exception {
        List<String> lines = fork("refuse", "-XX:+UseG1GC", "-Xmx96m");
        assertThat(lines.get(0))
                .matches(
                        "this run needs 107 MB of memory, but only \\d\\d MB are available to Java; what would fit: batch\\(\\d\\d\\), or truncate\\(\\d\\d\\d\\),"
                                + " or start Java with (-Xmx1\\d\\dm) \\(for a notebook, set JDK_JAVA_OPTIONS=\\1 before Jupyter starts\\)");
        assertThat(lines.get(1)).isEqualTo("both fit");
    }

    @Test
    void problem_ofLargeWeights_offersMoreMemoryOnly() {
        Run run = new Run("hidden(2000).gru()", 0, 9, 9, 4, 10);
        MemoryNeed need = new MemoryNeed(run.network(), run.data(), List.of(), settings(4, 0));
        assertThat(need.problem(5_500_000_000L, 10_000_000))
                .startsWith(
                        "this run needs 5.5 GB of memory, but only 10 MB are available to Java; what would fit: start Java with"
                                + " -Xmx");
    }

    private static List<String> fork(String what, String... options) {
        // The kernels at once, so that nothing is allocated aside while they are compiled.
        List<String> all = new ArrayList<>(List.of(OwnJvm.VECTORS, "-Dunspool.vector=always"));
        all.addAll(List.of(options));
        return OwnJvm.lines(MemoryNeedTest.class, all, what);
    }

    /** In a JVM of its own. */
    public static void main(String[] arguments) {
        if (arguments[0].equals("measure")) {
            // Once for nothing, since the first run also loads classes.
            measure(RUNS.get(0));
            RUNS.forEach(run -> System.out.println(measure(run)));
        } else {
            refuse();
        }
    }

    private static String measure(Run run) {
        List<Sequence> data = run.data();
        TrainingSettings settings = settings(run.side, 0);
        long need = new MemoryNeed(run.network(), data, List.of(), settings).bytes();
        long before = used();
        long[] after = new long[1];
        new TrainingLoop(Initialisation.of(run.network(), 1), data, List.of(), settings, new TrainingListener() {
                    @Override
                    public void progress(Progress progress) {
                        after[0] = used();
                    }
                })
                .run();
        return run.layers + ";" + need + ";" + (after[0] - before);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Then does what is advised. */
    private static void refuse() {
        Run run = new Run("hidden(64).lstm()", 0, 70, 70, 120, 400);
        String problem = "";
        try {
            train(run, run.side, 0);
        } catch (IllegalArgumentException e) {
            problem = e.getMessage();
        }
        System.out.println(problem);
        train(run, number(problem, "batch"), 0);
        train(run, run.side, number(problem, "truncate"));
        System.out.println("both fit");
    }

    private static int number(String problem, String call) {
        Matcher matcher = Pattern.compile(call + "\\((\\d+)\\)").matcher(problem);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private static void train(Run run, int side, int truncation) {
        List<Sequence> data = run.data();
        TrainingSettings settings = settings(side, truncation);
        new MemoryNeed(run.network(), data, List.of(), settings).check();
        new TrainingLoop(Initialisation.of(run.network(), 1), data, List.of(), settings, TrainingListener.NONE).run();
    }
}
