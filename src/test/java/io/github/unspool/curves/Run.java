package io.github.unspool.curves;

import io.github.unspool.cell.Cell;
import io.github.unspool.network.Bptt;
import io.github.unspool.network.Initialisation;
import io.github.unspool.network.Weights;
import io.github.unspool.optimiser.Optimiser;
import io.github.unspool.optimiser.Rate;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.part.Batch;
import io.github.unspool.part.Sequence;
import io.github.unspool.part.State;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/** The engine learns a task, one update for each batch. */
final class Run {
    private final Task task;
    private final long seed;
    private final Weights weights;
    private final Weights gradients;
    private final Bptt bptt;
    private final State initial;
    private final Optimiser adam = Optimiser.adam(Rate.constant(Task.RATE), 0.9, 0.999, 1e-8, 0);

    Run(Task task, Cell cell, long seed) {
        this.task = task;
        this.seed = seed;
        this.weights = Initialisation.of(task.network(cell), seed);
        this.gradients = new Weights(weights.network());
        this.bptt = new Bptt(weights, Task.BATCH);
        this.initial = weights.network().zeroState(Task.BATCH);
    }

    /** The loss before each of the first updates. */
    double[] losses(int updates) {
        double[] losses = new double[updates];
        for (int update = 0; update < updates; update++) {
            losses[update] = update(task.batch(seed, update));
        }
        return losses;
    }

    private double update(List<Steps> steps) {
        List<Sequence> sequences = steps.stream().map(Steps::sequence).toList();
        Batch batch = Batch.of(sequences, 0, Integer.MAX_VALUE);
        bptt.forward(batch, initial);
        double loss = bptt.loss() / sequences.stream().mapToDouble(Run::weight).sum();
        gradients.parameters().forEach(p -> Arrays.fill(p.values(), 0));
        bptt.backward(batch, gradients);
        adam.step(weights.parameters(), gradients.parameters(), 0);
        return loss;
    }

    private static double weight(Sequence sequence) {
        double sum = 0;
        for (float weight : sequence.weight()) {
            sum += weight;
        }
        return sum;
    }

    /** CRC-32 of the weights as they are. */
    static long checksum(Weights weights) {
        CRC32 crc = new CRC32();
        for (Parameter p : weights.parameters()) {
            add(p.values(), crc);
        }
        return crc.getValue();
    }

    /** CRC-32 of the first batches, of each the rows of the inputs, then those of the targets. */
    static long checksum(Task task, long seed, int batches) {
        CRC32 crc = new CRC32();
        for (int update = 0; update < batches; update++) {
            List<Steps> batch = task.batch(seed, update);
            int steps = batch.get(0).length();
            for (int t = 0; t < steps; t++) {
                for (Steps s : batch) {
                    add(t < s.length() ? s.x()[t] : new float[0], crc);
                }
            }
            for (int t = 0; t < steps; t++) {
                for (Steps s : batch) {
                    add(t < s.length() ? s.y()[t] : new float[0], crc);
                }
            }
        }
        return crc.getValue();
    }

    private static void add(float[] values, CRC32 crc) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        crc.update(bytes);
    }
}
