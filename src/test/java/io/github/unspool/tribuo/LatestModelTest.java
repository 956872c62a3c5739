package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.runtime.Host;
import io.github.unspool.training.TrainingListener;
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
        Host.PLAIN.install();
    }

    @Test
    void of_inAPlainProgram_keepsNothing() {
        QUICK.train(Samples.sentence());
        assertThat(Host.current().latest()).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(() -> Rnn.latest(Samples.sentence()))
                .withMessage("only a notebook keeps the latest model; use what rnn.train(data) returned");
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
        Host.PLAIN.keepingLatest().install();
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
        Host.PLAIN.keepingLatest().install();
        var model = QUICK.train(Samples.sentence());
        Host.current().withButton(() -> true).install();
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> QUICK.train(Samples.sentence()))
                .withMessage("The cell was stopped before this training run began.");
        assertThat(Rnn.latest(Samples.sentence())).isSameAs(model);
    }

    @Test
    void quiet_train_asksForNoListener() {
        AtomicInteger runs = new AtomicInteger();
        Host.PLAIN
                .withListener(TrainingListener.class, () -> {
                    runs.incrementAndGet();
                    return TrainingListener.NONE;
                })
                .install();
        QUICK.quiet().train(Samples.sentence());
        QUICK.quiet().train(examples(), examples());
        assertThat(runs).hasValue(0);
        QUICK.train(Samples.sentence());
        assertThat(runs).hasValue(1);
    }
}
