package io.github.unspool.part;

import io.github.unspool.cell.Cell;
import io.github.unspool.cell.Slabs;
import io.github.unspool.math.Matrix;
import io.github.unspool.math.MatrixProduct;
import io.github.unspool.math.Workers;
import java.util.List;

/** A recurrence that reads one sequence step by step. */
public final class RecurrentStep implements Step {
    private final Cell cell;
    private final int recurrence;
    private final Slabs slabs;
    /** The state, which goes into the first row of the slab before a step. */
    private final float[] h;

    private final float[] bh;
    private final StepInput.Product input;
    private final MatrixProduct recurrent = MatrixProduct.create();
    private final Matrix previous;
    private final Matrix z;
    private final Products products;

    RecurrentStep(RecurrentPart part, RecurrentParameters parameters, StepInput x) {
        this.cell = part.cell();
        this.recurrence = part.first();
        this.slabs = new Slabs(part.units(), cell);
        slabs.reset(1, 1);
        this.h = new float[part.units()];
        this.bh = parameters.recurrentBias().values();
        int columns = cell.gatesRecurrence() ? slabs.recurrentWidth : slabs.width;
        this.z = new Matrix(cell.gatesRecurrence() ? slabs.zh : slabs.zx, 0, 1, slabs.recurrentWidth, columns, 1);
        this.products = new Products(slabs, cell.products());
        products.prepare(parameters.wq(), Workers.alone());
        slabs.vectors = RecurrentParameters.values(parameters.vectors());
        this.previous = Matrix.of(h, 1, part.units());
        this.input = x.times(parameters.wx(), parameters.b().values(), slabs.zx);
        if (parameters.wh() != null) {
            recurrent.pack(parameters.wh().matrix());
        }
    }

    @Override
    public void step() {
        System.arraycopy(h, 0, slabs.h, 0, h.length);
        input.compute();
        if (cell.gatesRecurrence()) {
            System.arraycopy(bh, 0, slabs.zh, 0, bh.length);
        }
        if (slabs.recurrentWidth > 0) {
            recurrent.addTo(previous, z);
        }
        cell.prepare(slabs, 0, 1, 0);
        products.forward(0, 1, Workers.alone());
        cell.forward(slabs, 0, 1, 0);
        System.arraycopy(slabs.h, h.length, h, 0, h.length);
        System.arraycopy(slabs.c, slabs.c.length / 2, slabs.c, 0, slabs.c.length / 2);
    }

    @Override
    public float[] output() {
        return h;
    }

    @Override
    public List<RecurrentStep> recurrent() {
        return List.of(this);
    }

    /** Takes over the state of one sequence. */
    public void set(State state) {
        System.arraycopy(state.h()[recurrence], 0, h, 0, h.length);
        System.arraycopy(state.c()[recurrence], 0, slabs.c, 0, state.c()[recurrence].length);
    }

    /** Copies the state. */
    public void copyState(State into) {
        System.arraycopy(h, 0, into.h()[recurrence], 0, h.length);
        System.arraycopy(slabs.c, 0, into.c()[recurrence], 0, into.c()[recurrence].length);
    }
}
