package io.github.unspool.jupyter;

import io.github.spencerpark.jupyter.kernel.BaseKernel;

/**
 * Makes a notebook of IJava, the kernel that JJava comes from, ready for Unspool: imports done, results shown as pictures and
 * tables, training and comparisons shown while they run. IJava knows no extensions, so a cell calls this, below the
 * {@code %jars} line that adds Unspool:
 *
 * <pre>{@code
 * io.github.unspool.jupyter.IJava.install();
 * }</pre>
 */
public final class IJava {
    private static Object ready;

    private IJava() {}

    /**
     * Makes the notebook ready whose cell calls this. A second call changes nothing.
     *
     * @throws IllegalStateException if it is not called in a cell of IJava
     */
    public static synchronized void install() {
        Object kernel = running();
        if (kernel == null) {
            throw new IllegalStateException(
                    "this is not IJava: call this in a cell of IJava; JJava and the kernel Java (Unspool) need no such call");
        }
        if (kernel != ready) {
            IJavaKernel.install((BaseKernel) kernel);
            ready = kernel;
        }
    }

    /** IJava is in no Maven repository, so it is called by name. */
    private static Object running() {
        try {
            return Class.forName("io.github.spencerpark.ijava.IJava")
                    .getMethod("getKernelInstance")
                    .invoke(null);
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }
}
