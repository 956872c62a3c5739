package io.github.unspool.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ElementaryTest {
    private static final int POINTS = 1_000_000;

    /** The worst distance from the true value, in units of the last place of a float. */
    private static double worstUlps(float from, float to, FloatFunction ours, DoubleUnaryOperator exact) {
        double worst = 0;
        for (int i = 0; i <= POINTS; i++) {
            float x = from + (to - from) * i / POINTS;
            double truth = exact.applyAsDouble(x);
            worst = Math.max(worst, Math.abs(ours.apply(x) - truth) / Math.ulp((float) truth));
        }
        return worst;
    }

    private interface FloatFunction {
        float apply(float x);
    }

    @Test
    void exp_overItsRange_isWithinTwoUlps() {
        assertThat(worstUlps(-87, 88, Elementary::exp, StrictMath::exp)).isLessThan(2);
    }

    @Test
    void tanh_everywhere_isWithinTwoUlps() {
        assertThat(worstUlps(-10, 10, Elementary::tanh, StrictMath::tanh)).isLessThan(2);
        assertThat(worstUlps(-1e-3f, 1e-3f, Elementary::tanh, StrictMath::tanh)).isLessThan(2);
    }

    @Test
    void sigmoid_overItsRange_isWithinThreeUlps() {
        assertThat(worstUlps(-80, 80, Elementary::sigmoid, x -> 1 / (1 + StrictMath.exp(-x))))
                .isLessThan(3);
        assertThat(Elementary.sigmoid(-200)).isEqualTo(0f);
        assertThat(Elementary.sigmoid(200)).isEqualTo(1f);
        assertThat(Elementary.sigmoid(Float.NaN)).isNaN();
    }

    @Test
    void exp_outsideItsRange_isZeroInfiniteOrNaN() {
        assertThat(Elementary.exp(-200)).isEqualTo(0f);
        assertThat(Elementary.exp(Float.NEGATIVE_INFINITY)).isEqualTo(0f);
        assertThat(Elementary.exp(89)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(Elementary.exp(0)).isEqualTo(1f);
        assertThat(Elementary.exp(Float.NaN)).isNaN();
    }

    @Test
    void tanh_ofLargeNumbers_isOne() {
        assertThat(Elementary.tanh(100)).isEqualTo(1f);
        assertThat(Elementary.tanh(Float.NEGATIVE_INFINITY)).isEqualTo(-1f);
        assertThat(Elementary.tanh(-0f)).isEqualTo(-0f);
        assertThat(Elementary.tanh(Float.NaN)).isNaN();
    }

    @Test
    void log_ofSums_isWithinTwoUlps() {
        for (float x = Float.MIN_NORMAL; x < 1e38f; x *= 1.0007f) {
            assertThat(Elementary.log(x)).isCloseTo(StrictMath.log(x), within(2 * Math.ulp(StrictMath.log(x))));
        }
        for (float x = 0.999f; x < 1.001f; x = Math.nextUp(x)) {
            assertThat(Elementary.log(x)).isCloseTo(StrictMath.log(x), within(2 * Math.ulp(StrictMath.log(x))));
        }
    }

    @Test
    void log_ofOtherNumbers_isThatOfTheJdk() {
        for (float x : new float[] {0, Float.MIN_VALUE, Float.POSITIVE_INFINITY, -1, Float.NaN}) {
            assertThat(Elementary.log(x)).isEqualTo(Double.valueOf(StrictMath.log(x)));
        }
    }

    @Test
    void values_areTheSameBitsEverywhere() {
        int hash = 1;
        for (int i = -2000; i <= 2000; i++) {
            hash = 31 * hash + Float.floatToRawIntBits(Elementary.exp(i * 0.043f));
            hash = 31 * hash + Float.floatToRawIntBits(Elementary.tanh(i * 0.0043f));
        }

        assertThat(hash).isEqualTo(-2034510371);
    }
}
