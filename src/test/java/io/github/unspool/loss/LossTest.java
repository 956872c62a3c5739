package io.github.unspool.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each loss at values worked out by hand. */
class LossTest {
    private final float[] o = {9, 0, 1, 2, 9};
    private final float[] y = {9, 0, 1, 0, 9};

    /** The row of three in the middle, between numbers that must stay. */
    private double apply(Loss loss) {
        double value = loss.apply(o, y, 1, 3, -1);
        assertThat(new float[] {o[0], o[4], y[0], y[4]}).containsOnly(9);
        return value;
    }

    private static void assertRow(float[] slab, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) slab[i + 1]).isCloseTo(expected[i], within(1e-6));
        }
    }

    @Test
    void crossEntropy_isMinusLogOfTheSoftmax() {
        double sum = 1 + Math.E + Math.exp(2);
        assertThat(apply(Loss.crossEntropy())).isCloseTo(Math.log(sum) - 1, within(1e-6));
        assertRow(o, 1 / sum, Math.E / sum, Math.exp(2) / sum);
        assertRow(y, 1 / sum, Math.E / sum - 1, Math.exp(2) / sum);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3})
    void crossEntropy_thatKnowsTheClass_isTheSame(double smoothing) {
        float[] oThen = o.clone();
        float[] yThen = y.clone();
        double known = Loss.crossEntropy(smoothing).apply(oThen, yThen, 1, 3, 1);
        assertThat(apply(Loss.crossEntropy(smoothing))).isEqualTo(known);
        assertThat(o).isEqualTo(oThen);
        assertThat(y).isEqualTo(yThen);
    }

    @Test
    void crossEntropy_smoothed_spreadsAPartOverAllClasses() {
        double sum = 1 + Math.E + Math.exp(2);
        double expected = Math.log(sum) - (0.1 * 0 + 0.8 * 1 + 0.1 * 2);
        assertThat(apply(Loss.crossEntropy(0.3))).isCloseTo(expected, within(1e-6));
        assertRow(y, 1 / sum - 0.1, Math.E / sum - 0.8, Math.exp(2) / sum - 0.1);
    }

    @Test
    void crossEntropy_ofWhatASoftmaxCannotHold_staysFinite() {
        o[1] = 200;
        o[2] = -200;
        assertThat(apply(Loss.crossEntropy())).isCloseTo(400, within(1e-4));
        assertRow(o, 1, 0, 0);
    }

    @Test
    void binaryCrossEntropy_isTheMeanOverTheLabels() {
        double[] p = {0.5, 1 / (1 + Math.exp(-1)), 1 / (1 + Math.exp(-2))};
        double expected = -(Math.log(1 - p[0]) + Math.log(p[1]) + Math.log(1 - p[2])) / 3;
        assertThat(apply(Loss.binaryCrossEntropy())).isCloseTo(expected, within(1e-6));
        assertRow(o, p);
        assertRow(y, p[0] / 3, (p[1] - 1) / 3, p[2] / 3);
    }

    @Test
    void binaryCrossEntropy_ofWhatASigmoidCannotHold_staysFinite() {
        o[1] = 300;
        o[2] = -300;
        o[3] = 0;
        assertThat(apply(Loss.binaryCrossEntropy())).isCloseTo((300 + 300 + Math.log(2)) / 3, within(1e-4));
    }

    @Test
    void squaredError_isTheMeanOverTheOutputs() {
        assertThat(apply(Loss.squaredError())).isCloseTo(4.0 / 3, within(1e-9));
        assertRow(o, 0, 1, 2);
        assertRow(y, 0, 0, 4.0 / 3);
    }

    @Test
    void huber_goesOnStraightWhereTheErrorIsLarge() {
        o[1] = -0.4f;
        assertThat(apply(Loss.huber(0.5))).isCloseTo((0.5 * 0.16 + 0 + 0.5 * (2 - 0.25)) / 3, within(1e-6));
        assertRow(y, -0.4 / 3, 0, 0.5 / 3);
    }

    @Test
    void parse_itsOwnText_givesTheLossAgain() {
        for (Loss loss : List.of(
                Loss.crossEntropy(),
                Loss.crossEntropy(0.125),
                Loss.binaryCrossEntropy(),
                Loss.squaredError(),
                Loss.huber(1e-5),
                Loss.absoluteError(),
                Loss.quantile(0.9),
                Loss.poisson(),
                Loss.logCosh(),
                Loss.focal(2),
                Loss.focal(0))) {
            assertThat(Loss.parse(loss.toString())).isEqualTo(loss);
        }
        assertThat(Loss.parse("huber(2)")).isEqualTo(Loss.huber(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hinge()",
                "huber()",
                "squaredError(2)",
                "Loss.huber(1",
                "huber(x)",
                "huber(.)",
                "quantile()",
                "poisson(1)"
            })
    void parse_somethingElse_namesTheLosses(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Loss.parse(text))
                .withMessage("\"" + text + "\" is not a loss; the losses are crossEntropy(), crossEntropy(0.1),"
                        + " ctc(), binaryCrossEntropy(), focal(2), squaredError(), absoluteError(), huber(1), logCosh(), quantile(0.9),"
                        + " poisson() and parse(\"name\", \"abs(y - t)\")");
    }

    @Test
    void factories_valueOutOfRange_sayWhichRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Loss.huber(0))
                .withMessage("huber(0.0): delta must be positive and finite; try huber(1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Loss.crossEntropy(1))
                .withMessage("crossEntropy(1.0): the value must be at least 0 and less than 1; try crossEntropy(0.1)");
    }
}
