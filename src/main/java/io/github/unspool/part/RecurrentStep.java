package io.github.unspool.part;

import io.github.unspool.cell.Cell;
import io.github.unspool.cell.Slabs;
import io.github.unspool.math.Matrix;
import io.github.unspool.math.MatrixProduct;
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

    RecurrentStep(RecurrentPart part, RecurrentParameters parameters, StepInput x) {
        this.cell = part.cell();
        this.recurrence = part.first();
        this.slabs = new Slabs(part.units(), cell);
        slabs.reset(1, 1);
        this.h = new float[part.units()];
        this.bh = parameters.recurrentBias().values();
        this.z = Matrix.of(cell.gatesRecurrence() ? slabs.zh : slabs.zx, 1, slabs.width);
        this.previous = Matrix.of(h, 1, part.units());
        this.input = x.times(parameters.wx(), parameters.b().values(), slabs.zx);
        recurrent.pack(parameters.wh().matrix());
    }

    @Override
    public void step() {
        System.arraycopy(h, 0, slabs.h, 0, h.length);
        input.compute();
        if (cell.gatesRecurrence()) {
            System.arraycopy(bh, 0, slabs.zh, 0, bh.length);
        }
        recurrent.addTo(previous, z);
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
