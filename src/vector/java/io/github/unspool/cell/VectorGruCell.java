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
        for (int row = from; row < to; row++) {
            int r = row * s.width;
            int n = r + 2 * s.units;
            add(s, r, n);
            VectorElementary.sigmoid(s.zx, r, n);
            reset(s, r);
            VectorElementary.tanh(s.zx, n, n + s.units, s.zx, n);
            mix(s, r + s.units, row * s.units);
        }
    }

    /** zx.r += zh.r, zx.z += zh.z. A loop that HotSpot vectorises by itself. */
    private static void add(Slabs s, int first, int end) {
        for (int i = first; i < end; i++) {
            s.zx[i] = s.zx[i] + s.zh[i];
        }
    }

    /** zx.n += r · zh.n. */
    private static void reset(Slabs s, int first) {
        int end = first + s.units;
        int ir = first;
        int in = first + 2 * s.units;
        for (; ir + LANES <= end; ir += LANES, in += LANES) {
            at(s.zx, in).add(at(s.zx, ir).mul(at(s.zh, in))).intoArray(s.zx, in);
        }
        for (; ir < end; ir++, in++) {
            s.zx[in] = s.zx[in] + s.zx[ir] * s.zh[in];
        }
    }

    /** h = (1 − z) · n + z · h[t−1]. */
    private static void mix(Slabs s, int iz, int first) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        int end = first + s.units;
        int i = first;
        for (; i + LANES <= end; i += LANES, iz += LANES) {
            FloatVector z = at(s.zx, iz);
            one.sub(z)
                    .mul(at(s.zx, iz + s.units))
                    .add(z.mul(at(s.hPrevious, i)))
                    .intoArray(s.h, i);
        }
        for (; i < end; i++, iz++) {
            s.h[i] = (1f - s.zx[iz]) * s.zx[iz + s.units] + s.zx[iz] * s.hPrevious[i];
        }
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
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        FloatVector r = at(s.zx, ir);
        FloatVector z = at(s.zx, iz);
        FloatVector n = at(s.zx, in);
        FloatVector dh = at(s.dh, i);
        FloatVector dn = dh.mul(one.sub(z)).mul(one.sub(n.mul(n)));
        FloatVector dr = dn.mul(at(s.zh, in)).mul(r).mul(one.sub(r));
        FloatVector dz = dh.mul(at(s.hPrevious, i).sub(n)).mul(z).mul(one.sub(z));
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
}
