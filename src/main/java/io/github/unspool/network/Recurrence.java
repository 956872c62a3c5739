package io.github.unspool.network;

import io.github.unspool.cell.Cell;
import io.github.unspool.cell.Slabs;
import io.github.unspool.math.Matrix;
import io.github.unspool.math.MatrixProduct;
import java.util.Arrays;

/** The loop over time of one layer, forward and backward. The cell inside it decides what a step computes. */
final class Recurrence {
    private final Cell cell;
    private final Slabs slabs;
    private final int units;
    private final MatrixProduct recurrent = new MatrixProduct();
    private final MatrixProduct gradient = new MatrixProduct();

    Recurrence(LayerSpec layer) {
        this.cell = layer.cell();
        this.units = layer.units();
        this.slabs = new Slabs(units, cell);
    }

    Slabs slabs() {
        return slabs;
    }

    Matrix h(Batch batch) {
        return Matrix.of(slabs.h, batch.rows(), units);
    }

    Matrix dh(Batch batch) {
        return Matrix.of(slabs.dh, batch.rows(), units);
    }

    Matrix zx(Batch batch) {
        return Matrix.of(slabs.zx, batch.rows(), slabs.width);
    }

    Matrix dzx(Batch batch) {
        return Matrix.of(slabs.dzx, batch.rows(), slabs.width);
    }

    /** Makes room and begins zx and zh with their biases; the input's product is added to zx by the caller. */
    void begin(Batch batch, Weights weights, int layer) {
        slabs.reset(batch.rows());
        fillRows(slabs.zx, batch.rows(), weights.b(layer));
        if (cell.gatesRecurrence()) {
            fillRows(slabs.zh, batch.rows(), weights.bh(layer));
        }
    }

    private static void fillRows(float[] slab, int rows, Parameter bias) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(bias.values(), 0, slab, row * bias.columns(), bias.columns());
        }
    }

    /** h[t] = cell(zx[t], h[t−1]·Wh) for t = 0 … T−1, from the state h[−1], B × H. */
    void forward(Batch batch, Parameter wh, float[] h0, float[] c0) {
        recurrent.pack(wh.matrix());
        Matrix hPrevious = Matrix.of(slabs.hPrevious, batch.rows(), units);
        Matrix zh = Matrix.of(slabs.zh, batch.rows(), slabs.width);
        for (int t = 0; t < batch.steps(); t++) {
            int from = batch.first(t);
            int to = batch.first(t + 1);
            copyPrevious(batch, t, h0, slabs.h, slabs.hPrevious);
            if (cell.hasMemory()) {
                copyPrevious(batch, t, c0, slabs.c, slabs.cPrevious);
            }
            recurrent.addTo(hPrevious.rows(from, to), zh.rows(from, to));
            cell.forward(slabs, from, to);
        }
    }

    /** The states after step t−1 of the sequences that live at step t become the rows of t. */
    private void copyPrevious(Batch batch, int t, float[] initial, float[] states, float[] previous) {
        float[] source = t == 0 ? initial : states;
        int row = t == 0 ? 0 : batch.first(t - 1);
        System.arraycopy(source, row * units, previous, batch.first(t) * units, batch.live(t) * units);
    }

    /** The mirror image of {@link #forward}: from dh to dzx and dzh for t = T−1 … 0; what reaches h[−1] is left in dh0. */
    void backward(Batch batch, Parameter wh, float[] dh0, float[] dc0) {
        recurrent.pack(wh.matrix().transposed());
        Matrix dzh = Matrix.of(slabs.dzh, batch.rows(), slabs.width);
        Arrays.fill(dh0, 0);
        Arrays.fill(dc0, 0);
        for (int t = batch.steps() - 1; t >= 0; t--) {
            int from = batch.first(t);
            int to = batch.first(t + 1);
            cell.backward(slabs, from, to);
            int row = t == 0 ? 0 : batch.first(t - 1);
            float[] dh = t == 0 ? dh0 : slabs.dh;
            recurrent.addTo(
                    dzh.rows(from, to), Matrix.of(dh, dh.length / units, units).rows(row, row + to - from));
            if (cell.carriesState()) {
                addRange(slabs.dhPrevious, from, dh, row, to - from);
            }
            if (cell.hasMemory()) {
                addRange(slabs.dcPrevious, from, t == 0 ? dc0 : slabs.dc, row, to - from);
            }
        }
    }

    private void addRange(float[] source, int from, float[] target, int row, int rows) {
        for (int i = 0; i < rows * units; i++) {
            target[row * units + i] += source[from * units + i];
        }
    }

    /** dWh += hPreviousᵀ·dzh and the biases' gradients, over all rows at once. */
    void accumulate(Batch batch, Weights gradients, int layer) {
        Matrix hPrevious = Matrix.of(slabs.hPrevious, batch.rows(), units);
        Matrix dzh = Matrix.of(slabs.dzh, batch.rows(), slabs.width);
        gradient.pack(dzh).addTo(hPrevious.transposed(), gradients.wh(layer).matrix());
        addRows(slabs.dzx, batch.rows(), gradients.b(layer).values());
        if (cell.gatesRecurrence()) {
            addRows(slabs.dzh, batch.rows(), gradients.bh(layer).values());
        }
    }

    /** dWx += xᵀ·dzx for an input that is not sparse. */
    void accumulateInput(Batch batch, Matrix x, Parameter dwx) {
        gradient.pack(dzx(batch)).addTo(x.transposed(), dwx.matrix());
    }

    static void addRows(float[] slab, int rows, float[] sum) {
        for (int row = 0; row < rows; row++) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += slab[row * sum.length + j];
            }
        }
    }
}
