package io.github.unspool.math;

import static org.assertj.core.api.Assertions.assertThat;

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
            kernel.apply(found, 1, length + 1);
            for (int i = 0; i < x.length; i++) {
                boolean inside = i >= 1 && i < length + 1;
                assertThat(Float.floatToIntBits(found[i]))
                        .isEqualTo(Float.floatToIntBits(inside ? Elementary.exp(x[i]) : x[i]));
            }
        }
    }
}
