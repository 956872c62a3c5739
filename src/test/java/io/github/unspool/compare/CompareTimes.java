package io.github.unspool.compare;

import io.github.unspool.Rnn;
import io.github.unspool.compare.spark.LocalCluster;
import io.github.unspool.compare.spark.Spark;
import io.github.unspool.data.Datasets;
import io.github.unspool.data.Sequences;
import io.github.unspool.data.split.Parts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.tribuo.classification.Label;

/** How long the comparison of docs/comparing.md takes on one thread, on two and on Spark, and whether it comes out the same. */
public final class CompareTimes {
    private CompareTimes() {}

    public static void main(String[] args) throws Exception {
        var parts = Sequences.letters(Datasets.surnames(), "name")
                .label("language")
                .atLeast(2)
                .split(0.5, 0.25);
        Compare compare = Compare.of(Rnn.builder().epochs(12).patience(2))
                .over(
                        "cell",
                        Map.of(
                                "tanh",
                                r -> r.hidden(16).tanh(),
                                "GRU",
                                r -> r.hidden(16).gru(),
                                "LSTM",
                                r -> r.hidden(16).lstm()))
                .over("units", List.of(8, 16, 32), Rnn::units)
                .over("rate", List.of(0.03, 0.01, 0.003), Rnn::adam)
                .seeds(5);
        SparkSession spark = LocalCluster.start("1g", "");
        // Until then Java compiles what is hot, here and on the executors.
        Comparison first = compare.seeds(2).run(parts);
        compare.seeds(2).on(Spark.session(spark)).run(parts);
        System.out.printf("%s candidates%n", first.rows().size());
        timed("threads(1)", compare.threads(1), parts);
        timed("threads(2)", compare.threads(2), parts);
        timed("Spark, 2 executors", compare.on(Spark.session(spark)), parts);
        spark.stop();
    }

    private static void timed(String place, Compare compare, Parts.OfExamples<Label> parts) {
        long begun = System.nanoTime();
        Comparison comparison = compare.run(parts);
        double seconds = (System.nanoTime() - begun) / 1e9;
        String table = comparison.table().printAll();
        System.out.printf(
                Locale.ROOT,
                "%-20s %5.1f s, %s runs, table %08x%n",
                place,
                seconds,
                comparison.done(),
                table.hashCode());
    }
}
