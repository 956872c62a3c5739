package io.github.unspool.kernel.output;

/** Thrown where code goes on to print although its cell was stopped, so that it ends. */
final class StoppedCell extends Error {
    private static final long serialVersionUID = 1;

    StoppedCell() {
        super("the cell was stopped", null, false, false);
    }
}
