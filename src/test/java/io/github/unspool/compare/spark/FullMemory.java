package io.github.unspool.compare.spark;

import io.github.unspool.Rnn;
import io.github.unspool.compare.Compare;
import io.github.unspool.data.Sequences;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelMetrics;
import org.tribuo.sequence.SequenceDataset;

/**
 * A run on a cluster that fills the memory of its executor, and of those to which Spark gives it then: the comparison ends with the
 * reason, and the next one finds new executors.
 */
public final class FullMemory {
    private FullMemory() {}

    /** Tries it once; prints the reason, then trial, tries, failures. */
    public static void main(String[] arguments) throws IOException {
        SequenceDataset<Label> data = Sequences.words("a b c d", "b c d a", "c d a b");
        Compare compare = Compare.of(Rnn.builder().hidden(4).gru().epochs(3))
                .over("rate", List.of(0.1, 0.01), Rnn::adam)
                .score(LabelMetrics.ACCURACY)
                .seeds(2)
                .quiet();
        try (SparkSession spark = LocalCluster.startQuickly()) {
            boolean isGood = false;
            try {
                compare.competitor("greedy", new GreedyTrainer())
                        .on(Spark.session(spark))
                        .run(data, data);
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage());
                isGood = e.getMessage().contains("spark.executor.memory");
            }
            String there = compare.on(Spark.session(spark)).run(data, data).toString();
            isGood &= there.equals(compare.run(data, data).toString());
            System.out.println("full memory on a cluster,1," + (isGood ? 0 : 1));
        }
    }
}
