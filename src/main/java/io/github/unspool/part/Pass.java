package io.github.unspool.part;

import io.github.unspool.math.Matrix;
import io.github.unspool.parameter.InputRows;
import io.github.unspool.parameter.Parameter;
import java.util.List;

/**
 * A part over one batch at a time, forward and then backward. Its matrices have a row for each step of each sequence and are
 * shared with the next batch. Not thread-safe.
 */
public interface Pass {

    /**
     * Computes {@link #output}.
     *
     * @param batch the batch
     * @param x what the part reads, R × inputs
     * @param initial the states before the first step
     * @param masks what is left out
     */
    void forward(Batch batch, InputRows x, State initial, Masks masks);

    /** What the part gives, R × outputs, after {@link #forward}. */
    Matrix output(Batch batch);

    /** Where the gradient of {@link #output} is to be added before {@link #backward}; zeros after {@link #forward}. */
    Matrix outputGradient(Batch batch);

    /**
     * The mirror image of {@link #forward}, from {@link #outputGradient}; nothing if the part learns nothing.
     *
     * @param batch the batch
     * @param gradients where the gradients of the part's parameters are added to
     * @param dInitial becomes the gradient of the states before the first step
     */
    default void backward(Batch batch, List<Parameter> gradients, State dInitial) {}

    /**
     * Adds the gradient of what the part has read, after {@link #backward}.
     *
     * @param batch the batch
     * @param dx R × inputs
     */
    void addInputGradient(Batch batch, Matrix dx);

    /** The passes of the recurrent parts, from the lowest. */
    default List<RecurrentPass> recurrent() {
        return List.of();
    }
}
