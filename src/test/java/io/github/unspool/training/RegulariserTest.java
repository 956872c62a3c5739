package io.github.unspool.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.Rnn;
import io.github.unspool.data.Sequences;
import io.github.unspool.network.Weights;
import io.github.unspool.parameter.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.Label;
import org.tribuo.sequence.SequenceDataset;

/** Penalties and limits, by what they change in one update of plain gradient descent. */
class RegulariserTest {
    private static final double RATE = 0.5;
    private static final Rnn ONE_UPDATE = Rnn.builder()
            .embedding(3)
            .hidden(4)
            .gru()
            .epochs(1)
            .sgd(RATE)
            .seed(2)
            .quiet();

    private static SequenceDataset<Label> data() {
        return Sequences.words("a b c a");
    }

    private static Weights after(Rnn rnn) {
        return rnn.train(data()).weights();
    }

    private static Weights before() {
        return after(ONE_UPDATE.sgd(1e-30));
    }

    private static boolean isMatrix(Parameter parameter) {
        return parameter.rows() > 1;
    }

    @Test
    void l2_pullsEachWeightToZeroByItsSize() {
        Weights plain = after(ONE_UPDATE);
        Weights pulled = after(ONE_UPDATE.l2(0.1));
        for (Parameter first : before().parameters()) {
            String name = first.shape().name();
            for (int i = 0; i < first.values().length; i++) {
                double pull = isMatrix(first) ? RATE * 0.1 * first.values()[i] : 0;
                assertThat((double) pulled.parameter(name).values()[i])
                        .as(name)
                        .isCloseTo(plain.parameter(name).values()[i] - pull, within(1e-6));
            }
        }
    }

    @Test
    void l1_pullsEachWeightToZeroByTheSameAmount() {
        Weights plain = after(ONE_UPDATE);
        Weights pulled = after(ONE_UPDATE.l1(0.1));
        for (Parameter first : before().parameters()) {
            String name = first.shape().name();
            for (int i = 0; i < first.values().length; i++) {
                double pull = isMatrix(first) ? RATE * 0.1 * Math.signum(first.values()[i]) : 0;
                assertThat((double) pulled.parameter(name).values()[i])
                        .as(name)
                        .isCloseTo(plain.parameter(name).values()[i] - pull, within(1e-6));
            }
        }
    }

    @Test
    void penalties_areNotInTheReportedLoss() {
        assertThat(ONE_UPDATE.l1(0.1).l2(0.1).train(data()).history().loss())
                .isEqualTo(ONE_UPDATE.train(data()).history().loss());
    }

    @Test
    void clipValue_limitsEachNumberOfTheGradient() {
        Weights plain = after(ONE_UPDATE);
        Weights limited = after(ONE_UPDATE.clipValue(0.01));
        int cut = 0;
        for (Parameter first : before().parameters()) {
            String name = first.shape().name();
            for (int i = 0; i < first.values().length; i++) {
                double step = first.values()[i] - plain.parameter(name).values()[i];
                double expected = Math.max(-0.01 * RATE, Math.min(0.01 * RATE, step));
                cut += expected == step ? 0 : 1;
                assertThat((double) first.values()[i] - limited.parameter(name).values()[i])
                        .as(name)
                        .isCloseTo(expected, within(1e-6));
            }
        }
        assertThat(cut).isGreaterThan(10);
    }

    @Test
    void maxNorm_scalesDownTheWeightsIntoAUnit() {
        Weights plain = after(ONE_UPDATE);
        Weights limited = after(ONE_UPDATE.maxNorm(0.8));
        int scaled = 0;
        for (Parameter free : plain.parameters()) {
            Parameter bound = limited.parameter(free.shape().name());
            for (int column = 0; isMatrix(free) && column < free.columns(); column++) {
                double norm = norm(free, column);
                double factor = norm > 0.8 ? 0.8 / norm : 1;
                scaled += norm > 0.8 ? 1 : 0;
                assertThat(norm(bound, column)).isCloseTo(Math.min(norm, 0.8), within(1e-6));
                assertThat((double) bound.values()[column]).isCloseTo(factor * free.values()[column], within(1e-6));
            }
            if (!isMatrix(free)) {
                assertThat(bound.values()).containsExactly(free.values());
            }
        }
        assertThat(scaled).isGreaterThan(5);
    }

    private static double norm(Parameter parameter, int column) {
        double squares = 0;
        for (float[] row : parameter.toRows()) {
            squares += row[column] * row[column];
        }
        return Math.sqrt(squares);
    }

    @Test
    void regularised_onAnyNumberOfThreads_givesTheSameBits() {
        Rnn rnn = Rnn.builder()
                .hidden(96)
                .lstm()
                .epochs(2)
                .l1(1e-4)
                .l2(1e-3)
                .maxNorm(2)
                .clipValue(0.1)
                .quiet();
        List<Float> one = all(rnn.threads(1).train(data()).weights());
        assertThat(all(rnn.threads(2).train(data()).weights())).isEqualTo(one);
    }

    private static List<Float> all(Weights weights) {
        List<Float> all = new ArrayList<>();
        for (Parameter parameter : weights.parameters()) {
            for (float value : parameter.values()) {
                all.add(value);
            }
        }
        return all;
    }
}
