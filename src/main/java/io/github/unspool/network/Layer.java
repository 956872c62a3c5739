package io.github.unspool.network;

import io.github.unspool.cell.Slabs;
import io.github.unspool.math.Matrix;
import io.github.unspool.math.MatrixProduct;
import io.github.unspool.math.Workers;
import io.github.unspool.parameter.DenseRows;
import io.github.unspool.parameter.InputRows;
import io.github.unspool.parameter.SparseRows;
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
public final class Layer {
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

    private InputRows turnedRows;
    private float[] mask;
    private int[] reversed;

    Layer(Network network, int layer, boolean isFrozen, Workers workers) {
        this.workers = workers;
        this.spec = network.layers().get(layer);
        this.r = network.recurrence(layer);
        this.aligned = network.isReadAtEachStep(layer);
        for (int d = 0; d < spec.directions(); d++) {
            directions.add(new Recurrence(spec, isFrozen, workers));
        }
    }

    private boolean isPlain() {
        return !spec.bidirectional() && !spec.skip() && mask == null;
    }

    public Slabs slabs(int direction) {
        return directions.get(direction).slabs();
    }

    /** What the layer gives, R × outputs, after {@link #forward}. */
    Matrix output(Batch batch) {
        return isPlain() ? directions.get(0).h(batch) : Matrix.of(u, batch.rows(), spec.outputs());
    }

    /** Where the gradient of {@link #output} is to be added before {@link #backward}. */
    Matrix outputGradient(Batch batch) {
        return isPlain() ? directions.get(0).dh(batch) : Matrix.of(du, batch.rows(), spec.outputs());
    }

    /** The states after each step, R × outputs. */
    Matrix hidden(Batch batch) {
        return spec.bidirectional()
                ? Matrix.of(h, batch.rows(), spec.outputs())
                : directions.get(0).h(batch);
    }

    void forward(Batch batch, InputRows x, Weights weights, State initial, Masks masks, int layer) {
        mask = masks.output()[layer];
        reversed = spec.bidirectional() ? batch.reversed() : null;
        turnedRows = spec.bidirectional() ? turned(x, batch.rows()) : null;
        for (int d = 0; d < directions.size(); d++) {
            InputRows read = d == 0 ? x : turnedRows;
            directions.get(d).forward(batch, read, weights, r + d, initial, masks.recurrent()[r + d]);
        }
        if (!isPlain()) {
            combine(batch, x);
        }
    }

    private void combine(Batch batch, InputRows x) {
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
        Matrix hidden = hidden(batch);
        for (int i = 0, from = hidden.offset(); i < size; i++, from++) {
            u[i] = mask == null ? hidden.data()[from] : mask[i] * hidden.data()[from];
        }
        if (spec.skip()) {
            Matrix read = ((DenseRows) x).x();
            add(read.data(), read.offset(), u, 0, size);
        }
    }

    private static void add(float[] source, int from, float[] target, int to, int size) {
        for (int i = 0; i < size; i++) {
            target[to + i] += source[from + i];
        }
    }

    /** The states of both directions become one row, in the order of the steps. */
    private void join(Batch batch) {
        int units = spec.units();
        Matrix forward = directions.get(0).h(batch);
        Matrix backward = directions.get(1).h(batch);
        for (int row = 0; row < batch.rows(); row++) {
            System.arraycopy(forward.data(), forward.row(row), h, 2 * row * units, units);
            System.arraycopy(backward.data(), backward.row(partner(row)), h, (2 * row + 1) * units, units);
        }
    }

    /** The row of the backward direction that is concatenated with a row of the forward direction. */
    private int partner(int row) {
        return aligned ? reversed[row] : row;
    }

    /**
     * The row of a direction's slabs in which stands what it did when it read a row of the batch, whatever order it reads
     * in.
     */
    public int rowRead(int direction, int row) {
        return direction == 0 ? row : reversed[row];
    }

    private InputRows turned(InputRows x, int rows) {
        if (x instanceof SparseRows sparse) {
            return sparse.reordered(reversed);
        }
        Matrix read = ((DenseRows) x).x();
        Matrix to = Matrix.of(turnedFor(rows * read.columns()), rows, read.columns());
        copyTurned(read, to);
        return new DenseRows(to);
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
     * @param dx where the gradient of what the layer read is added to; null if it is not needed
     */
    void backward(
            Batch batch, InputRows x, Weights weights, Weights gradients, State dInitial, Masks masks, Matrix dx) {
        if (!isPlain()) {
            separate(batch, dx);
        }
        for (int d = directions.size() - 1; d >= 0; d--) {
            Recurrence direction = directions.get(d);
            float[] recurrentMask = masks.recurrent()[r + d];
            direction.backward(batch, weights.wh(r + d), dInitial.h()[r + d], dInitial.c()[r + d], recurrentMask);
            direction.accumulate(batch, d == 0 ? x : turnedRows, gradients, r + d);
            if (dx != null) {
                addInputGradient(batch, weights, d, dx);
            }
        }
    }

    private void separate(Batch batch, Matrix dx) {
        int size = batch.rows() * spec.outputs();
        if (spec.skip()) {
            add(du, 0, dx.data(), dx.offset(), size);
        }
        for (int i = 0; mask != null && i < size; i++) {
            du[i] *= mask[i];
        }
        for (int d = 0; d < spec.directions(); d++) {
            Matrix dh = directions.get(d).dh(batch);
            for (int row = 0; row < batch.rows(); row++) {
                int from = row * spec.outputs() + d * spec.units();
                System.arraycopy(du, from, dh.data(), dh.row(d == 0 ? row : partner(row)), spec.units());
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
        // The rows that were read are no longer needed.
        Matrix read = Matrix.of(turnedFor(batch.rows() * dx.columns()), batch.rows(), dx.columns());
        copyTurned(dx, read);
        product.addTo(dzx, read, workers);
        copyTurned(read, dx);
    }

    private void copyTurned(Matrix from, Matrix to) {
        for (int row = 0; row < reversed.length; row++) {
            System.arraycopy(from.data(), from.row(reversed[row]), to.data(), to.row(row), to.columns());
        }
    }

    /** Copies the states after a step out of the slabs, of the sequences that live at it. */
    void copyState(Batch batch, int step, State into) {
        int length = batch.live(step) * spec.units();
        for (int d = 0; d < directions.size(); d++) {
            Matrix states = directions.get(d).h(batch);
            System.arraycopy(states.data(), states.row(batch.first(step)), into.h()[r + d], 0, length);
            if (spec.cell().hasMemory()) {
                Matrix memories = directions.get(d).c(batch);
                System.arraycopy(memories.data(), memories.row(batch.first(step)), into.c()[r + d], 0, length);
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
