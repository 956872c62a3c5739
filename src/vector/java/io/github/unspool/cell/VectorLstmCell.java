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
        s.reset(2);
        return () -> {
            forwardTogether(s, 0, 2);
            for (int i = 0; i < s.units; i += LANES) {
                backwardLanes(s, i, i);
            }
        };
    }

    @Override
    public void forward(Slabs s, int from, int to) {
        if (!WARM_UP.isDone()) {
            super.forward(s, from, to);
            return;
        }
        int rows = Math.max(1, BLOCK / s.width);
        for (int row = from; row < to; row += rows) {
            forwardTogether(s, row, Math.min(to, row + rows));
        }
    }

    /** In passes over some rows, so that few units fill vectors too; g goes aside into h while the others become sigmoids. */
    private static void forwardTogether(Slabs s, int from, int to) {
        int first = from * s.units;
        int end = to * s.units;
        for (int row = from; row < to; row++) {
            System.arraycopy(s.zx, row * s.width + 2 * s.units, s.h, row * s.units, s.units);
        }
        VectorElementary.sigmoid(s.zx, from * s.width, to * s.width);
        VectorElementary.tanh(s.h, first, end, s.h, first);
        for (int row = from; row < to; row++) {
            System.arraycopy(s.h, row * s.units, s.zx, row * s.width + 2 * s.units, s.units);
            remember(s, row * s.width, row * s.units);
        }
        VectorElementary.tanh(s.c, first, end, s.tanhC, first);
        for (int row = from; row < to; row++) {
            tell(s, row * s.width + 3 * s.units, row * s.units);
        }
    }

    /** c = f · c[t−1] + i · g. */
    private static void remember(Slabs s, int ii, int first) {
        int end = first + s.units;
        int j = first;
        for (; j + LANES <= end; j += LANES, ii += LANES) {
            at(s.zx, ii + s.units)
                    .mul(at(s.cPrevious, j))
                    .add(at(s.zx, ii).mul(at(s.h, j)))
                    .intoArray(s.c, j);
        }
        for (; j < end; j++, ii++) {
            s.c[j] = s.zx[ii + s.units] * s.cPrevious[j] + s.zx[ii] * s.h[j];
        }
    }

    /** h = o · tanh(c). */
    private static void tell(Slabs s, int jo, int first) {
        int end = first + s.units;
        int j = first;
        for (; j + LANES <= end; j += LANES, jo += LANES) {
            at(s.zx, jo).mul(at(s.tanhC, j)).intoArray(s.h, j);
        }
        for (; j < end; j++, jo++) {
            s.h[j] = s.zx[jo] * s.tanhC[j];
        }
    }

    @Override
    public void backward(Slabs s, int from, int to) {
        int whole = WARM_UP.isDone() ? SPECIES.loopBound(s.units) : 0;
        for (int row = from; row < to; row++) {
            for (int unit = 0; unit < whole; unit += LANES) {
                backwardLanes(s, row * s.width + unit, row * s.units + unit);
            }
            backward(s, row, whole, s.units);
        }
    }

    private static void backwardLanes(Slabs s, int ii, int j) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        FloatVector i = at(s.zx, ii);
        FloatVector f = at(s.zx, ii + s.units);
        FloatVector g = at(s.zx, ii + 2 * s.units);
        FloatVector o = at(s.zx, ii + 3 * s.units);
        FloatVector dh = at(s.dh, j);
        FloatVector tanhC = at(s.tanhC, j);
        FloatVector dc = at(s.dc, j).add(dh.mul(o).mul(one.sub(tanhC.mul(tanhC))));
        dc.mul(g).mul(i).mul(one.sub(i)).intoArray(s.dzx, ii);
        dc.mul(at(s.cPrevious, j)).mul(f).mul(one.sub(f)).intoArray(s.dzx, ii + s.units);
        dc.mul(i).mul(one.sub(g.mul(g))).intoArray(s.dzx, ii + 2 * s.units);
        dh.mul(tanhC).mul(o).mul(one.sub(o)).intoArray(s.dzx, ii + 3 * s.units);
        dc.mul(f).intoArray(s.dcPrevious, j);
    }

    private static FloatVector at(float[] slab, int i) {
        return FloatVector.fromArray(SPECIES, slab, i);
    }
}
