package io.github.unspool.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.unspool.Rnn;
import io.github.unspool.data.Sequences;
import io.github.unspool.math.Randoms;
import io.github.unspool.network.Weights;
import io.github.unspool.parameter.Parameter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InitialTest {
    private static final int INPUTS = 80;
    private static final int UNITS = 120;

    /** Two gates of a layer. */
    private static Parameter filled(Initial initial, int inputs) {
        Parameter parameter = new Parameter(new Parameter.Shape("layer 1 Wx", inputs, 2 * UNITS));
        initial.fill(parameter, UNITS, Randoms.of(3, 1));
        return parameter;
    }

    static Stream<Arguments> variances() {
        return Stream.of(
                arguments(Initial.glorotUniform(), 2.0 / (INPUTS + UNITS), Math.sqrt(6.0 / (INPUTS + UNITS))),
                arguments(Initial.glorotNormal(), 2.0 / (INPUTS + UNITS), 1),
                arguments(Initial.heUniform(), 2.0 / INPUTS, Math.sqrt(6.0 / INPUTS)),
                arguments(Initial.heNormal(), 2.0 / INPUTS, 1),
                arguments(Initial.uniform(0.3), 0.3 * 0.3 / 3, 0.3),
                arguments(Initial.normal(0.05), 0.05 * 0.05, 0.5));
    }

    @ParameterizedTest
    @MethodSource("variances")
    void fill_hasTheVarianceOfItsKind(Initial initial, double variance, double limit) {
        double sum = 0;
        double squares = 0;
        float[] values = filled(initial, INPUTS).values();
        for (float value : values) {
            sum += value;
            squares += value * value;
            assertThat(Math.abs(value)).isLessThanOrEqualTo((float) limit);
        }
        assertThat(sum / values.length).isCloseTo(0, within(0.03 * Math.sqrt(variance)));
        assertThat(squares / values.length).isCloseTo(variance, within(0.04 * variance));
    }

    @Test
    void orthogonal_keepsLengthsTimesTheGain() {
        float[][] rows = filled(Initial.orthogonal(1.5), UNITS).toRows();
        for (int gate = 0; gate < 2; gate++) {
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    double dot = 0;
                    for (int k = 0; k < UNITS; k++) {
                        dot += rows[i][gate * UNITS + k] * rows[j][gate * UNITS + k];
                    }
                    assertThat(dot).isCloseTo(i == j ? 2.25 : 0, within(1e-5));
                }
            }
        }
    }

    @Test
    void identity_ofEachGate() {
        float[][] rows = filled(Initial.identity(0.5), UNITS).toRows();
        for (int i = 0; i < UNITS; i++) {
            for (int j = 0; j < 2 * UNITS; j++) {
                assertThat(rows[i][j]).isEqualTo(j % UNITS == i ? 0.5f : 0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("variances")
    void parse_readsWhatToStringWrites(Initial initial, double variance, double limit) {
        assertThat(Initial.parse(initial.toString())).isEqualTo(initial);
    }

    @Test
    void parse_ofSomethingElse_namesTheDistributions() {
        for (String text : new String[] {"he", "glorotUniform(1)", "uniform()", "uniform(-1)", "x".repeat(1000)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Initial.parse(text))
                    .withMessageStartingWith(
                            "there is no such distribution of weights; write one of glorotUniform(), ");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Initial.normal(0))
                .withMessage("Initial.normal(0.0): the number must be positive and finite; try 0.1");
    }

    @Test
    void rnn_beginsWithTheChosenWeights() {
        Rnn rnn = Rnn.builder()
                .hidden(4)
                .relu()
                .initial(Initial.uniform(0.001))
                .initialRecurrent(Initial.identity(1))
                .epochs(1)
                .sgd(1e-30)
                .quiet();
        Weights weights = rnn.train(Sequences.words("a b c")).weights();
        assertThat(weights.parameter("layer 1 Wh").toRows()[2]).containsExactly(0, 0, 1, 0);
        for (String name : new String[] {"layer 1 Wx", "output Wy"}) {
            for (float value : weights.parameter(name).values()) {
                assertThat(Math.abs(value)).isBetween(1e-9f, 0.001f);
            }
        }
        assertThat(rnn)
                .hasToString(
                        "Rnn.builder().hidden(4).relu().initial(Initial.uniform(0.001)).initialRecurrent(Initial.identity(1.0)).epochs(1).sgd(1.0E-30).quiet()");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rnn.initial(Initial.identity(1)))
                .withMessageStartingWith("initial(identity(1.0)): input weights are not square; try");
    }
}
