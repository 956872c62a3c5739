package io.github.unspool.cell;

import io.github.unspool.math.VectorElementary;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link GruCell} lane by lane; units that do not fill a vector are left to it. */
final class VectorGruCell extends GruCell {
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

    private static void forwardLanes(Slabs s, int ir, int i) {
        int iz = ir + s.units;
        int in = iz + s.units;
        FloatVector r = VectorElementary.sigmoid(at(s.zx, ir).add(at(s.zh, ir)));
        FloatVector z = VectorElementary.sigmoid(at(s.zx, iz).add(at(s.zh, iz)));
        FloatVector n = VectorElementary.tanh(at(s.zx, in).add(r.mul(at(s.zh, in))));
        oneMinus(z).mul(n).add(z.mul(at(s.hPrevious, i))).intoArray(s.h, i);
        r.intoArray(s.zx, ir);
        z.intoArray(s.zx, iz);
        n.intoArray(s.zx, in);
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

    private static void backwardLanes(Slabs s, int ir, int i) {
        int iz = ir + s.units;
        int in = iz + s.units;
        FloatVector r = at(s.zx, ir);
        FloatVector z = at(s.zx, iz);
        FloatVector n = at(s.zx, in);
        FloatVector dh = at(s.dh, i);
        FloatVector dn = dh.mul(oneMinus(z)).mul(oneMinus(n.mul(n)));
        FloatVector dr = dn.mul(at(s.zh, in)).mul(r).mul(oneMinus(r));
        FloatVector dz = dh.mul(at(s.hPrevious, i).sub(n)).mul(z).mul(oneMinus(z));
        dr.intoArray(s.dzx, ir);
        dr.intoArray(s.dzh, ir);
        dz.intoArray(s.dzx, iz);
        dz.intoArray(s.dzh, iz);
        dn.intoArray(s.dzx, in);
        dn.mul(r).intoArray(s.dzh, in);
        dh.mul(z).intoArray(s.dhPrevious, i);
    }

    private static FloatVector at(float[] slab, int i) {
        return FloatVector.fromArray(SPECIES, slab, i);
    }

    private static FloatVector oneMinus(FloatVector x) {
        return FloatVector.broadcast(SPECIES, 1f).sub(x);
    }
}
