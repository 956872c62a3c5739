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
        int whole = SPECIES.loopBound(s.units);
        for (int row = from; row < to; row++) {
            for (int unit = 0; unit < whole; unit += LANES) {
                forwardLanes(s, row * s.width + unit, row * s.units + unit);
            }
            forward(s, row, whole, s.units);
        }
    }

    private static void forwardLanes(Slabs s, int ii, int j) {
        int jf = ii + s.units;
        int jg = jf + s.units;
        int jo = jg + s.units;
        FloatVector i = VectorElementary.sigmoid(at(s.zx, ii).add(at(s.zh, ii)));
        FloatVector f = VectorElementary.sigmoid(at(s.zx, jf).add(at(s.zh, jf)));
        FloatVector g = VectorElementary.tanh(at(s.zx, jg).add(at(s.zh, jg)));
        FloatVector o = VectorElementary.sigmoid(at(s.zx, jo).add(at(s.zh, jo)));
        FloatVector c = f.mul(at(s.cPrevious, j)).add(i.mul(g));
        c.intoArray(s.c, j);
        o.mul(VectorElementary.tanh(c)).intoArray(s.h, j);
        i.intoArray(s.zx, ii);
        f.intoArray(s.zx, jf);
        g.intoArray(s.zx, jg);
        o.intoArray(s.zx, jo);
    }

    @Override
    public void backward(Slabs s, int from, int to) {
        int whole = SPECIES.loopBound(s.units);
        for (int row = from; row < to; row++) {
            for (int unit = 0; unit < whole; unit += LANES) {
                backwardLanes(s, row * s.width + unit, row * s.units + unit);
            }
            backward(s, row, whole, s.units);
        }
    }

    private static void backwardLanes(Slabs s, int ii, int j) {
        int jf = ii + s.units;
        int jg = jf + s.units;
        int jo = jg + s.units;
        FloatVector i = at(s.zx, ii);
        FloatVector f = at(s.zx, jf);
        FloatVector g = at(s.zx, jg);
        FloatVector o = at(s.zx, jo);
        FloatVector dh = at(s.dh, j);
        FloatVector tanhC = VectorElementary.tanh(at(s.c, j));
        FloatVector dc = at(s.dc, j).add(dh.mul(o).mul(oneMinus(tanhC.mul(tanhC))));
        dc.mul(g).mul(i).mul(oneMinus(i)).intoArray(s.dzx, ii);
        dc.mul(at(s.cPrevious, j)).mul(f).mul(oneMinus(f)).intoArray(s.dzx, jf);
        dc.mul(i).mul(oneMinus(g.mul(g))).intoArray(s.dzx, jg);
        dh.mul(tanhC).mul(o).mul(oneMinus(o)).intoArray(s.dzx, jo);
        dc.mul(f).intoArray(s.dcPrevious, j);
    }

    private static FloatVector at(float[] slab, int i) {
        return FloatVector.fromArray(SPECIES, slab, i);
    }

    private static FloatVector oneMinus(FloatVector x) {
        return FloatVector.broadcast(SPECIES, 1f).sub(x);
    }
}
