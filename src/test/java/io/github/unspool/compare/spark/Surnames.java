package io.github.unspool.compare.spark;

import io.github.unspool.Rnn;
import io.github.unspool.compare.Compare;
import io.github.unspool.data.Datasets;
import io.github.unspool.data.Sequences;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The comparison of docs/comparing.md, on the threads of this machine or as a program of spark-submit; docs/spark.md says how. */
public final class Surnames {
    private Surnames() {}

    /**
     * Compares, and prints the table.
     *
     * @param arguments {@code here} or {@code cluster}, then a file to go on from, or none
     */
    public static void main(String[] arguments) throws IOException {
        Compare compare = Compare.of(Rnn.builder().epochs(12).patience(2))
                .over(
                        "cell",
                        Map.of(
                                "tanh", r -> r.hidden(16).tanh(),
                                "GRU", r -> r.hidden(16).gru(),
                                "LSTM", r -> r.hidden(16).lstm()))
                .over("units", List.of(8, 16, 32), Rnn::units)
                .over("rate", List.of(0.03, 0.01, 0.003), Rnn::adam)
                .seeds(5);
        if (arguments.length > 1) {
            compare = compare.checkpoint(Path.of(arguments[1]));
        }
        var parts = Sequences.letters(Datasets.surnames(), "name")
                .label("language")
                .atLeast(2)
                .split(0.5, 0.25);
        if (arguments[0].equals("here")) {
            System.out.println(compare.run(parts.training(), parts.validation()));
            return;
        }
        try (SparkSession spark = SparkSession.builder().appName("surnames").getOrCreate()) {
            System.out.println(compare.on(Spark.session(spark)).run(parts.training(), parts.validation()));
        }
    }
}
