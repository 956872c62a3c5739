package io.github.unspool.part;

import io.github.unspool.cell.Slabs;
import io.github.unspool.math.Matrix;
import io.github.unspool.math.MatrixProduct;
import io.github.unspool.math.Workers;
import io.github.unspool.parameter.DenseRows;
import io.github.unspool.parameter.InputRows;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.parameter.SparseRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A recurrent part over a batch. One recurrence gives its slab of h itself; of two, a row of h holds the states of both. */
public final class RecurrentPass implements Pass {
    private final RecurrentPart part;
    private final List<RecurrentParameters> own;
    private final List<Recurrence> directions = new ArrayList<>();
    private final DataRows data;
    private final MatrixProduct product = MatrixProduct.create();
    private final Workers workers;

    /** The states of both directions and their gradient, R × 2H. */
    private float[] h = new float[0];

    private float[] dh = new float[0];
    /** What the backward direction reads, and its gradient, in the order in which it is read. */
    private float[] turned = new float[0];

    private InputRows read;
    private InputRows turnedRows;
    private Masks masks;
    private int[] reversed;

    RecurrentPass(RecurrentPart part, List<RecurrentParameters> own, boolean isFrozen, Workers workers) {
        this.part = part;
        this.own = own;
        this.workers = workers;
        this.data = new DataRows(part.inputs(), workers);
        own.forEach(direction -> directions.add(new Recurrence(part, direction, isFrozen, workers)));
    }

    /** What a direction left. */
    public Slabs slabs(int direction) {
        return directions.get(direction).slabs();
    }

    @Override
    public Matrix output(Batch batch) {
        return part.bidirectional()
                ? Matrix.of(h, batch.rows(), part.outputs())
                : directions.get(0).h(batch);
    }

    @Override
    public Matrix outputGradient(Batch batch) {
        return part.bidirectional()
                ? Matrix.of(dh, batch.rows(), part.outputs())
                : directions.get(0).dh(batch);
    }

    @Override
    public void forward(Batch batch, InputRows x, State initial, Masks left) {
        masks = left;
        read = data.of(x, batch.rows());
        reversed = part.bidirectional() ? batch.reversed() : null;
        turnedRows = part.bidirectional() ? turned(read, batch.rows()) : null;
        for (int d = 0; d < directions.size(); d++) {
            int r = part.first() + d;
            directions.get(d).forward(batch, readBy(d), initial.h()[r], initial.c()[r], masks.recurrent()[r]);
        }
        if (part.bidirectional()) {
            join(batch);
        }
    }

    private InputRows readBy(int direction) {
        return direction == 0 ? read : turnedRows;
    }

    /** The states of both directions become one row, in the order of the steps. */
    private void join(Batch batch) {
        int size = Math.multiplyExact(batch.rows(), part.outputs());
        if (h.length < size) {
            h = new float[size];
            dh = new float[size];
        }
        Arrays.fill(dh, 0, size, 0);
        int units = part.units();
        Matrix forward = directions.get(0).h(batch);
        Matrix backward = directions.get(1).h(batch);
        for (int row = 0; row < batch.rows(); row++) {
            System.arraycopy(forward.data(), forward.row(row), h, 2 * row * units, units);
            System.arraycopy(backward.data(), backward.row(partner(row)), h, (2 * row + 1) * units, units);
        }
    }

    /** The row of the backward direction that is concatenated with a row of the forward direction. */
    private int partner(int row) {
        return part.isAligned() ? reversed[row] : row;
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

    @Override
    public void backward(Batch batch, List<Parameter> gradients, State dInitial) {
        if (part.bidirectional()) {
            separate(batch);
        }
        List<RecurrentParameters> dOwn = part.recurrences(gradients);
        for (int d = directions.size() - 1; d >= 0; d--) {
            int r = part.first() + d;
            directions.get(d).backward(batch, dInitial.h()[r], dInitial.c()[r], masks.recurrent()[r]);
            directions.get(d).accumulate(batch, readBy(d), dOwn.get(d));
        }
    }

    /** The gradient of each row goes to the rows of both directions. */
    private void separate(Batch batch) {
        for (int d = 0; d < directions.size(); d++) {
            Matrix to = directions.get(d).dh(batch);
            for (int row = 0; row < batch.rows(); row++) {
                int from = row * part.outputs() + d * part.units();
                System.arraycopy(dh, from, to.data(), to.row(d == 0 ? row : partner(row)), part.units());
            }
        }
    }

    /** dx += dzx·Wxᵀ of each direction. */
    @Override
    public void addInputGradient(Batch batch, Matrix dx) {
        for (int d = directions.size() - 1; d >= 0; d--) {
            product.pack(own.get(d).wx().matrix().transposed(), workers);
            Matrix dzx = directions.get(d).dzx(batch);
            if (d == 0) {
                product.addTo(dzx, dx, workers);
            } else {
                addTurned(batch, dzx, dx);
            }
        }
    }

    private void addTurned(Batch batch, Matrix dzx, Matrix dx) {
        // The rows that were read are no longer needed.
        Matrix to = Matrix.of(turnedFor(batch.rows() * dx.columns()), batch.rows(), dx.columns());
        copyTurned(dx, to);
        product.addTo(dzx, to, workers);
        copyTurned(to, dx);
    }

    private void copyTurned(Matrix from, Matrix to) {
        for (int row = 0; row < reversed.length; row++) {
            System.arraycopy(from.data(), from.row(reversed[row]), to.data(), to.row(row), to.columns());
        }
    }

    /**
     * Copies the states after the last step of each sequence out of the slabs.
     *
     * @param into its first rows become those of the batch's sequences
     */
    public void copyLastState(Batch batch, State into) {
        int ended = 0;
        for (int step = batch.steps() - 1; step >= 0; step--) {
            copyState(batch, step, ended, into);
            ended = batch.live(step);
        }
    }

    /** The rows of the sequences, from a number on, that live at a step. */
    private void copyState(Batch batch, int step, int from, State into) {
        int count = batch.live(step) - from;
        for (int d = 0; d < directions.size() && count > 0; d++) {
            int r = part.first() + d;
            copy(directions.get(d).h(batch), batch.first(step) + from, count, into.h()[r], from);
            copy(directions.get(d).c(batch), batch.first(step) + from, count, into.c()[r], from);
        }
    }

    private static void copy(Matrix from, int row, int count, float[] into, int at) {
        int width = from.columns();
        System.arraycopy(from.data(), from.row(row), into, at * width, count * width);
    }

    @Override
    public List<RecurrentPass> recurrent() {
        return List.of(this);
    }
}
