package io.github.unspool.sweep;

import io.github.unspool.Rnn;
import io.github.unspool.data.Datasets;
import io.github.unspool.data.Sequences;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long the comparison of docs/comparing.md takes on one thread and on two, and whether it comes out the same. */
public final class CompareTimes {
    private CompareTimes() {}

    public static void main(String[] args) {
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
        // Until then Java compiles what is hot.
        compare.seeds(1).threads(2).run(parts.training(), parts.validation());
        double[] seconds = new double[2];
        String[] tables = new String[2];
        for (int threads = 1; threads <= 2; threads++) {
            long begun = System.nanoTime();
            Comparison comparison = compare.threads(threads).run(parts.training(), parts.validation());
            seconds[threads - 1] = (System.nanoTime() - begun) / 1e9;
            tables[threads - 1] = comparison.table().printAll();
            System.out.printf(Locale.ROOT, "threads(%d): %.1f s%n", threads, seconds[threads - 1]);
        }
        System.out.printf(
                Locale.ROOT,
                "%.0f%% of ideal; the tables are %s%n",
                100 * seconds[0] / (2 * seconds[1]),
                tables[0].equals(tables[1]) ? "identical" : "DIFFERENT");
    }
}
