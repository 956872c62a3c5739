package io.github.unspool.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ReferenceLossTest {

    private static final Offset<Double> ROUNDING = within(1e-14);

    /** Outputs whose softmax is 1/8, 2/8, 5/8. */
    private static final double[] EIGHTHS = {0, Math.log(2), Math.log(5)};

    @Test
    void softmax_ofLogarithms_givesTheirShares() {
        var loss = ReferenceLoss.softmax();
        double[] y = {1};
        assertThat(loss.predictions(EIGHTHS)).containsExactly(new double[] {1 / 8., 2 / 8., 5 / 8.}, ROUNDING);
        assertThat(loss.value(EIGHTHS, y)).isCloseTo(Math.log(4), ROUNDING);
        assertThat(loss.gradient(EIGHTHS, y)).containsExactly(new double[] {1 / 8., -6 / 8., 5 / 8.}, ROUNDING);
    }

    @Test
    void softmax_smoothedBy03_putsATenthOnEveryClass() {
        var loss = ReferenceLoss.softmax(0.3);
        double[] y = {1};
        double expected = 0.1 * Math.log(8) + 0.8 * Math.log(8 / 2.) + 0.1 * Math.log(8 / 5.);
        assertThat(loss.predictions(EIGHTHS)).containsExactly(new double[] {1 / 8., 2 / 8., 5 / 8.}, ROUNDING);
        assertThat(loss.value(EIGHTHS, y)).isCloseTo(expected, ROUNDING);
        assertThat(loss.gradient(EIGHTHS, y))
                .containsExactly(new double[] {1 / 8. - 0.1, 2 / 8. - 0.8, 5 / 8. - 0.1}, ROUNDING);
    }

    @Test
    void sigmoid_ofLogOdds_givesTheMeanOverTheLabels() {
        var loss = ReferenceLoss.sigmoid();
        double[] o = {Math.log(3), Math.log(3)};
        double[] y = {1, 0};
        assertThat(loss.predictions(o)).containsExactly(new double[] {0.75, 0.75}, ROUNDING);
        assertThat(loss.value(o, y)).isCloseTo((Math.log(4 / 3.) + Math.log(4)) / 2, ROUNDING);
        assertThat(loss.gradient(o, y)).containsExactly(new double[] {-0.125, 0.375}, ROUNDING);
    }

    @Test
    void sigmoid_beyondTheRangeOfExp_staysFinite() {
        assertThat(ReferenceLoss.sigmoid().value(new double[] {2000, -2000}, new double[] {0, 1}))
                .isEqualTo(2000);
        assertThat(ReferenceLoss.sigmoid().gradient(new double[] {2000, -2000}, new double[] {0, 1}))
                .containsExactly(0.5, -0.5);
    }

    @Test
    void squaredError_isNotHalved() {
        var loss = ReferenceLoss.squaredError();
        double[] o = {1, 5};
        double[] y = {3, 4};
        assertThat(loss.predictions(o)).containsExactly(1, 5);
        assertThat(loss.value(o, y)).isEqualTo(2.5);
        assertThat(loss.gradient(o, y)).containsExactly(-2, 1);
    }

    @Test
    void huber_withinAndBeyondDelta_isQuadraticAndLinear() {
        var loss = ReferenceLoss.huber(2);
        double[] o = {1, -5, 5, 2};
        double[] y = {0, 0, 0, 0};
        assertThat(loss.predictions(o)).containsExactly(o);
        assertThat(loss.value(o, y)).isEqualTo((0.5 + 8 + 8 + 2) / 4);
        assertThat(loss.gradient(o, y)).containsExactly(0.25, -0.5, 0.5, 0.5);
    }
}
