package io.github.unspool.kernel.life;

import java.util.Arrays;

/**
 * Memory that no cell gets. If a cell fills the rest, the threads that talk to Jupyter could not even pass on its error;
 * one that runs out of memory itself may never come back.
 */
public final class Spare {
    /** A part of what Java may use, */
    private static final int PART = 8;
    /** but enough to compile a cell that drops a variable, */
    private static final long LEAST_BYTES = 8 << 20;
    /** and no more than is good for anything. */
    private static final long MOST_BYTES = 64 << 20;

    private static volatile byte[] held;

    private Spare() {}

    /** Before a cell's code runs: lays memory aside, unless that is done already or hardly any is left. */
    public static synchronized void keep() {
        if (held != null) {
            return;
        }
        int size = (int)
                Math.max(LEAST_BYTES, Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / PART));
        try {
            // As much again stays for what comes before the next cell's code, such as compiling it.
            held = Arrays.copyOf(new byte[2 * size], size);
        } catch (OutOfMemoryError e) {
            // The cell may well be the one that drops a variable.
            held = null;
        }
    }

    /** Gives the memory to the kernel, if something ended since there was no more. */
    public static void releaseAfter(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                release();
            }
        }
    }

    static void release() {
        held = null;
    }
}
