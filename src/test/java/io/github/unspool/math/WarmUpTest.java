package io.github.unspool.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In JVMs of their own, since here the kernels are used from the first call on. */
class WarmUpTest {
    private static final int PATIENCE_SECONDS = 120;

    private static String run(String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), WarmUpTest.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output.strip();
    }

    @Test
    void isDone_ofAKernelThatBecomesFast_isFalseAtFirstAndTrueInTheEnd() throws Exception {
        assertThat(run("--add-modules", "jdk.incubator.vector")).isEqualTo("false true never slow: false");
    }

    @Test
    void isDone_always_isTrueAtOnce() throws Exception {
        assertThat(run("--add-modules", "jdk.incubator.vector", "-Dunspool.vector=always"))
                .isEqualTo("true true never slow: true");
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
