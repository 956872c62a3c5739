package io.github.unspool.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.cell.Cells;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BpttTest {
    private final Weights weights = Initialisation.of(
            Network.classifier(
                    Sentences.SYMBOLS,
                    List.of(new LayerSpec(6, Cells.LSTM), new LayerSpec(5, Cells.GRU)),
                    Sentences.SYMBOLS),
            42);

    private Weights gradient(List<Sequence> batch) {
        Weights gradient = new Weights(weights.network());
        run(batch, gradient);
        return gradient;
    }

    private double run(List<Sequence> sequences, Weights gradient) {
        Bptt bptt = new Bptt(weights, sequences.size());
        Batch batch = Batch.of(sequences, 0, Integer.MAX_VALUE);
        bptt.forward(batch, State.zero(weights.network(), sequences.size()));
        double loss = bptt.loss();
        bptt.backward(batch, gradient);
        return loss;
    }

    @Test
    void backward_ofABatch_isTheMeanOfItsSinglesByRows() {
        List<Sequence> batch = Sentences.random(9, 5, 5, 2);
        Weights whole = gradient(batch);
        Weights sum = new Weights(weights.network());
        for (Sequence single : batch) {
            Weights one = gradient(List.of(single));
            one.scale(single.steps() / 21f);
            add(sum, one);
        }

        assertSame(whole, sum, 1e-6);
    }

    private static void add(Weights sum, Weights term) {
        for (int i = 0; i < sum.parameters().size(); i++) {
            float[] to = sum.parameters().get(i).values();
            for (int j = 0; j < to.length; j++) {
                to[j] += term.parameters().get(i).values()[j];
            }
        }
    }

    private static void assertSame(Weights expected, Weights actual, double tolerance) {
        for (int i = 0; i < expected.parameters().size(); i++) {
            Parameter p = expected.parameters().get(i);
            for (int j = 0; j < p.values().length; j++) {
                assertThat((double) actual.parameters().get(i).values()[j])
                        .as("%s[%d]", p.shape().name(), j)
                        .isCloseTo(p.values()[j], within(tolerance));
            }
        }
    }

    @Test
    void forward_inChunks_givesTheSameStatesAndLossBitForBit() {
        List<Sequence> sequences = Sentences.random(10, 7, 3);
        Bptt whole = new Bptt(weights, 3);
        Batch batch = Batch.of(sequences, 0, 100);
        whole.forward(batch, State.zero(weights.network(), 3));

        List<Float> chunked = new ArrayList<>();
        Bptt bptt = new Bptt(weights, 3);
        Chunks.forEach(bptt, sequences, 4, State.zero(weights.network(), 3), (chunk, from) -> {
            for (int i = 0; i < chunk.rows() * 5; i++) {
                chunked.add(bptt.hidden(1)[i]);
            }
            return true;
        });

        assertThat(chunked).hasSize(20 * 5);
        for (int i = 0; i < chunked.size(); i++) {
            assertThat(chunked.get(i)).isEqualTo(whole.hidden(1)[i]);
        }
    }

    @Test
    void backward_ofABatchAfterALargerOne_isAsIfItWereTheFirst() {
        List<Sequence> small = Sentences.random(3, 2);
        Weights expected = gradient(small);
        Bptt reused = new Bptt(weights, 4);
        for (List<Sequence> sequences : List.of(Sentences.random(9, 9, 9, 9), small)) {
            Batch batch = Batch.of(sequences, 0, 100);
            reused.forward(batch, State.zero(weights.network(), sequences.size()));
            Weights gradient = new Weights(weights.network());
            reused.backward(batch, gradient);
            if (sequences == small) {
                assertSame(expected, gradient, 0);
            }
        }
    }

    @Test
    void backward_withUnknownTargets_ignoresTheirLossButNotTheirState() {
        Sequence full = Sentences.of(0, 1, 2, 3);
        Sequence lastOnly = Sentences.of(new float[] {0, 0, 1}, 0, 1, 2, 3);
        Weights gradient = new Weights(weights.network());

        double loss = run(List.of(lastOnly), gradient);

        Bptt bptt = new Bptt(weights, 1);
        Batch batch = Batch.of(List.of(full), 0, 3);
        bptt.forward(batch, State.zero(weights.network(), 1));
        assertThat(loss).isCloseTo(-Math.log(bptt.predictions()[2 * Sentences.SYMBOLS + 3]), within(1e-6));
        // The first symbol is read two steps before the only loss; its weights are reached through time.
        assertThat(gradient.wx(0).values()[0]).isNotZero();
    }
}
