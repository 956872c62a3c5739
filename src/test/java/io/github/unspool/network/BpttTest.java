package io.github.unspool.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.cell.Cells;
import io.github.unspool.part.Batch;
import io.github.unspool.part.Sequence;
import java.util.List;
import org.junit.jupiter.api.Test;

class BpttTest {
    private final Weights weights = Initialisation.of(
            Network.classifier(
                    Sentences.SYMBOLS,
                    List.of(new LayerSpec(6, Cells.LSTM), new LayerSpec(5, Cells.GRU)),
                    Sentences.SYMBOLS),
            42);

    private double run(List<Sequence> sequences, Weights gradient) {
        Bptt bptt = new Bptt(weights, sequences.size());
        Batch batch = Batch.of(sequences, 0, Integer.MAX_VALUE);
        bptt.forward(batch, weights.network().zeroState(sequences.size()));
        double loss = bptt.loss();
        bptt.backward(batch, gradient);
        return loss;
    }

    @Test
    void backward_withUnknownTargets_ignoresTheirLossButNotTheirState() {
        Sequence full = Sentences.of(0, 1, 2, 3);
        Sequence lastOnly = Sentences.of(new float[] {0, 0, 1}, 0, 1, 2, 3);
        Weights gradient = new Weights(weights.network());

        double loss = run(List.of(lastOnly), gradient);

        Bptt bptt = new Bptt(weights, 1);
        Batch batch = Batch.of(List.of(full), 0, 3);
        bptt.forward(batch, weights.network().zeroState(1));
        assertThat(loss).isCloseTo(-Math.log(bptt.predictions()[2 * Sentences.SYMBOLS + 3]), within(1e-6));
        // The first symbol is read two steps before the only loss; its weights are reached through time.
        assertThat(gradient.recurrences().get(0).wx().values()[0]).isNotZero();
    }
}
