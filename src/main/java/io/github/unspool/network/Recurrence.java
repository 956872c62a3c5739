package io.github.unspool.network;

import io.github.unspool.cell.Cell;
import io.github.unspool.cell.Slabs;
import io.github.unspool.math.Matrix;
import io.github.unspool.math.MatrixProduct;
import java.util.Arrays;

/** The loop over time of one direction of a layer, forward and backward. The cell inside it decides what a step computes. */
final class Recurrence {
    private final Cell cell;
    private final Slabs slabs;
    private final int units;
    private final Packed packed;
    private final MatrixProduct recurrent = MatrixProduct.create();
    private final MatrixProduct gradient = MatrixProduct.create();
    /** What the recurrent product sees of h[t−1] and what comes back through it, where a mask leaves something out. */
    private float[] seen = new float[0];

    private float[] dseen = new float[0];
    private float[] ones = new float[0];

    Recurrence(LayerSpec layer, boolean isFrozen) {
        this.packed = new Packed(isFrozen);
        this.cell = layer.cell();
        this.units = layer.units();
        this.slabs = new Slabs(units, cell);
    }

    Slabs slabs() {
        return slabs;
    }

    Matrix dzx(Batch batch) {
        return Matrix.of(slabs.dzx, batch.rows(), slabs.width);
    }

    /** Makes room and begins zx and zh with their biases; the input's product is added to zx by the caller. */
    void begin(Batch batch, Weights weights, int r) {
        slabs.reset(batch.rows());
        fillRows(slabs.zx, batch.rows(), weights.b(r));
        if (cell.gatesRecurrence()) {
            fillRows(slabs.zh, batch.rows(), weights.bh(r));
        }
    }

    private static void fillRows(float[] slab, int rows, Parameter bias) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(bias.values(), 0, slab, row * bias.columns(), bias.columns());
        }
    }

    /**
     * h[t] = cell(zx[t], h[t−1]·Wh) for t = 0 … T−1, from the state h[−1], B × H; with a mask m, B × H, (m ⊙ h[t−1])·Wh.
     */
    void forward(Batch batch, Parameter wh, float[] h0, float[] c0, float[] mask) {
        MatrixProduct product = packed.of(wh);
        Matrix seenRows = seenRows(batch, mask);
        Matrix zh = Matrix.of(slabs.zh, batch.rows(), slabs.width);
        for (int t = 0; t < batch.steps(); t++) {
            int from = batch.first(t);
            int to = batch.first(t + 1);
            copyPrevious(batch, t, h0, slabs.h, slabs.hPrevious);
            if (cell.hasMemory()) {
                copyPrevious(batch, t, c0, slabs.c, slabs.cPrevious);
            }
            if (mask != null) {
                multiply(slabs.hPrevious, from, mask, seen, from, to - from);
            }
            product.addTo(seenRows.rows(from, to), zh.rows(from, to));
            cell.forward(slabs, from, to);
        }
    }

    private Matrix seenRows(Batch batch, float[] mask) {
        if (mask == null) {
            return Matrix.of(slabs.hPrevious, batch.rows(), units);
        }
        if (seen.length < batch.rows() * units) {
            seen = new float[batch.rows() * units];
        }
        return Matrix.of(seen, batch.rows(), units);
    }

    /** product = rows of a ⊙ mask, whose rows begin at 0. */
    private void multiply(float[] a, int from, float[] mask, float[] product, int to, int rows) {
        for (int i = 0; i < rows * units; i++) {
            product[to * units + i] = a[from * units + i] * mask[i];
        }
    }

    /** The states after step t−1 of the sequences that live at step t become the rows of t. */
    private void copyPrevious(Batch batch, int t, float[] initial, float[] states, float[] previous) {
        float[] source = t == 0 ? initial : states;
        int row = t == 0 ? 0 : batch.first(t - 1);
        System.arraycopy(source, row * units, previous, batch.first(t) * units, batch.live(t) * units);
    }

    /** The mirror image of {@link #forward}: from dh to dzx and dzh for t = T−1 … 0; what reaches h[−1] is left in dh0. */
    void backward(Batch batch, Parameter wh, float[] dh0, float[] dc0, float[] mask) {
        recurrent.pack(wh.matrix().transposed());
        Arrays.fill(dh0, 0);
        Arrays.fill(dc0, 0);
        for (int t = batch.steps() - 1; t >= 0; t--) {
            int from = batch.first(t);
            int rows = batch.live(t);
            cell.backward(slabs, from, from + rows);
            int row = t == 0 ? 0 : batch.first(t - 1);
            float[] dh = t == 0 ? dh0 : slabs.dh;
            addThroughProduct(
                    batch, t, mask, Matrix.of(dh, dh.length / units, units).rows(row, row + rows));
            if (cell.carriesState()) {
                addRange(slabs.dhPrevious, from, dh, row, rows);
            }
            if (cell.hasMemory()) {
                addRange(slabs.dcPrevious, from, t == 0 ? dc0 : slabs.dc, row, rows);
            }
        }
    }

    /** dh[t−1] += m ⊙ (dzh[t]·Whᵀ). */
    private void addThroughProduct(Batch batch, int t, float[] mask, Matrix dh) {
        Matrix dzh = Matrix.of(slabs.dzh, batch.rows(), slabs.width).rows(batch.first(t), batch.first(t + 1));
        if (mask == null) {
            recurrent.addTo(dzh, dh);
            return;
        }
        int rows = batch.live(t);
        if (dseen.length < mask.length) {
            dseen = new float[mask.length];
        }
        Arrays.fill(dseen, 0, rows * units, 0);
        recurrent.addTo(dzh, Matrix.of(dseen, rows, units));
        multiply(dseen, 0, mask, dseen, 0, rows);
        addRange(dseen, 0, dh.data(), dh.offset() / units, rows);
    }

    private void addRange(float[] source, int from, float[] target, int row, int rows) {
        for (int i = 0; i < rows * units; i++) {
            target[row * units + i] += source[from * units + i];
        }
    }

    /** dWh += (m ⊙ hPrevious)ᵀ·dzh and the biases' gradients, over all rows at once. */
    void accumulate(Batch batch, Weights gradients, int r, float[] mask) {
        Matrix dzh = Matrix.of(slabs.dzh, batch.rows(), slabs.width);
        gradient.pack(dzh)
                .addTo(seenRows(batch, mask).transposed(), gradients.wh(r).matrix());
        // The sum of all rows is the product with a row of ones, and dz lies ready for products.
        gradient.addTo(ones(batch), bias(gradients, r).matrix());
        if (cell.gatesRecurrence()) {
            addRows(slabs.dzx, batch.rows(), gradients.b(r).values());
        }
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

    static void addRows(float[] slab, int rows, float[] sum) {
        for (int row = 0; row < rows; row++) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += slab[row * sum.length + j];
            }
        }
    }
}
