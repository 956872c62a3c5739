package io.github.unspool.network;

import io.github.unspool.cell.Cell;
import io.github.unspool.cell.Cells;
import io.github.unspool.cell.Recurrences;
import io.github.unspool.math.Kernels;
import io.github.unspool.math.Randoms;
import io.github.unspool.parameter.SparseRows;
import io.github.unspool.part.Batch;
import io.github.unspool.part.Sequence;
import io.github.unspool.part.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long a forward and a backward pass take in a cell that is given by equations, and in its fast form, in turn. */
public final class EquationTimes {
    private static final int INPUTS = 32;
    private static final int OUTPUTS = 10;
    private static final int STEPS = 32;
    private static final int BATCH = 32;
    private static final int TRIES = 200;

    private EquationTimes() {}

    /** Prints a line for each pair and width: the fastest of all tries. */
    public static void main(String[] arguments) {
        Kernels.warmUp();
        Cells.warmUp();
        Cell[][] pairs = {
            {Cells.TANH, Recurrences.elman()},
            {Cells.GRU, Recurrences.gatedUnit()},
            {Cells.LSTM, Recurrences.longShortTermMemory()},
        };
        for (int units : new int[] {16, 64, 128, 256}) {
            for (Cell[] pair : pairs) {
                double[] times = times(units, pair);
                System.out.printf(
                        Locale.ROOT,
                        "%d units, %s: %.2f ms, by equations %.2f ms, %.2f times%n",
                        units,
                        pair[0].name(),
                        times[0],
                        times[1],
                        times[1] / times[0]);
            }
        }
    }

    private static double[] times(int units, Cell[] pair) {
        Batch batch = Batch.of(sequences(), 0, STEPS);
        double[] best = {Double.MAX_VALUE, Double.MAX_VALUE};
        List<Weights> weights = new ArrayList<>();
        List<Bptt> passes = new ArrayList<>();
        for (Cell cell : pair) {
            Network network = Network.classifier(INPUTS, List.of(new LayerSpec(units, cell)), OUTPUTS);
            weights.add(Initialisation.of(network, 1));
            passes.add(new Bptt(weights.get(weights.size() - 1), BATCH));
        }
        for (int i = 0; i < TRIES; i++) {
            for (int k = 0; k < best.length; k++) {
                Network network = weights.get(k).network();
                Weights gradients = new Weights(network);
                State state = network.zeroState(BATCH);
                long begin = System.nanoTime();
                passes.get(k).forward(batch, state);
                passes.get(k).backward(batch, gradients);
                best[k] = Math.min(best[k], (System.nanoTime() - begin) / 1e6);
            }
        }
        return best;
    }

    private static List<Sequence> sequences() {
        Randoms random = Randoms.of(1);
        List<Sequence> all = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            SparseRows.Builder inputs = new SparseRows.Builder(STEPS);
            SparseRows.Builder targets = new SparseRows.Builder(STEPS);
            float[] weight = new float[STEPS];
            for (int t = 0; t < STEPS; t++) {
                for (int d = 0; d < INPUTS; d++) {
                    inputs.add(d, random.normal());
                }
                inputs.endRow();
                targets.add((i + t) % OUTPUTS, 1);
                targets.endRow();
                weight[t] = 1;
            }
            all.add(new Sequence(inputs.build(), targets.build(), weight));
        }
        return all;
    }
}
