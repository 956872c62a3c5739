package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.runtime.Stop;
import io.github.unspool.training.TrainingListener;
import io.github.unspool.training.TrainingListeners;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

class LatestModelTest {
    private static final Rnn QUICK = Rnn.builder().hidden(2).tanh().epochs(2);

    @AfterEach
    void release() {
        Stop.use(() -> false);
        TrainingListeners.use(TrainingListeners::log);
    }

    private static Dataset<Label> examples() {
        LabelFactory labels = new LabelFactory();
        var data = new MutableDataset<>(new SimpleDataSourceProvenance("two", labels), labels);
        for (String label : new String[] {"up", "down"}) {
            data.add(new ArrayExample<>(
                    new Label(label), new String[] {"t001:x", "t002:x"}, new double[] {1, label.length()}));
        }
        return data;
    }

    @Test
    void of_theKindThatWasTrained_givesTheLatestModel() {
        QUICK.train(Samples.sentence());
        var second = QUICK.train(Samples.sentence());
        assertThat(Rnn.latest(Samples.sentence())).isSameAs(second);

        var other = QUICK.train(examples());
        assertThat(Rnn.latest(examples())).isSameAs(other);
        assertThatIllegalStateException()
                .isThrownBy(() -> Rnn.latest(Samples.sentence()))
                .withMessageStartingWith("the latest model has outputs of another type");
    }

    @Test
    void train_inACellThatWasStopped_doesNotBegin() {
        var model = QUICK.train(Samples.sentence());
        Stop.use(() -> true);
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> QUICK.train(Samples.sentence()))
                .withMessage("The cell was stopped before this training run began.");
        assertThat(Rnn.latest(Samples.sentence())).isSameAs(model);
    }

    @Test
    void quiet_train_asksForNoListener() {
        AtomicInteger runs = new AtomicInteger();
        TrainingListeners.use(() -> {
            runs.incrementAndGet();
            return TrainingListener.NONE;
        });
        QUICK.quiet().train(Samples.sentence());
        QUICK.quiet().train(examples(), examples());
        assertThat(runs).hasValue(0);
        QUICK.train(Samples.sentence());
        assertThat(runs).hasValue(1);
    }
}
