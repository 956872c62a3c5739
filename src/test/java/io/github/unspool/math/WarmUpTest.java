package io.github.unspool.math;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.OwnJvm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In JVMs of their own, since here the kernels are used from the first call on. */
class WarmUpTest {
    private static final int PATIENCE_SECONDS = 120;

    private static String run(String... options) {
        return OwnJvm.lines(WarmUpTest.class, List.of(options)).get(0);
    }

    @Test
    void isDone_ofAKernelThatBecomesFast_isFalseAtFirstAndTrueInTheEnd() {
        assertThat(run(OwnJvm.VECTORS)).isEqualTo("false true never slow: false");
    }

    @Test
    void isDone_always_isTrueAtOnce() {
        assertThat(run(OwnJvm.VECTORS, "-Dunspool.vector=always")).isEqualTo("true true never slow: true");
    }

    /** Prints whether a product is ready at first, and later, and an example that sleeps. */
    public static void main(String[] arguments) throws InterruptedException {
        Matrix one = Matrix.of(new float[] {1}, 1, 1);
        // Takes a while, so that it cannot be done before the first question is answered.
        WarmUp asked = new WarmUp(WarmUpTest::sleep, 1_000_000_000);
        System.out.print(asked.isDone() + " ");
        MatrixProduct product = MatrixProduct.create().pack(one);
        boolean isAlways = System.getProperty("unspool.vector", "").equals("always");
        for (int i = 0; i < 10 * PATIENCE_SECONDS && !product.isOutdated() && !isAlways; i++) {
            Thread.sleep(100);
        }
        System.out.print((isAlways || product.isOutdated() && asked.isDone()) + " ");
        WarmUp slow = new WarmUp(WarmUpTest::sleep, 1_000);
        slow.isDone();
        Thread.sleep(200);
        System.out.println("never slow: " + slow.isDone());
    }

    private static void sleep() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
