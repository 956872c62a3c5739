package io.github.unspool.kernel;

import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** What a cell may call without an import. */
public final class Notebook {
    private Notebook() {}

    /** Takes away what the cell has shown so far. */
    public static void clearOutput() {
        clearOutput(false);
    }

    /**
     * Takes away what the cell has shown so far.
     *
     * @param wait whether to wait for the next output, so that it replaces the old one without a flicker
     */
    public static void clearOutput(boolean wait) {
        ((UnspoolKernel) BaseKernel.notebookKernel()).clearOutput(wait);
    }
}
