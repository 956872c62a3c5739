package io.github.unspool.network;

import io.github.unspool.cell.Cell;
import io.github.unspool.cell.Slabs;
import io.github.unspool.math.Matrix;
import io.github.unspool.math.MatrixProduct;
import io.github.unspool.math.Workers;
import java.util.Arrays;

/**
 * The loop over time of one direction of a layer, forward and backward. The cell inside it decides what a step computes.
 *
 * <p>Each thread goes through all steps with some of the sequences, which need nothing of each other. Where there are too few
 * sequences to share, threads share the columns of each step's product.
 */
final class Recurrence {
    /** A thread gets at least so many sequences; and with so many it is worth to make a step's inputs just before they are used. */
    private static final int ENOUGH = 8;
    /** Floating-point operations for each pre-activation beside the products. */
    private static final int ELEMENTWISE = 30;

    private final Cell cell;
    private final Slabs slabs;
    private final int units;
    private final Packed input;
    private final Packed packed;
    private final MatrixProduct recurrent = MatrixProduct.create();
    private final MatrixProduct gradient = MatrixProduct.create();
    private final Workers workers;
    /** What the recurrent product sees of h[t−1] and what comes back through it, where a mask leaves something out. */
    private float[] seen = new float[0];

    private float[] dseen = new float[0];
    private float[] ones = new float[0];

    Recurrence(LayerSpec layer, boolean isFrozen, Workers workers) {
        this.input = new Packed(isFrozen);
        this.packed = new Packed(isFrozen);
        this.cell = layer.cell();
        this.units = layer.units();
        this.slabs = new Slabs(units, cell);
        this.workers = workers;
    }

    Slabs slabs() {
        return slabs;
    }

    Matrix dzx(Batch batch) {
        return Matrix.of(slabs.dzx, batch.rows(), slabs.width);
    }

    /** Some of the sequences of a batch, what is done with them at each step, and on which threads if they are all of them. */
    private interface Steps {
        void run(int from, int to, Workers within);
    }

    private void share(Batch batch, Steps steps) {
        long operations = batch.rows() * (long) slabs.width * (2L * units + ELEMENTWISE);
        int parts = Math.min(workers.parts(operations), batch.live(0) / ENOUGH);
        if (parts <= 1) {
            steps.run(0, batch.live(0), workers);
            return;
        }
        int[] shares = batch.shares(parts);
        workers.run(parts, part -> steps.run(shares[part], shares[part + 1], Workers.alone()));
    }

    /**
     * h[t] = cell(x[t]·Wx + b, h[t−1]·Wh) for t = 0 … T−1, from the state h[−1], B × H; with a mask m, B × H, (m ⊙ h[t−1])·Wh.
     */
    void forward(Batch batch, Rows x, Weights weights, int r, State initial, float[] mask) {
        slabs.reset(batch.rows());
        if (mask != null && seen.length < batch.rows() * units) {
            seen = new float[batch.rows() * units];
        }
        x.prepare(weights.wx(r), input, workers);
        packed.prepare(weights.wh(r), workers);
        boolean isStepwise = batch.live(0) >= ENOUGH;
        if (!isStepwise) {
            readInput(batch, x, weights, r, 0, batch.rows(), workers);
        }
        share(batch, (first, end, within) -> {
            for (int t = 0; t < batch.steps(); t++) {
                int from = batch.first(t) + Math.min(first, batch.live(t));
                int to = batch.first(t) + Math.min(end, batch.live(t));
                if (isStepwise) {
                    readInput(batch, x, weights, r, from, to, Workers.alone());
                }
                readState(batch, t, from, to, initial.h()[r], initial.c()[r]);
                forward(batch, weights.wh(r), from, to, mask, first * units, within);
            }
        });
    }

    /** zx = b + x·Wx of some rows, and zh = bh. */
    private void readInput(Batch batch, Rows x, Weights weights, int r, int from, int to, Workers within) {
        fillRows(slabs.zx, from, to, weights.b(r));
        x.multiply(from, to, weights.wx(r), input, Matrix.of(slabs.zx, batch.rows(), slabs.width), within);
        if (cell.gatesRecurrence()) {
            fillRows(slabs.zh, from, to, weights.bh(r));
        }
    }

    private static void fillRows(float[] slab, int from, int to, Parameter bias) {
        for (int row = from; row < to; row++) {
            System.arraycopy(bias.values(), 0, slab, row * bias.columns(), bias.columns());
        }
    }

    /** The states after step t−1 of the sequences that live at step t become rows of t. */
    private void readState(Batch batch, int t, int from, int to, float[] h0, float[] c0) {
        int row = (t == 0 ? 0 : batch.first(t - 1)) + from - batch.first(t);
        System.arraycopy(t == 0 ? h0 : slabs.h, row * units, slabs.hPrevious, from * units, (to - from) * units);
        if (cell.hasMemory()) {
            System.arraycopy(t == 0 ? c0 : slabs.c, row * units, slabs.cPrevious, from * units, (to - from) * units);
        }
    }

    /** Some rows of one step; their first sequence's part of the mask begins at a place. */
    private void forward(Batch batch, Parameter wh, int from, int to, float[] mask, int at, Workers within) {
        if (mask != null) {
            multiply(slabs.hPrevious, from * units, mask, at, seen, from * units, (to - from) * units);
        }
        Matrix z = Matrix.of(cell.gatesRecurrence() ? slabs.zh : slabs.zx, batch.rows(), slabs.width);
        packed.product().addTo(seenRows(batch, mask).rows(from, to), z.rows(from, to), within);
        cell.forward(slabs, from, to);
    }

    private Matrix seenRows(Batch batch, float[] mask) {
        return Matrix.of(mask == null ? slabs.hPrevious : seen, batch.rows(), units);
    }

    private static void multiply(float[] a, int from, float[] mask, int at, float[] product, int to, int length) {
        for (int i = 0; i < length; i++) {
            product[to + i] = a[from + i] * mask[at + i];
        }
    }

    /** The mirror image of {@link #forward}: from dh to dzx and dzh for t = T−1 … 0; what reaches h[−1] is left in dh0. */
    void backward(Batch batch, Parameter wh, float[] dh0, float[] dc0, float[] mask) {
        recurrent.pack(wh.matrix().transposed(), workers);
        if (mask != null && dseen.length < mask.length) {
            dseen = new float[mask.length];
        }
        Arrays.fill(dh0, 0);
        Arrays.fill(dc0, 0);
        share(batch, (first, end, within) -> {
            for (int t = batch.steps() - 1; t >= 0; t--) {
                int from = batch.first(t) + Math.min(first, batch.live(t));
                int to = batch.first(t) + Math.min(end, batch.live(t));
                backward(batch, t, from, to, dh0, dc0, mask, within);
            }
        });
    }

    /** Some rows of step t. */
    private void backward(
            Batch batch, int t, int from, int to, float[] dh0, float[] dc0, float[] mask, Workers within) {
        cell.backward(slabs, from, to);
        int sequence = from - batch.first(t);
        int row = (t == 0 ? 0 : batch.first(t - 1)) + sequence;
        float[] dh = t == 0 ? dh0 : slabs.dh;
        int length = (to - from) * units;
        Matrix dzh = Matrix.of(slabs.dzh, batch.rows(), slabs.width).rows(from, to);
        if (mask == null) {
            recurrent.addTo(dzh, new Matrix(dh, row * units, to - from, units, units, 1), within);
        } else {
            addMasked(dzh, mask, sequence * units, dh, row * units, within);
        }
        if (cell.carriesState()) {
            add(slabs.dhPrevious, from * units, dh, row * units, length);
        }
        if (cell.hasMemory()) {
            add(slabs.dcPrevious, from * units, t == 0 ? dc0 : slabs.dc, row * units, length);
        }
    }

    /** dh[t−1] += m ⊙ (dzh[t]·Whᵀ). */
    private void addMasked(Matrix dzh, float[] mask, int at, float[] dh, int to, Workers within) {
        int length = dzh.rows() * units;
        Arrays.fill(dseen, at, at + length, 0);
        recurrent.addTo(dzh, new Matrix(dseen, at, dzh.rows(), units, units, 1), within);
        multiply(dseen, at, mask, at, dseen, at, length);
        add(dseen, at, dh, to, length);
    }

    private static void add(float[] source, int from, float[] target, int to, int length) {
        for (int i = 0; i < length; i++) {
            target[to + i] += source[from + i];
        }
    }

    /** dWh += (m ⊙ hPrevious)ᵀ·dzh, dWx += xᵀ·dzx and the biases' gradients, over all rows at once. */
    void accumulate(Batch batch, Rows x, Weights gradients, int r, float[] mask) {
        Matrix dzh = Matrix.of(slabs.dzh, batch.rows(), slabs.width);
        gradient.pack(dzh, workers)
                .addTo(seenRows(batch, mask).transposed(), gradients.wh(r).matrix(), workers);
        // The sum of all rows is the product with a row of ones, and dz lies ready for products.
        gradient.addTo(ones(batch), bias(gradients, r).matrix(), workers);
        if (cell.gatesRecurrence()) {
            gradient.pack(dzx(batch), workers).addTo(ones(batch), gradients.b(r).matrix(), workers);
        }
        x.accumulate(slabs.dzx, gradients.wx(r), gradient, workers);
    }

    private Matrix ones(Batch batch) {
        if (ones.length < batch.rows()) {
            ones = new float[batch.rows()];
            Arrays.fill(ones, 1);
        }
        return Matrix.of(ones, 1, batch.rows());
    }

    /** The bias whose gradient is the sum of dzh. */
    private Parameter bias(Weights gradients, int r) {
        return cell.gatesRecurrence() ? gradients.bh(r) : gradients.b(r);
    }
}
