package io.github.unspool.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ExponentialTest {

    @Test
    void apply_anyLengthAndNumbers_givesTheBitsOfTheScalarForm() {
        Exponential kernel = Exponential.create();
        assertThat(kernel.getClass().getSimpleName()).isEqualTo("VectorExponential");
        Randoms random = Randoms.of(3);
        for (int length = 0; length < 70; length++) {
            float[] x = new float[length + 2];
            for (int i = 0; i < x.length; i++) {
                x[i] = i % 9 == 4
                        ? new float[] {Float.NaN, 1e30f, -1e30f, -87f, 88f, 0f}[i / 9 % 6]
                        : (float) (30 * random.normal());
            }
            float[] found = x.clone();
            kernel.apply(found, 1, length + 1, 0.5f);
            for (int i = 0; i < x.length; i++) {
                boolean inside = i >= 1 && i < length + 1;
                assertThat(Float.floatToIntBits(found[i]))
                        .isEqualTo(Float.floatToIntBits(inside ? Elementary.exp(x[i] - 0.5f) : x[i]));
            }
        }
    }

    @Test
    void sumAndHighest_anyLength_giveTheBitsOfThePlainForm() {
        Exponential plain = new Exponential();
        Exponential kernel = Exponential.create();
        Randoms random = Randoms.of(4);
        for (int length = 0; length < 70; length++) {
            float[] x = new float[length + 3];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) (Math.exp(5 * random.normal()) * random.normal());
            }
            assertThat(kernel.sum(x, 2, length + 2)).isEqualTo(plain.sum(x, 2, length + 2));
            assertThat(kernel.highest(x, 2, length + 2)).isEqualTo(plain.highest(x, 2, length + 2));
            if (length > 20) {
                x[2 + length / 2] = Float.NaN;
                assertThat(kernel.sum(x, 2, length + 2)).isNaN();
                assertThat(kernel.highest(x, 2, length + 2))
                        .isEqualTo(plain.highest(x, 2, length + 2))
                        .isFinite();
            }
        }
    }

    @Test
    void softmax_anyLength_givesTheBitsOfThePlainForm() {
        Randoms random = Randoms.of(5);
        for (int length = 1; length < 70; length++) {
            float[] o = new float[length + 2];
            float[] y = new float[length + 2];
            for (int i = 0; i < o.length; i++) {
                o[i] = (float) random.normal();
                y[i] = (float) random.uniform();
            }
            float[] p = o.clone();
            float[] difference = y.clone();
            float sum = new Exponential().softmax(p, difference, 1, length + 1, 0.5f);
            assertThat(Exponential.create().softmax(o, y, 1, length + 1, 0.5f)).isEqualTo(sum);
            assertThat(o).isEqualTo(p);
            assertThat(y).isEqualTo(difference);
        }
    }

    @Test
    void softmax_ofTwoNumbers_isAQuarterAndThree() {
        float[] o = {9, 1, 1 + (float) Math.log(3), 9};
        float[] y = {5, 0, 1, 5};
        assertThat(new Exponential().softmax(o, y, 1, 3, o[2])).isCloseTo(4 / 3f, within(1e-6f));
        assertThat(o).containsExactly(new float[] {9, 0.25f, 0.75f, 9}, within(1e-6f));
        assertThat(y).containsExactly(new float[] {5, 0.25f, -0.25f, 5}, within(1e-6f));
    }

    @Test
    void sum_ofThirtyFiveNumbers_isThatOfEverySixteenthFirst() {
        float[] x = new float[35];
        x[0] = 1;
        x[16] = 1e8f;
        x[32] = -1e8f;
        x[1] = 3;
        assertThat(new Exponential().sum(x, 0, 35)).isEqualTo(3);
    }

    @Test
    void highest_ofNothing_isMinusInfinity() {
        assertThat(Exponential.create().highest(new float[0], 0, 0)).isEqualTo(Float.NEGATIVE_INFINITY);
    }
}
