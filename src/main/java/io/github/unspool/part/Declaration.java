package io.github.unspool.part;

import io.github.unspool.parameter.NumpyArray;
import io.github.unspool.parameter.Parameter;
import java.util.List;

/**
 * What a part of a network learns. It is immutable and holds no numbers: it declares its parameters by name and shape, and is
 * given them, in that order, wherever it needs them. First weights, files of weights and memory need follow from it.
 */
public interface Declaration {

    /** What the part learns; nothing unless it says so. */
    default List<Parameter.Shape> shapes() {
        return List.of();
    }

    /**
     * Sets the first weights.
     *
     * @param own the parameters, all zeros
     * @param initial how matrices begin, where the part has no distribution of its own
     * @param seed the same seed gives the same numbers
     */
    default void initialise(List<Parameter> own, Initial.Choice initial, long seed) {}

    /** The parameters under the names and in the layout of PyTorch. */
    default List<NumpyArray> arrays(List<Parameter> own) {
        return List.of();
    }

    /** How much memory the part needs in addition to its parameters. */
    Need need(Need.Reading reading);
}
