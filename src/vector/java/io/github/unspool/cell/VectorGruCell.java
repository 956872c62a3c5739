package io.github.unspool.cell;

import io.github.unspool.math.VectorElementary;
import io.github.unspool.math.WarmUp;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link GruCell} lane by lane; units that do not fill a vector are left to it. */
final class VectorGruCell extends GruCell {
    private static final VectorSpecies<Float> SPECIES = VectorElementary.SPECIES;
    private static final int LANES = SPECIES.length();
    /** So many pre-activations stay in the first-level cache from pass to pass. */
    private static final int BLOCK = 4096;

    private static final WarmUp WARM_UP = new WarmUp(example(), 4_000);

    /** Gives a step forward and backward. */
    private static Runnable example() {
        Slabs s = new Slabs(4 * LANES, new GruCell());
        s.reset(2, 2);
        return () -> {
            forwardTogether(s, 0, 2, 0);
            for (int i = 0; i < s.units; i += LANES) {
                backwardLanes(s, i, s.state(0) + i, i);
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

    /** In passes over some rows, so that few units fill vectors too; n goes aside into h while the others become sigmoids. */
    private static void forwardTogether(Slabs s, int from, int to, int before) {
        for (int row = from; row < to; row++) {
            System.arraycopy(s.zx, row * s.width + 2 * s.units, s.h, s.state(row), s.units);
        }
        add(s, from * s.width, to * s.width);
        VectorElementary.sigmoid(s.zx, from * s.width, to * s.width);
        for (int row = from; row < to; row++) {
            reset(s, row * s.width, s.state(row));
        }
        VectorElementary.tanh(s.h, s.state(from), s.state(to), s.h, s.state(from));
        for (int row = from; row < to; row++) {
            System.arraycopy(s.h, s.state(row), s.zx, row * s.width + 2 * s.units, s.units);
            mix(s, row * s.width + s.units, s.state(row), (before + row - from) * s.units);
        }
    }

    /** zx += zh. A loop that HotSpot vectorises by itself. */
    private static void add(Slabs s, int first, int end) {
        for (int i = first; i < end; i++) {
            s.zx[i] = s.zx[i] + s.zh[i];
        }
    }

    /** n += r · zh.n, where n still stands in h. */
    private static void reset(Slabs s, int ir, int first) {
        int end = first + s.units;
        int in = ir + 2 * s.units;
        int i = first;
        for (; i + LANES <= end; i += LANES, ir += LANES, in += LANES) {
            at(s.h, i).add(at(s.zx, ir).mul(at(s.zh, in))).intoArray(s.h, i);
        }
        for (; i < end; i++, ir++, in++) {
            s.h[i] = s.h[i] + s.zx[ir] * s.zh[in];
        }
    }

    /** h = (1 − z) · n + z · h[t−1], where h holds n. */
    private static void mix(Slabs s, int iz, int first, int previous) {
        int end = first + s.units;
        int i = first;
        for (; i + LANES <= end; i += LANES, iz += LANES, previous += LANES) {
            mixLanes(s, iz, i, previous);
        }
        for (; i < end; i++, iz++, previous++) {
            s.h[i] = (1f - s.zx[iz]) * s.h[i] + s.zx[iz] * s.h[previous];
        }
    }

    private static void mixLanes(Slabs s, int iz, int i, int previous) {
        FloatVector n = at(s.h, i);
        FloatVector before = at(s.h, previous);
        // Loaded first, z would become an object.
        FloatVector z = at(s.zx, iz);
        before.mul(z).add(FloatVector.broadcast(SPECIES, 1f).sub(z).mul(n)).intoArray(s.h, i);
    }

    @Override
    public void backward(Slabs s, int from, int to, int before, int sequence) {
        int whole = WARM_UP.isDone() ? SPECIES.loopBound(s.units) : 0;
        for (int row = from; row < to; row++) {
            int previous = before + row - from;
            for (int unit = 0; unit < whole; unit += LANES) {
                backwardLanes(s, row * s.width + unit, s.state(row) + unit, previous * s.units + unit);
            }
            backwardUnits(s, row, previous, whole);
        }
    }

    private static void backwardLanes(Slabs s, int ir, int i, int previous) {
        int iz = ir + s.units;
        int in = iz + s.units;
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        FloatVector r = at(s.zx, ir);
        FloatVector z = at(s.zx, iz);
        FloatVector n = at(s.zx, in);
        FloatVector dh = at(s.dh, i);
        FloatVector dn = dh.mul(one.sub(z)).mul(one.sub(n.mul(n)));
        FloatVector dr = dn.mul(at(s.zh, in)).mul(r).mul(one.sub(r));
        FloatVector dz = dh.mul(at(s.h, previous).sub(n)).mul(z).mul(one.sub(z));
        dr.intoArray(s.dzx, ir);
        dr.intoArray(s.dzh, ir);
        dz.intoArray(s.dzx, iz);
        dz.intoArray(s.dzh, iz);
        dn.intoArray(s.dzx, in);
        dn.mul(r).intoArray(s.dzh, in);
        at(s.dh, previous).add(dh.mul(z)).intoArray(s.dh, previous);
    }

    private static FloatVector at(float[] slab, int i) {
        return FloatVector.fromArray(SPECIES, slab, i);
    }
}
