package io.github.unspool.network;

import io.github.unspool.cell.Slabs;
import io.github.unspool.math.Matrix;
import io.github.unspool.math.MatrixProduct;
import io.github.unspool.math.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One layer of a network over a batch: one recurrence, or two that read from both ends, then dropout and the skip
 * connection:
 *
 * <pre>
 *   h = [h forward | h backward]        u = mask ⊙ h + x
 * </pre>
 *
 * <p>A plain layer, that has none of these, gives its slab of h itself.
 */
final class Layer {
    private final LayerSpec spec;
    /** The number of the first recurrence among all of the network. */
    private final int r;
    /** Whether the backward direction's rows go back to the steps that they belong to. */
    private final boolean aligned;

    private final List<Recurrence> directions = new ArrayList<>();
    private final MatrixProduct product = MatrixProduct.create();
    private final Workers workers;

    /** h and u of a layer that is not plain, R × outputs. */
    private float[] h = new float[0];

    private float[] u = new float[0];
    private float[] du = new float[0];
    /** What the backward direction reads, and its gradient, in the order in which it is read. */
    private float[] turned = new float[0];

    private Rows turnedRows;
    private float[] mask;
    private int[] reversed;

    Layer(Network network, int layer, boolean isFrozen, Workers workers) {
        this.workers = workers;
        this.spec = network.layers().get(layer);
        this.r = network.recurrence(layer);
        this.aligned = !network.perSequence() || layer + 1 < network.layers().size();
        for (int d = 0; d < spec.directions(); d++) {
            directions.add(new Recurrence(spec, isFrozen, workers));
        }
    }

    private boolean isPlain() {
        return !spec.bidirectional() && !spec.skip() && mask == null;
    }

    private Slabs slabs(int direction) {
        return directions.get(direction).slabs();
    }

    /** What the layer gives, R × outputs, after {@link #forward}. */
    Matrix output(Batch batch) {
        return Matrix.of(isPlain() ? slabs(0).h : u, batch.rows(), spec.outputs());
    }

    /** Where the gradient of {@link #output} is to be added before {@link #backward}. */
    Matrix outputGradient(Batch batch) {
        return Matrix.of(isPlain() ? slabs(0).dh : du, batch.rows(), spec.outputs());
    }

    /** The states after each step, R × outputs. */
    float[] hidden() {
        return spec.bidirectional() ? h : slabs(0).h;
    }

    void forward(Batch batch, Rows x, Weights weights, State initial, Masks masks, int layer) {
        mask = masks.output()[layer];
        reversed = spec.bidirectional() ? batch.reversed() : null;
        turnedRows = spec.bidirectional() ? turned(x, batch.rows()) : null;
        for (int d = 0; d < directions.size(); d++) {
            Rows read = d == 0 ? x : turnedRows;
            directions.get(d).forward(batch, read, weights, r + d, initial, masks.recurrent()[r + d]);
        }
        if (!isPlain()) {
            combine(batch, x);
        }
    }

    private void combine(Batch batch, Rows x) {
        int size = Math.multiplyExact(batch.rows(), spec.outputs());
        if (u.length < size) {
            h = new float[spec.bidirectional() ? size : 0];
            u = new float[size];
            du = new float[size];
        }
        Arrays.fill(du, 0, size, 0);
        if (spec.bidirectional()) {
            join(batch);
        }
        float[] hidden = hidden();
        for (int i = 0; i < size; i++) {
            u[i] = mask == null ? hidden[i] : mask[i] * hidden[i];
        }
        if (spec.skip()) {
            add(((DenseRows) x).x().data(), u, size);
        }
    }

    private static void add(float[] from, float[] to, int size) {
        for (int i = 0; i < size; i++) {
            to[i] += from[i];
        }
    }

    /** The states of both directions become one row, in the order of the steps. */
    private void join(Batch batch) {
        int units = spec.units();
        for (int row = 0; row < batch.rows(); row++) {
            System.arraycopy(slabs(0).h, row * units, h, 2 * row * units, units);
            System.arraycopy(slabs(1).h, partner(row) * units, h, (2 * row + 1) * units, units);
        }
    }

    /** The backward direction's row that belongs beside a row of the forward direction. */
    private int partner(int row) {
        return aligned ? reversed[row] : row;
    }

    private Rows turned(Rows x, int rows) {
        if (x instanceof SparseRows sparse) {
            return sparse.reordered(reversed);
        }
        int width = ((DenseRows) x).x().columns();
        copyTurned(((DenseRows) x).x().data(), turnedFor(rows * width), width);
        return new DenseRows(Matrix.of(turned, rows, width));
    }

    private float[] turnedFor(int size) {
        if (turned.length < size) {
            turned = new float[size];
        }
        return turned;
    }

    /**
     * The mirror image of {@link #forward}, from {@link #outputGradient}.
     *
     * @param dx where the gradient of what the layer read is added to; null if nobody asks for it
     */
    void backward(Batch batch, Rows x, Weights weights, Weights gradients, State dInitial, Masks masks, Matrix dx) {
        if (!isPlain()) {
            separate(batch, dx);
        }
        for (int d = directions.size() - 1; d >= 0; d--) {
            Recurrence direction = directions.get(d);
            float[] recurrentMask = masks.recurrent()[r + d];
            direction.backward(batch, weights.wh(r + d), dInitial.h()[r + d], dInitial.c()[r + d], recurrentMask);
            direction.accumulate(batch, d == 0 ? x : turnedRows, gradients, r + d, recurrentMask);
            if (dx != null) {
                addInputGradient(batch, weights, d, dx);
            }
        }
    }

    private void separate(Batch batch, Matrix dx) {
        int size = batch.rows() * spec.outputs();
        if (spec.skip()) {
            add(du, dx.data(), size);
        }
        for (int i = 0; mask != null && i < size; i++) {
            du[i] *= mask[i];
        }
        int units = spec.units();
        for (int row = 0; row < batch.rows(); row++) {
            System.arraycopy(du, row * spec.outputs(), slabs(0).dh, row * units, units);
            if (spec.bidirectional()) {
                System.arraycopy(du, (2 * row + 1) * units, slabs(1).dh, partner(row) * units, units);
            }
        }
    }

    /** dx += dzx·Wxᵀ of one direction. */
    private void addInputGradient(Batch batch, Weights weights, int direction, Matrix dx) {
        Matrix dzx = directions.get(direction).dzx(batch);
        product.pack(weights.wx(r + direction).matrix().transposed(), workers);
        if (direction == 0) {
            product.addTo(dzx, dx, workers);
            return;
        }
        int width = dx.columns();
        // The rows that were read are no longer needed.
        Matrix read = Matrix.of(turnedFor(batch.rows() * width), batch.rows(), width);
        copyTurned(dx.data(), turned, width);
        product.addTo(dzx, read, workers);
        copyTurned(turned, dx.data(), width);
    }

    private void copyTurned(float[] from, float[] to, int width) {
        for (int row = 0; row < reversed.length; row++) {
            System.arraycopy(from, reversed[row] * width, to, row * width, width);
        }
    }

    /** Copies the states after a step out of the slabs, of the sequences that live at it. */
    void copyState(Batch batch, int step, State into) {
        int at = batch.first(step) * spec.units();
        int length = batch.live(step) * spec.units();
        for (int d = 0; d < directions.size(); d++) {
            System.arraycopy(slabs(d).h, at, into.h()[r + d], 0, length);
            if (spec.cell().hasMemory()) {
                System.arraycopy(slabs(d).c, at, into.c()[r + d], 0, length);
            }
        }
    }

    /** Adds to dx, R × D, what every direction gives. */
    void addInputGradient(Batch batch, Weights weights, Matrix dx) {
        for (int d = 0; d < directions.size(); d++) {
            addInputGradient(batch, weights, d, dx);
        }
    }
}
