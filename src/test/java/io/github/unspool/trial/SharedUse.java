package io.github.unspool.trial;

import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.tribuo.RnnSequenceModel;
import io.github.unspool.tribuo.RnnSequenceTrainer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.tribuo.classification.Label;
import org.tribuo.sequence.SequenceDataset;

/** Many threads use one model, and many train with one trainer: each gets what it would get alone. */
final class SharedUse {
    private static final int THREADS = 16;
    private static final Rnn RNN = Rnn.builder()
            .hidden(9)
            .lstm()
            .dropout(0.2)
            .hidden(5)
            .gru()
            .epochs(3)
            .quiet();

    private SharedUse() {}

    /** How many of all uses of one model gave something else than alone. */
    static int differentUses(int count) throws Exception {
        SequenceDataset<Label> data = Samples.gorillas();
        RnnSequenceModel<Label> model = RNN.train(data);
        String alone = use(model, data);
        List<String> together = together(Collections.nCopies(count, () -> use(model, data)));
        return (int) together.stream().filter(one -> !one.equals(alone)).count();
    }

    private static String use(RnnSequenceModel<Label> model, SequenceDataset<Label> data) {
        StringBuilder all = new StringBuilder().append(model.loss(data));
        data.forEach(example -> all.append(model.predict(example)));
        return all.append(model.trace(data.getExample(0)).layer(0).unit(1).values().length)
                .append(model.gradientFlow(data.getExample(0)))
                .toString();
    }

    /** How many models of one trainer are not among those that it gives one after the other. */
    static int differentModels(int count) throws Exception {
        SequenceDataset<Label> data = Samples.gorillas();
        RnnSequenceTrainer<Label> alone = RNN.sequenceTrainer();
        List<List<Integer>> expected = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            expected.add(Samples.bits(alone.train(data)));
        }
        RnnSequenceTrainer<Label> shared = RNN.sequenceTrainer();
        together(Collections.nCopies(count, () -> Samples.bits(shared.train(data))))
                .forEach(expected::remove);
        return expected.size();
    }

    private static <T> List<T> together(List<Callable<T>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> call : threads.invokeAll(calls)) {
                results.add(call.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
