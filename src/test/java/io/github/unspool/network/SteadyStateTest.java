package io.github.unspool.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.unspool.OwnJvm;
import io.github.unspool.cell.Cells;
import io.github.unspool.loss.Loss;
import io.github.unspool.optimiser.Optimiser;
import io.github.unspool.optimiser.Rate;
import io.github.unspool.part.Sequence;
import io.github.unspool.training.TrainingListener;
import io.github.unspool.training.TrainingLoop;
import io.github.unspool.training.TrainingSettings;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When training has begun, an update allocates the same few objects, however large the network is. */
class SteadyStateTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final List<String> LAYERS =
            List.of("tanh()", "gru().dropout(0.5)", "lstm().recurrentDropout(0.5)", "lstm().bidirectional()");
    private static final int ENOUGH = 20;
    private static final int SMALL = 64;
    private static final int LARGE = 256;

    /** Less than one row of one state is longer. */
    private static final long NEARLY_NOTHING = (LARGE - SMALL) * Float.BYTES / 2;

    /** In a JVM that does not optimise allocations away, so that each run counts the same. */
    @Test
    void update_ofALargerNetwork_allocatesNoMore() {
        List<String> output = OwnJvm.lines(SteadyStateTest.class, List.of("-XX:TieredStopAtLevel=1"));
        assertThat(output).hasSize(LAYERS.size()).allSatisfy(line -> {
            String[] words = line.split(" ");
            assertThat(Long.parseLong(words[2]) - Long.parseLong(words[1]))
                    .as(line)
                    .isLessThan(NEARLY_NOTHING);
        });
    }

    /** Prints what a small and a large network of each kind allocate. */
    public static void main(String[] arguments) {
        for (String layer : LAYERS) {
            System.out.println(layer + " " + leastAllocated(layer, SMALL) + " " + leastAllocated(layer, LARGE));
        }
    }

    /** By the two chunks of an epoch and its end. */
    private static long leastAllocated(String layer, int units) {
        List<LayerSpec> layers =
                List.of(LayerSpec.parse("hidden(" + units + ")." + layer), new LayerSpec(4, Cells.TANH));
        Network network = new Network(
                Sentences.SYMBOLS,
                new Stack(8, layers, true),
                Sentences.SYMBOLS,
                Loss.crossEntropy(),
                Targets.EACH_STEP);
        List<Sequence> data = Sentences.random(4, 4, 4, 4, 4, 4, 4, 4);
        TrainingSettings settings = new TrainingSettings(
                ENOUGH, 8, false, 2, 1, 0, () -> Optimiser.adam(Rate.constant(0.001), 0.9, 0.999, 1e-8, 0), 1);
        Least least = new Least();
        new TrainingLoop(Initialisation.of(network, 1), data, data, settings, least).run();
        return least.bytes;
    }

    /** Measures from one second chunk to the next, so over the end of an epoch with its validation. */
    private static final class Least implements TrainingListener {
        private final long thread = Thread.currentThread().getId();
        private long bytes = Long.MAX_VALUE;
        private long before;
        private int updates;

        @Override
        public void progress(Progress progress) {
            updates++;
            if (updates % 2 == 0) {
                long now = THREADS.getThreadAllocatedBytes(thread);
                bytes = before == 0 ? bytes : Math.min(bytes, now - before);
                before = THREADS.getThreadAllocatedBytes(thread);
            }
        }

        @Override
        public boolean isEnough() {
            return updates == ENOUGH;
        }
    }
}
