package io.github.unspool.compare.spark;

import io.github.unspool.Rnn;
import io.github.unspool.compare.Backend;
import io.github.unspool.compare.Compare;
import io.github.unspool.compare.Job;
import io.github.unspool.compare.JobBytes;
import io.github.unspool.compare.Range;
import io.github.unspool.compare.Result;
import io.github.unspool.compare.Task;
import io.github.unspool.data.Sequences;
import io.github.unspool.loss.Loss;
import io.github.unspool.training.Epoch;
import io.github.unspool.training.History;
import io.github.unspool.training.Measure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Measures what a comparison on Spark costs beside its runs. docs/spark.md says how to start it, and what it found. */
final class SparkCosts {
    private static final int WARM = 50;
    private static final int TASKS = 300;
    private static final int STEPS = 100;
    private static final int FEATURES = 10;

    private SparkCosts() {}

    /** Passes everything on, some tasks at a time, and notes how long each took beside its run. */
    private static final class Timing implements Backend {
        private final Backend place;
        private final int width;
        private final Map<Integer, Long> begun = new ConcurrentHashMap<>();
        private final List<Double> millis = new ArrayList<>();
        private double openMillis;
        private double megabytes;

        Timing(Backend place, int width) {
            this.place = place;
            this.width = width;
        }

        @Override
        public Open open(
                Job job, Consumer<Result> results, Consumer<Throwable> failures, BiConsumer<Task, List<Epoch>> epochs) {
            megabytes = JobBytes.write(job).length / 1e6;
            long before = System.nanoTime();
            Open open = place.open(
                    job,
                    result -> {
                        double took = (System.nanoTime() - begun.get(result.candidate())) / 1e6;
                        synchronized (millis) {
                            millis.add(took - 1000 * result.seconds());
                        }
                        results.accept(result);
                    },
                    failures,
                    epochs);
            openMillis = (System.nanoTime() - before) / 1e6;
            return new Open() {
                @Override
                public int width() {
                    return width;
                }

                @Override
                public void begin(Task task) {
                    begun.put(task.candidate(), System.nanoTime());
                    open.begin(task);
                }

                @Override
                public void close() {
                    open.close();
                }
            };
        }

        double quantile(double part) {
            double[] sorted = millis.stream().mapToDouble(m -> m).sorted().toArray();
            return sorted[(int) (part * (sorted.length - 1))];
        }
    }

    /** Has a result for each task at once. */
    private record Instant() implements Backend {
        @Override
        public Open open(
                Job job, Consumer<Result> results, Consumer<Throwable> failures, BiConsumer<Task, List<Epoch>> epochs) {
            History.Epochs none = new History.Epochs(List.of(), Measure.of(Loss.crossEntropy()));
            return new Open() {
                @Override
                public int width() {
                    return 512;
                }

                @Override
                public void begin(Task task) {
                    double score = 1 + Math.sin(task.candidate());
                    results.accept(new Result(
                            task.candidate(), task.repeat(), task.rung(), score, "", none, 0.001, new byte[] {1}));
                }

                @Override
                public void close() {}
            };
        }
    }

    private static Compare many(int candidates) {
        return Compare.of(Rnn.builder().hidden(2).tanh().epochs(1))
                .over("rate", Range.log(1e-4, 1e-1), Rnn::adam)
                .random(candidates);
    }

    private static Dataset<Label> data(double megabytes) {
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> data = new MutableDataset<>(new SimpleDataSourceProvenance("costs", factory), factory);
        String[] names = new String[STEPS * FEATURES];
        double[] values = new double[names.length];
        Arrays.setAll(names, i -> String.format(Locale.ROOT, "t%03d:f%s", i / FEATURES + 1, i % FEATURES));
        for (int e = 0; e < megabytes * 1e6 / (names.length * 18.0); e++) {
            int example = e;
            Arrays.setAll(values, i -> Math.sin(1 + example * 31 + i));
            data.add(new ArrayExample<>(new Label(e % 2 == 0 ? "a" : "b"), names, values));
        }
        return data;
    }

    /** Of all threads of this process: other work on the machine hardly changes it. */
    private static double cpuMillis() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    public static void main(String[] arguments) throws IOException {
        SparkSession spark = LocalCluster.start("2g", "");
        try {
            for (int tasks : new int[] {WARM, TASKS}) {
                Timing one = new Timing(Spark.session(spark), 1);
                many(tasks).on(one).run(Sequences.words("a b"), Sequences.words("a b"));
                say(
                        "task: %s, one after the other, median %.1f ms, 90 %% below %.1f ms",
                        tasks, one.quantile(0.5), one.quantile(0.9));
            }
            long begun = System.nanoTime();
            double worked = cpuMillis();
            many(TASKS).on(Spark.session(spark)).run(Sequences.words("a b"), Sequences.words("a b"));
            say(
                    "task: %s, two at a time, %.1f ms each, of which the driver computes %.1f ms",
                    TASKS, (System.nanoTime() - begun) / 1e6 / TASKS, (cpuMillis() - worked) / TASKS);
            for (double megabytes : new double[] {1, 10, 100}) {
                Dataset<Label> data = data(megabytes / 2);
                Timing first = new Timing(Spark.session(spark), 1);
                Compare.of(Rnn.builder().hidden(1).tanh().epochs(1))
                        .over("rate", List.of(0.1, 0.01, 0.001, 0.0001), Rnn::adam)
                        .on(first)
                        .run(data, data);
                say(
                        "data: %.1f MB, driver %.0f ms, then beside the runs %s ms",
                        first.megabytes,
                        first.openMillis,
                        first.millis.stream()
                                .map(m -> String.format(Locale.ROOT, "%.0f", m))
                                .toList());
            }
        } finally {
            spark.stop();
        }
        for (int candidates : new int[] {100, 100, 300, 1000}) {
            double worked = cpuMillis();
            many(candidates).on(new Instant()).run(Sequences.words("a b"), Sequences.words("a b"));
            say("loop: %s candidates, %.2f ms a result", candidates, (cpuMillis() - worked) / candidates);
        }
    }
}
