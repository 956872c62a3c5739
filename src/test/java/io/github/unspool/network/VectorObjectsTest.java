package io.github.unspool.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.unspool.OwnJvm;
import io.github.unspool.optimiser.Optimiser;
import io.github.unspool.optimiser.Rate;
import io.github.unspool.part.Sequence;
import io.github.unspool.training.TrainingListener;
import io.github.unspool.training.TrainingLoop;
import io.github.unspool.training.TrainingSettings;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Once kernels are compiled, their vectors are in registers only: none of them becomes an object. */
class VectorObjectsTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int UNITS = 256;
    private static final int SEQUENCES = 32;
    private static final int STEPS = 10;

    /** One object for each vector of h would be four times as much, without their headers. */
    private static final long FEW_BYTES = (long) SEQUENCES * STEPS * UNITS * Float.BYTES / 4;

    /**
     * What the compiler takes in depends on the order in which it compiles, and now and then a JVM keeps making objects until it
     * ends; code that can never do without them does so in each.
     */
    private static final int STARTS = 5;

    private static final long QUIET_NANOS = 3_000_000_000L;
    private static final long PATIENCE_NANOS = 25_000_000_000L;

    @ParameterizedTest
    @ValueSource(strings = {"tanh", "gru", "lstm"})
    void update_whenCompiled_makesNoObjectsOfVectors(String cell) {
        List<String> options = List.of(OwnJvm.VECTORS, "-Dunspool.vector=always");
        List<Long> bytes = new ArrayList<>();
        do {
            bytes.add(Long.parseLong(
                    OwnJvm.lines(VectorObjectsTest.class, options, cell).get(0)));
        } while (bytes.get(bytes.size() - 1) >= FEW_BYTES && bytes.size() < STARTS);
        assertThat(bytes)
                .allSatisfy(some -> assertThat(some).isPositive())
                .anySatisfy(some -> assertThat(some).isLessThan(FEW_BYTES));
    }

    /** Prints what the last update allocated: when updates have been frugal for a while, or after some time. */
    public static void main(String[] arguments) {
        List<LayerSpec> layers = List.of(LayerSpec.parse("hidden(" + UNITS + ")." + arguments[0] + "()"));
        Network network = Network.classifier(Sentences.SYMBOLS, layers, Sentences.SYMBOLS);
        int[] lengths = new int[SEQUENCES];
        Arrays.fill(lengths, STEPS);
        List<Sequence> data = Sentences.random(lengths);
        TrainingSettings settings = new TrainingSettings(
                Integer.MAX_VALUE,
                SEQUENCES,
                false,
                0,
                1,
                0,
                () -> Optimiser.adam(Rate.constant(0.001), 0.9, 0.999, 1e-8, 0),
                1);
        Last last = new Last();
        new TrainingLoop(Initialisation.of(network, 1), data, List.of(), settings, last).run();
        System.out.println(last.bytes);
    }

    /** Measures each update, which is a whole epoch. */
    private static final class Last implements TrainingListener {
        private final long thread = Thread.currentThread().getId();
        private final long start = System.nanoTime();
        private long quietSince = start;
        private long bytes;
        private long before;

        @Override
        public void progress(Progress progress) {
            bytes = THREADS.getThreadAllocatedBytes(thread) - before;
            if (bytes >= FEW_BYTES) {
                quietSince = System.nanoTime();
            }
            before = THREADS.getThreadAllocatedBytes(thread);
        }

        @Override
        public boolean isEnough() {
            long now = System.nanoTime();
            return now - quietSince > QUIET_NANOS || now - start > PATIENCE_NANOS;
        }
    }
}
