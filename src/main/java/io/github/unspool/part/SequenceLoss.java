package io.github.unspool.part;

import io.github.unspool.loss.Ctc;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The losses of sequences of a batch, of which each is one of all its steps. The labels of a target stand in the first rows of its
 * sequence, one each, and the weight of a sequence at its last step.
 */
final class SequenceLoss {
    private final int outputs;
    /** Made when a thread finds none, and kept. */
    private final Queue<Ctc> idle = new ConcurrentLinkedQueue<>();

    SequenceLoss(int outputs) {
        this.outputs = outputs;
    }

    /** Sequences from … to: the loss of each stands at its last row. */
    void loss(Batch batch, int from, int to, float[] o, double[] rowLoss) {
        Ctc ctc = take();
        for (int b = from; b < to; b++) {
            int steps = batch.lengthOf(b);
            int last = batch.first(steps - 1) + b;
            if (batch.weight(last) != 0) {
                fill(ctc, batch, b, steps, o);
                rowLoss[last] = ctc.loss(steps, labels(batch, b, steps));
            }
        }
        idle.add(ctc);
    }

    /** The same, and the gradient of the sum of weight · loss, divided by a number; 0 if that is 0. */
    void learn(Batch batch, int from, int to, double divisor, float[] o, float[] gradient, double[] rowLoss) {
        Ctc ctc = take();
        for (int b = from; b < to; b++) {
            int steps = batch.lengthOf(b);
            int last = batch.first(steps - 1) + b;
            float weight = batch.weight(last);
            double[] slab = fill(ctc, batch, b, steps, o);
            if (weight == 0) {
                Arrays.fill(slab, 0, steps * outputs, 0);
            } else {
                rowLoss[last] = ctc.learn(steps, labels(batch, b, steps));
            }
            double factor = divisor == 0 ? 0 : weight / divisor;
            for (int t = 0; t < steps; t++) {
                int row = (batch.first(t) + b) * outputs;
                for (int k = 0; k < outputs; k++) {
                    gradient[row + k] = (float) (factor * slab[t * outputs + k]);
                }
            }
        }
        idle.add(ctc);
    }

    private Ctc take() {
        Ctc ctc = idle.poll();
        return ctc == null ? new Ctc(outputs) : ctc;
    }

    private double[] fill(Ctc ctc, Batch batch, int b, int steps, float[] o) {
        double[] slab = ctc.slab(steps);
        for (int t = 0; t < steps; t++) {
            int row = (batch.first(t) + b) * outputs;
            for (int k = 0; k < outputs; k++) {
                slab[t * outputs + k] = o[row + k];
            }
        }
        return slab;
    }

    private static int[] labels(Batch batch, int b, int steps) {
        int count = 0;
        while (count < steps && batch.targets().only(batch.first(count) + b) >= 0) {
            count++;
        }
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = batch.targets().only(batch.first(i) + b);
        }
        return labels;
    }
}
