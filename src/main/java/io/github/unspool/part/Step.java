package io.github.unspool.part;

import java.util.List;

/** A part that reads one sequence step by step, in arrays of its own, so that a step allocates nothing. Not thread-safe. */
public interface Step {

    /** Computes {@link #output} from what the part reads. */
    void step();

    /** What the part gives, always the same array. */
    float[] output();

    /** The steps of the recurrent parts, from the lowest. */
    default List<RecurrentStep> recurrent() {
        return List.of();
    }
}
