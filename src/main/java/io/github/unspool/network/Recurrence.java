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
    private final MatrixProduct recurrent = new MatrixProduct();
    private final MatrixProduct gradient = new MatrixProduct();

    Recurrence(LayerSpec layer) {
        this.cell = layer.cell();
        this.slabs = new Slabs(layer.units(), cell.gates());
    }

    Slabs slabs() {
        return slabs;
    }

    Matrix h(Batch batch) {
        return Matrix.of(slabs.h, batch.rows(), slabs.units);
    }

    Matrix dh(Batch batch) {
        return Matrix.of(slabs.dh, batch.rows(), slabs.units);
    }

    Matrix zx(Batch batch) {
        return Matrix.of(slabs.zx, batch.rows(), slabs.width);
    }

    Matrix dz(Batch batch) {
        return Matrix.of(slabs.dz, batch.rows(), slabs.width);
    }

    /** Makes room and begins {@code zx} with the bias; the input's product is added to it by the caller. */
    void begin(Batch batch, Parameter b) {
        slabs.reset(batch.rows());
        for (int row = 0; row < batch.rows(); row++) {
            System.arraycopy(b.values(), 0, slabs.zx, row * slabs.width, slabs.width);
        }
    }

    /** h[t] = cell(zx[t], h[t−1]·Wh) for t = 0 … T−1; {@code initial} is h[−1], B × H. */
    void forward(Batch batch, Parameter wh, float[] initial) {
        recurrent.pack(wh.matrix());
        Matrix previous = Matrix.of(slabs.previous, batch.rows(), slabs.units);
        Matrix zh = Matrix.of(slabs.zh, batch.rows(), slabs.width);
        for (int t = 0; t < batch.steps(); t++) {
            int from = batch.first(t);
            int to = batch.first(t + 1);
            if (t == 0) {
                copyState(initial, 0, from, to);
            } else {
                copyState(slabs.h, batch.first(t - 1), from, to);
            }
            recurrent.addTo(previous.rows(from, to), zh.rows(from, to));
            cell.forward(slabs, from, to);
        }
    }

    private void copyState(float[] states, int row, int from, int to) {
        int units = slabs.units;
        System.arraycopy(states, row * units, slabs.previous, from * units, (to - from) * units);
    }

    /** The mirror image of {@link #forward}: from dh to dz for t = T−1 … 0; what reaches h[−1] is left in dInitial. */
    void backward(Batch batch, Parameter wh, float[] dInitial) {
        recurrent.pack(wh.matrix().transposed());
        Matrix dz = dz(batch);
        Matrix dh = dh(batch);
        Matrix dh0 = Matrix.of(dInitial, batch.live(0), slabs.units);
        Arrays.fill(dInitial, 0);
        for (int t = batch.steps() - 1; t >= 0; t--) {
            int from = batch.first(t);
            int to = batch.first(t + 1);
            cell.backward(slabs, from, to);
            Matrix before = t == 0 ? dh0 : dh.rows(batch.first(t - 1), batch.first(t - 1) + to - from);
            recurrent.addTo(dz.rows(from, to), before);
        }
    }

    /** dWh += previousᵀ·dz and db += Σ dz, over all rows at once. */
    void accumulate(Batch batch, Parameter dwh, Parameter db) {
        Matrix previous = Matrix.of(slabs.previous, batch.rows(), slabs.units);
        gradient.pack(dz(batch)).addTo(previous.transposed(), dwh.matrix());
        addRows(slabs.dz, batch.rows(), db.values());
    }

    /** dWx += xᵀ·dz for an input that is not sparse; after {@link #accumulate}. */
    void accumulateInput(Matrix x, Parameter dwx) {
        gradient.addTo(x.transposed(), dwx.matrix());
    }

    static void addRows(float[] slab, int rows, float[] sum) {
        for (int row = 0; row < rows; row++) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += slab[row * sum.length + j];
            }
        }
    }
}
