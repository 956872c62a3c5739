package io.github.unspool.cell;

import io.github.unspool.math.VectorElementary;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link LstmCell} lane by lane; units that do not fill a vector are left to it. */
final class VectorLstmCell extends LstmCell {
    private static final VectorSpecies<Float> SPECIES = VectorElementary.SPECIES;
    private static final int LANES = SPECIES.length();

    @Override
    public void forward(Slabs s, int from, int to) {
        for (int row = from; row < to; row++) {
            int z = row * s.width;
            int g = z + 2 * s.units;
            VectorElementary.sigmoid(s.zx, z, g);
            VectorElementary.tanh(s.zx, g, g + s.units, s.zx, g);
            VectorElementary.sigmoid(s.zx, g + s.units, z + s.width);
            remember(s, z, row * s.units);
        }
        VectorElementary.tanh(s.c, from * s.units, to * s.units, s.h, from * s.units);
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
                    .add(at(s.zx, ii).mul(at(s.zx, ii + 2 * s.units)))
                    .intoArray(s.c, j);
        }
        for (; j < end; j++, ii++) {
            s.c[j] = s.zx[ii + s.units] * s.cPrevious[j] + s.zx[ii] * s.zx[ii + 2 * s.units];
        }
    }

    /** h = o · tanh(c), which h holds already. */
    private static void tell(Slabs s, int jo, int first) {
        int end = first + s.units;
        int j = first;
        for (; j + LANES <= end; j += LANES, jo += LANES) {
            at(s.zx, jo).mul(at(s.h, j)).intoArray(s.h, j);
        }
        for (; j < end; j++, jo++) {
            s.h[j] = s.zx[jo] * s.h[j];
        }
    }

    /** Begins with tanh c in dcPrevious, whose own numbers come last. */
    @Override
    public void backward(Slabs s, int from, int to) {
        VectorElementary.tanh(s.c, from * s.units, to * s.units, s.dcPrevious, from * s.units);
        int whole = SPECIES.loopBound(s.units);
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
        FloatVector tanhC = at(s.dcPrevious, j);
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
