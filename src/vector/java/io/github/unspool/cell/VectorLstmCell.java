package io.github.unspool.cell;

import io.github.unspool.math.VectorElementary;
import io.github.unspool.math.WarmUp;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link LstmCell} lane by lane; units that do not fill a vector are left to it. */
final class VectorLstmCell extends LstmCell {
    private static final VectorSpecies<Float> SPECIES = VectorElementary.SPECIES;
    private static final int LANES = SPECIES.length();
    /** So many pre-activations stay in the first-level cache from pass to pass. */
    private static final int BLOCK = 4096;

    private static final WarmUp WARM_UP = new WarmUp(example(), 4_000);

    /** Gives a step forward and backward. */
    private static Runnable example() {
        Slabs s = new Slabs(4 * LANES, new LstmCell());
        s.reset(2, 2);
        return () -> {
            forwardTogether(s, 0, 2, 0);
            for (int i = 0; i < s.units; i += LANES) {
                backwardLanes(s, 0, 0, 0, i);
            }
        };
    }

    @Override
    public void forward(Slabs s, int from, int to, int before) {
        if (!WARM_UP.isDone()) {
            super.forward(s, from, to, before);
            return;
        }
        int rows = Math.max(1, BLOCK / s.width);
        for (int row = from; row < to; row += rows) {
            forwardTogether(s, row, Math.min(to, row + rows), before + row - from);
        }
    }

    /** In passes over some rows, so that few units fill vectors too; g goes aside into h while the others become sigmoids. */
    private static void forwardTogether(Slabs s, int from, int to, int before) {
        int first = s.state(from);
        int end = s.state(to);
        for (int row = from; row < to; row++) {
            System.arraycopy(s.zx, row * s.width + 2 * s.units, s.h, s.state(row), s.units);
        }
        VectorElementary.sigmoid(s.zx, from * s.width, to * s.width);
        VectorElementary.tanh(s.h, first, end, s.h, first);
        for (int row = from; row < to; row++) {
            System.arraycopy(s.h, s.state(row), s.zx, row * s.width + 2 * s.units, s.units);
            remember(s, row * s.width, s.state(row), (before + row - from) * s.units);
        }
        VectorElementary.tanh(s.c, first, end, s.tanhC, from * s.units);
        for (int row = from; row < to; row++) {
            tell(s, row * s.width + 3 * s.units, row);
        }
    }

    /** c = f · c[t−1] + i · g. */
    private static void remember(Slabs s, int ii, int first, int previous) {
        int end = first + s.units;
        int j = first;
        for (; j + LANES <= end; j += LANES, ii += LANES, previous += LANES) {
            at(s.zx, ii + s.units)
                    .mul(at(s.c, previous))
                    .add(at(s.zx, ii).mul(at(s.h, j)))
                    .intoArray(s.c, j);
        }
        for (; j < end; j++, ii++, previous++) {
            s.c[j] = s.zx[ii + s.units] * s.c[previous] + s.zx[ii] * s.h[j];
        }
    }

    /** h = o · tanh(c). */
    private static void tell(Slabs s, int jo, int row) {
        int end = s.state(row + 1);
        int j = s.state(row);
        int k = row * s.units;
        for (; j + LANES <= end; j += LANES, k += LANES, jo += LANES) {
            at(s.zx, jo).mul(at(s.tanhC, k)).intoArray(s.h, j);
        }
        for (; j < end; j++, k++, jo++) {
            s.h[j] = s.zx[jo] * s.tanhC[k];
        }
    }

    @Override
    public void backward(Slabs s, int from, int to, int before, int sequence) {
        int whole = WARM_UP.isDone() ? SPECIES.loopBound(s.units) : 0;
        for (int row = from; row < to; row++) {
            int k = row - from;
            for (int unit = 0; unit < whole; unit += LANES) {
                backwardLanes(s, row, before + k, sequence + k, unit);
            }
            backwardUnits(s, row, before + k, sequence + k, whole);
        }
    }

    private static void backwardLanes(Slabs s, int row, int before, int sequence, int unit) {
        int ii = row * s.width + unit;
        int next = sequence * s.units + unit;
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        FloatVector i = at(s.zx, ii);
        FloatVector f = at(s.zx, ii + s.units);
        FloatVector g = at(s.zx, ii + 2 * s.units);
        FloatVector o = at(s.zx, ii + 3 * s.units);
        FloatVector dh = at(s.dh, s.state(row) + unit);
        FloatVector tanhC = at(s.tanhC, row * s.units + unit);
        FloatVector dc = at(s.dc, next).add(dh.mul(o).mul(one.sub(tanhC.mul(tanhC))));
        dc.mul(g).mul(i).mul(one.sub(i)).intoArray(s.dzx, ii);
        dc.mul(at(s.c, before * s.units + unit)).mul(f).mul(one.sub(f)).intoArray(s.dzx, ii + s.units);
        dc.mul(i).mul(one.sub(g.mul(g))).intoArray(s.dzx, ii + 2 * s.units);
        dh.mul(tanhC).mul(o).mul(one.sub(o)).intoArray(s.dzx, ii + 3 * s.units);
        dc.mul(f).intoArray(s.dc, next);
    }

    private static FloatVector at(float[] slab, int i) {
        return FloatVector.fromArray(SPECIES, slab, i);
    }
}
