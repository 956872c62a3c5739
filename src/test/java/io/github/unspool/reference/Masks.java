package io.github.unspool.reference;

import java.util.Collections;
import java.util.List;

/**
 * The dropout masks of a batch. They are given, and constants in the backward pass.
 *
 * @param up m, the factors of h on its way up: for each sequence and layer T×W, W being H, or 2H in a bidirectional
 *     layer; or null
 * @param recurrent r, the factors of h on its way into the product with Wh, at all steps the same (Gal and Ghahramani
 *     2015, arXiv:1512.05287): for each sequence, and in it for each {@link ReferenceSpec#row}, H values or null
 */
public record Masks(List<List<double[][]>> up, List<double[][]> recurrent) {

    public static Masks none(ReferenceSpec spec, int sequences) {
        return up(
                spec,
                Collections.nCopies(sequences, Collections.nCopies(spec.layers().size(), null)));
    }

    /** Without recurrent dropout. */
    public static Masks up(ReferenceSpec spec, List<List<double[][]>> up) {
        return new Masks(up, Collections.nCopies(up.size(), new double[spec.stateWidths().length][]));
    }
}
