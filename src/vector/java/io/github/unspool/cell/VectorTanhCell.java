package io.github.unspool.cell;

import io.github.unspool.math.VectorElementary;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link TanhCell} lane by lane; backward is vectorised as it is. */
final class VectorTanhCell extends TanhCell {
    private static final VectorSpecies<Float> SPECIES = VectorElementary.SPECIES;

    @Override
    public void forward(Slabs s, int from, int to) {
        int i = from * s.units;
        int end = to * s.units;
        for (; i + SPECIES.length() <= end; i += SPECIES.length()) {
            FloatVector z = FloatVector.fromArray(SPECIES, s.zx, i).add(FloatVector.fromArray(SPECIES, s.zh, i));
            VectorElementary.tanh(z).intoArray(s.h, i);
        }
        forwardUnits(s, i, end);
    }
}
