package io.github.unspool.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LogSpaceTest {
    private static final double NEVER = Double.NEGATIVE_INFINITY;

    @Test
    void exp_isWithinTwoUlp() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            double x = random.nextBoolean() ? -708 + 1417 * random.nextDouble() : 4 * random.nextDouble() - 2;
            double exact = StrictMath.exp(x);
            assertThat(Math.abs(LogSpace.exp(x) - exact)).as("exp %s", x).isLessThanOrEqualTo(2 * Math.ulp(exact));
        }
        assertThat(LogSpace.exp(0)).isEqualTo(1);
        assertThat(LogSpace.exp(NEVER)).isZero();
        assertThat(LogSpace.exp(-708.1)).isZero();
        assertThat(LogSpace.exp(710)).isInfinite();
        assertThat(LogSpace.exp(Double.NaN)).isNaN();
    }

    @Test
    void log_isWithinTwoUlp() {
        Random random = new Random(2);
        for (int i = 0; i < 200_000; i++) {
            double x = random.nextBoolean()
                    ? 1 + 3 * random.nextDouble()
                    : StrictMath.exp(1400 * (random.nextDouble() - 0.5));
            double exact = StrictMath.log(x);
            assertThat(Math.abs(LogSpace.log(x) - exact)).as("log %s", x).isLessThanOrEqualTo(2 * Math.ulp(exact));
        }
        assertThat(LogSpace.log(1)).isZero();
        assertThat(LogSpace.log(0)).isEqualTo(NEVER);
        assertThat(LogSpace.log(-1)).isNaN();
        assertThat(LogSpace.log(Double.MIN_VALUE)).isEqualTo(StrictMath.log(Double.MIN_VALUE));
    }

    @Test
    void add_ofNumbersThatExpWouldLose() {
        assertThat(LogSpace.add(-2000, -2000)).isCloseTo(-2000 + Math.log(2), within(1e-12));
        assertThat(LogSpace.add(-2000, -2001, -5000)).isCloseTo(-2000 + Math.log1p(Math.exp(-1)), within(1e-12));
        assertThat(LogSpace.add(NEVER, -3)).isEqualTo(-3);
        assertThat(LogSpace.add(-3, NEVER, NEVER)).isEqualTo(-3);
        assertThat(LogSpace.add(NEVER, NEVER)).isEqualTo(NEVER);
        assertThat(LogSpace.add(NEVER, NEVER, NEVER)).isEqualTo(NEVER);
    }

    @Test
    void normalise_givesLogarithmsOfProbabilities() {
        double[] x = {9, 1000, 1001, 998, 9};
        LogSpace.normalise(x, 1, 4);
        assertThat(x[0]).isEqualTo(9);
        assertThat(x[4]).isEqualTo(9);
        double sum = 1 + Math.exp(-1) + Math.exp(-3);
        assertThat(x[2]).isCloseTo(-Math.log(sum), within(1e-12));
        assertThat(x[1]).isCloseTo(-1 - Math.log(sum), within(1e-12));
    }
}
