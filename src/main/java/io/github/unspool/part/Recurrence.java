package io.github.unspool.part;

import io.github.unspool.cell.Cell;
import io.github.unspool.cell.Slabs;
import io.github.unspool.math.Matrix;
import io.github.unspool.math.MatrixProduct;
import io.github.unspool.math.Workers;
import io.github.unspool.parameter.InputRows;
import io.github.unspool.parameter.Packed;
import io.github.unspool.parameter.Parameter;
import java.util.Arrays;

/**
 * The loop over time of one direction of a layer, forward and backward. The cell inside it decides what a step computes.
 *
 * <p>Each thread goes through all steps with some of the sequences, which need nothing of each other. Where there are too few
 * sequences to share, threads share the columns of each step's product. An interrupt of the caller ends a pass where it is;
 * the caller checks the interrupt too, and discards the result.
 */
final class Recurrence {
    /**
     * The minimum number of sequences for a thread; from this number on, it is faster to compute a step's inputs just
     * before they are used.
     */
    private static final int ENOUGH = 8;
    /** Floating-point operations for each pre-activation in addition to the products. */
    private static final int ELEMENTWISE = 30;
    /** Rows that go into the gradients of the weights together. */
    static final int BLOCK = 384;

    private static final float[] ONES = new float[BLOCK];

    static {
        Arrays.fill(ONES, 1);
    }

    private final RecurrentParameters own;
    private final Cell cell;
    private final Slabs slabs;
    private final int units;
    private final Packed input;
    private final Packed packed;
    private final MatrixProduct recurrent = MatrixProduct.create();
    private final MatrixProduct gradient = MatrixProduct.create();
    private final Products products;
    private final Workers workers;
    /**
     * h[t−1] of each row as the recurrent product sees it, where the slab does not hold them so: where a mask leaves
     * something out, or sequences end before others.
     */
    private float[] seen = new float[0];

    private boolean isGathered;
    /** What comes back through the recurrent product, where a mask leaves something out. */
    private float[] dseen = new float[0];

    Recurrence(RecurrentPart part, RecurrentParameters own, boolean isFrozen, Workers workers) {
        this.own = own;
        this.input = new Packed(isFrozen);
        this.packed = new Packed(isFrozen);
        this.cell = part.cell();
        this.units = part.units();
        this.slabs = new Slabs(units, cell);
        this.products = new Products(slabs, cell.products());
        this.workers = workers;
    }

    Slabs slabs() {
        return slabs;
    }

    /** h[t], R × H, after {@link #forward}. */
    Matrix h(Batch batch) {
        return states(slabs.h, batch.live(0), batch.rows());
    }

    /** c[t], R × M, after {@link #forward}. */
    Matrix c(Batch batch) {
        int width = slabs.memoryWidth;
        return new Matrix(slabs.c, batch.live(0) * width, batch.rows(), width, width, 1);
    }

    /** ∂L/∂h[t], R × H: what is added to it before {@link #backward}. */
    Matrix dh(Batch batch) {
        return states(slabs.dh, batch.live(0), batch.rows());
    }

    Matrix dzx(Batch batch) {
        return Matrix.of(slabs.dzx, batch.rows(), slabs.width);
    }

    /**
     * Some of the sequences of a batch, what is done with them at each step, and on which threads if they are all of them.
     */
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
     * h[t] = cell(x[t]·Wx + b, h[t−1]·Wh) for t = 0 … T−1, from the state h[−1], B × H; with a mask m, B × H, (m ⊙
     * h[t−1])·Wh.
     */
    void forward(Batch batch, InputRows x, float[] h0, float[] c0, float[] mask) {
        slabs.reset(batch.live(0), batch.rows());
        readState(h0, c0);
        isGathered = mask != null || !batch.isEven();
        if (isGathered && seen.length < batch.rows() * units) {
            seen = new float[batch.rows() * units];
        }
        x.prepare(own.wx(), input, workers);
        if (own.wh() != null) {
            packed.prepare(own.wh(), workers);
        }
        products.prepare(own.wq(), workers);
        slabs.vectors = RecurrentParameters.values(own.vectors());
        boolean isStepwise = batch.live(0) >= ENOUGH;
        if (!isStepwise) {
            readInput(batch, x, 0, batch.rows(), workers);
        }
        Thread caller = Thread.currentThread();
        share(batch, (first, end, within) -> {
            for (int t = 0; t < batch.steps() && !caller.isInterrupted(); t++) {
                int from = batch.first(t) + Math.min(first, batch.live(t));
                int to = batch.first(t) + Math.min(end, batch.live(t));
                if (isStepwise) {
                    readInput(batch, x, from, to, Workers.alone());
                }
                forward(batch, from, to, before(batch, t, from), mask, first * units, within);
            }
        });
    }

    private void readState(float[] h0, float[] c0) {
        System.arraycopy(h0, 0, slabs.h, 0, slabs.state(0));
        System.arraycopy(c0, 0, slabs.c, 0, slabs.memory(0));
    }

    /** The state before a row of step t: the row of the same sequence at t−1, behind the first states. */
    private static int before(Batch batch, int t, int row) {
        int sequence = row - batch.first(t);
        return t == 0 ? sequence : batch.live(0) + batch.first(t - 1) + sequence;
    }

    /** zx = b + x·Wx of some rows, and zh = bh. */
    private void readInput(Batch batch, InputRows x, int from, int to, Workers within) {
        fillRows(slabs.zx, from, to, own.b());
        x.multiply(from, to, own.wx(), input, Matrix.of(slabs.zx, batch.rows(), slabs.width), within);
        if (cell.gatesRecurrence()) {
            fillRows(slabs.zh, from, to, own.bh());
        }
    }

    private static void fillRows(float[] slab, int from, int to, Parameter bias) {
        for (int row = from; row < to; row++) {
            System.arraycopy(bias.values(), 0, slab, row * bias.columns(), bias.columns());
        }
    }

    /** Some rows of one step; their first sequence's part of the mask begins at a place. */
    private void forward(Batch batch, int from, int to, int before, float[] mask, int at, Workers within) {
        if (slabs.recurrentWidth > 0) {
            Matrix previous = states(slabs.h, before, to - from);
            if (isGathered) {
                gather(before, from, to, mask, at);
                previous = Matrix.of(seen, batch.rows(), units).rows(from, to);
            }
            packed.product()
                    .addTo(previous, recurrent(batch, slabs.zh, slabs.zx).rows(from, to), within);
        }
        if (slabs.productWidth > 0) {
            cell.prepare(slabs, from, to, before);
            if (mask != null) {
                products.mask(slabs.q, from, to, mask, at);
            }
            products.forward(from, to, within);
        }
        cell.forward(slabs, from, to, before);
    }

    /** The recurrent gates, which are the first, of one slab if the cell keeps both halves apart, else of the other. */
    private Matrix recurrent(Batch batch, float[] apart, float[] together) {
        return cell.gatesRecurrence()
                ? Matrix.of(apart, batch.rows(), slabs.recurrentWidth)
                : new Matrix(together, 0, batch.rows(), slabs.recurrentWidth, slabs.width, 1);
    }

    private Matrix states(float[] slab, int row, int rows) {
        return new Matrix(slab, row * units, rows, units, units, 1);
    }

    private void gather(int before, int from, int to, float[] mask, int at) {
        int length = (to - from) * units;
        if (mask == null) {
            System.arraycopy(slabs.h, before * units, seen, from * units, length);
        } else {
            multiply(slabs.h, before * units, mask, at, seen, from * units, length);
        }
    }

    /**
     * h[t−1] of all rows, as the recurrent product saw it. In a batch whose sequences are equally long the states stand so.
     */
    private Matrix seen(Batch batch) {
        return isGathered ? Matrix.of(seen, batch.rows(), units) : states(slabs.h, 0, batch.rows());
    }

    private static void multiply(float[] a, int from, float[] mask, int at, float[] product, int to, int length) {
        for (int i = 0; i < length; i++) {
            product[to + i] = a[from + i] * mask[at + i];
        }
    }

    /**
     * The mirror image of {@link #forward}: from dh to dzx and dzh for t = T−1 … 0; what reaches h[−1] and c[−1] becomes
     * dh0 and dc0.
     */
    void backward(Batch batch, float[] dh0, float[] dc0, float[] mask) {
        if (own.wh() != null) {
            recurrent.pack(own.wh().matrix().transposed(), workers);
        }
        products.prepareBackward(own.wq(), workers);
        if (mask != null && dseen.length < mask.length) {
            dseen = new float[mask.length];
        }
        Thread caller = Thread.currentThread();
        share(batch, (first, end, within) -> {
            for (int t = batch.steps() - 1; t >= 0 && !caller.isInterrupted(); t--) {
                int from = batch.first(t) + Math.min(first, batch.live(t));
                int to = batch.first(t) + Math.min(end, batch.live(t));
                backward(batch, from, to, before(batch, t, from), from - batch.first(t), mask, within);
            }
        });
        Arrays.fill(dh0, 0);
        Arrays.fill(dc0, 0);
        System.arraycopy(slabs.dh, 0, dh0, 0, slabs.state(0));
        System.arraycopy(slabs.dc, 0, dc0, 0, slabs.memory(0));
    }

    /** Some rows of one step. */
    private void backward(Batch batch, int from, int to, int before, int sequence, float[] mask, Workers within) {
        if (slabs.productWidth > 0) {
            cell.backwardProducts(slabs, from, to, before, sequence);
            products.backward(from, to, within);
            if (mask != null) {
                products.mask(slabs.dq, from, to, mask, sequence * units);
            }
        }
        cell.backward(slabs, from, to, before, sequence);
        if (slabs.recurrentWidth == 0) {
            return;
        }
        Matrix dzh = recurrent(batch, slabs.dzh, slabs.dzx).rows(from, to);
        if (mask == null) {
            recurrent.addTo(dzh, states(slabs.dh, before, to - from), within);
        } else {
            addMasked(dzh, mask, sequence * units, before * units, within);
        }
    }

    /** dh[t−1] += m ⊙ (dzh[t]·Whᵀ). */
    private void addMasked(Matrix dzh, float[] mask, int at, int to, Workers within) {
        int length = dzh.rows() * units;
        Arrays.fill(dseen, at, at + length, 0);
        recurrent.addTo(dzh, new Matrix(dseen, at, dzh.rows(), units, units, 1), within);
        multiply(dseen, at, mask, at, dseen, at, length);
        add(dseen, at, slabs.dh, to, length);
    }

    private static void add(float[] source, int from, float[] target, int to, int length) {
        for (int i = 0; i < length; i++) {
            target[to + i] += source[from + i];
        }
    }

    /**
     * dWh += (m ⊙ h[t−1])ᵀ·dzh, dWx += xᵀ·dzx and the biases' gradients, over all rows, so many at a time that what is copied
     * for products is still in the cache when it is used.
     */
    void accumulate(Batch batch, InputRows x, RecurrentParameters gradients) {
        for (int from = 0; from < batch.rows() && !Thread.currentThread().isInterrupted(); from += BLOCK) {
            accumulate(batch, from, Math.min(from + BLOCK, batch.rows()), x, gradients);
        }
    }

    private void accumulate(Batch batch, int from, int to, InputRows x, RecurrentParameters gradients) {
        // The sum of rows is the product with a row of ones, and dz lies ready for products.
        Matrix ones = Matrix.of(ONES, 1, to - from);
        accumulateExtras(from, to, ones, gradients);
        if (slabs.recurrentWidth > 0) {
            gradient.pack(recurrent(batch, slabs.dzh, slabs.dzx).rows(from, to), workers);
            gradient.addTo(
                    seen(batch).rows(from, to).transposed(), gradients.wh().matrix(), workers);
        }
        if (cell.gatesRecurrence()) {
            gradient.addTo(ones, gradients.bh().matrix(), workers);
        }
        if (cell.gatesRecurrence() || slabs.recurrentWidth < slabs.width) {
            gradient.pack(dzx(batch).rows(from, to), workers);
        }
        gradient.addTo(ones, gradients.b().matrix(), workers);
        x.accumulate(from, to, dzx(batch), gradients.wx(), gradient, workers);
    }

    /** dWq, and the gradients of learned vectors. */
    private void accumulateExtras(int from, int to, Matrix ones, RecurrentParameters gradients) {
        products.accumulate(from, to, gradient, gradients.wq(), workers);
        int width = slabs.vectorWidth;
        for (int v = 0; v < gradients.vectors().size(); v++) {
            gradient.pack(new Matrix(slabs.dv, from * width + v * units, to - from, units, width, 1), workers);
            gradient.addTo(ones, gradients.vectors().get(v).matrix(), workers);
        }
    }
}
