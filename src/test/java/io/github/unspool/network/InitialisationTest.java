package io.github.unspool.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.cell.Cells;
import io.github.unspool.loss.Loss;
import io.github.unspool.parameter.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;

class InitialisationTest {
    private static final int UNITS = 20;
    private final Network network = Network.classifier(300, List.of(new LayerSpec(UNITS, Cells.TANH)), 10);
    private final Weights weights = Initialisation.of(network, 42);

    @Test
    void recurrentWeights_areOrthogonal() {
        float[] wh = weights.recurrences().get(0).wh().values();
        for (int i = 0; i < UNITS; i++) {
            for (int j = 0; j < UNITS; j++) {
                double dot = 0;
                for (int k = 0; k < UNITS; k++) {
                    dot += wh[i * UNITS + k] * wh[j * UNITS + k];
                }
                assertThat(dot).isCloseTo(i == j ? 1 : 0, within(1e-5));
            }
        }
    }

    @Test
    void inputWeights_areUniformUpToGlorotsLimit() {
        double limit = Math.sqrt(6.0 / (300 + UNITS));
        double square = 0;
        double largest = 0;
        for (float w : weights.recurrences().get(0).wx().values()) {
            square += w * w;
            largest = Math.max(largest, Math.abs(w));
        }

        assertThat(largest).isBetween(0.99 * limit, limit);
        assertThat(square / weights.recurrences().get(0).wx().values().length)
                .isCloseTo(2.0 / (300 + UNITS), within(2e-4));
    }

    @Test
    void biases_areZero() {
        assertThat(weights.recurrences().get(0).b().values()).containsOnly(0f);
        assertThat(weights.parameter("output by").values()).containsOnly(0f);
    }

    @Test
    void seed_decidesTheNumbers() {
        assertThat(Initialisation.of(network, 42).recurrences().get(0).wx().values())
                .containsExactly(weights.recurrences().get(0).wx().values());
        assertThat(Initialisation.of(network, 43).recurrences().get(0).wx().values())
                .isNotEqualTo(weights.recurrences().get(0).wx().values());
    }

    @Test
    void count_isTheSumOfTheShapes() {
        assertThat(weights.count()).isEqualTo(300 * 20 + 20 * 20 + 20 + 20 * 10 + 10);
        assertThat(weights.parameters().stream().map(p -> p.shape().name() + " " + p.shape()))
                .containsExactly(
                        "layer 1 Wx 300 × 20",
                        "layer 1 Wh 20 × 20",
                        "layer 1 b 1 × 20",
                        "output Wy 20 × 10",
                        "output by 1 × 10");
    }

    @Test
    void gatedCells_beginWithOrthogonalGatesAndAnOpenForgetGate() {
        Weights lstm = Initialisation.of(Network.classifier(3, List.of(new LayerSpec(2, Cells.LSTM)), 4), 42);

        assertThat(lstm.recurrences().get(0).b().values()).containsExactly(0, 0, 1, 1, 0, 0, 0, 0);
        float[] wh = lstm.recurrences().get(0).wh().values();
        for (int gate = 0; gate < 4; gate++) {
            double dot = wh[gate * 2] * wh[8 + gate * 2] + wh[gate * 2 + 1] * wh[8 + gate * 2 + 1];
            assertThat(dot).as("gate %s", gate).isCloseTo(0, within(1e-6));
        }
    }

    @Test
    void gru_hasABiasOfItsRecurrence() {
        Weights gru = new Weights(
                Network.classifier(3, List.of(new LayerSpec(2, Cells.GRU), new LayerSpec(5, Cells.TANH)), 4));

        assertThat(gru.parameters().stream().map(Parameter::toString))
                .containsExactly(
                        "layer 1 Wx 3 × 6",
                        "layer 1 Wh 2 × 6",
                        "layer 1 b 1 × 6",
                        "layer 1 bh 1 × 6",
                        "layer 2 Wx 2 × 5",
                        "layer 2 Wh 5 × 5",
                        "layer 2 b 1 × 5",
                        "output Wy 5 × 4",
                        "output by 1 × 4");
        assertThat(gru.recurrences().get(1).wx().shape().toString()).isEqualTo("2 × 5");
    }

    @Test
    void of_everyDirectionAndTable_drawsItsOwnNumbers() {
        LayerSpec both = new LayerSpec(8, Cells.TANH).withBothDirections();
        Stack stack = new Stack(8, List.of(both), true);
        Weights weights = Initialisation.of(new Network(500, stack, 3, Loss.crossEntropy(), Targets.EACH_STEP), 42);

        assertThat(weights.recurrences().get(1).wx().values())
                .isNotEqualTo(weights.recurrences().get(0).wx().values());
        assertThat(weights.recurrences().get(1).wh().values())
                .isNotEqualTo(weights.recurrences().get(0).wh().values());
        assertThat(weights.recurrences().get(0).h0().values()).containsOnly(0);
        double squares = 0;
        for (float e : weights.parameter("embedding E").values()) {
            squares += e * e;
        }
        assertThat(squares / weights.parameter("embedding E").values().length).isCloseTo(1, within(0.1));
    }
}
