package io.github.unspool.part;

import io.github.unspool.math.Workers;
import io.github.unspool.parameter.Parameter;
import java.util.List;

/**
 * One part of a network between its inputs and its output, which reads what the part below gives. It can stand on top of any
 * other, if their widths agree.
 */
public interface Part extends Declaration {

    /** The width of what the part gives. */
    int outputs();

    /**
     * Prepares for batches.
     *
     * @param own the parameters; their numbers at each call count
     * @param isFrozen whether they will never change, so that they can be made ready once
     * @param workers the threads
     */
    Pass pass(List<Parameter> own, boolean isFrozen, Workers workers);

    /**
     * Prepares to read one sequence step by step.
     *
     * @param own the parameters, which must no longer change
     * @param x what the part reads
     */
    Step step(List<Parameter> own, StepInput x);

    /** The recurrent parts in this one, from the lowest. */
    default List<RecurrentPart> recurrent() {
        return List.of();
    }

    /** The parameters of each recurrence in this part, from the lowest. */
    default List<RecurrentParameters> recurrences(List<Parameter> own) {
        return List.of();
    }
}
