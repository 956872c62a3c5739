package io.github.unspool.kernel.life;

/** A thread that the kernel cannot do without: if it ends by an error the whole process does, and Jupyter starts another. */
public final class KernelThread extends Thread {
    /** For Java's compiler, which follows long expressions by recursion; of what is not used none is taken. */
    private static final long STACK_BYTES = 16 << 20;

    private KernelThread(String name, Runnable work) {
        super(null, work, name, STACK_BYTES, false);
        setDaemon(true);
        setUncaughtExceptionHandler((thread, thrown) -> endWithout(thread, thrown));
    }

    /** Begins the work at once. */
    public static KernelThread start(String name, Runnable work) {
        KernelThread thread = new KernelThread(name, work);
        thread.start();
        return thread;
    }

    /** Ends the process, since a thread has ended that it needs. */
    public static void endWithout(Thread thread, Throwable thrown) {
        try {
            Spare.release();
            System.err.println("The kernel ends, since its thread " + thread.getName() + " has ended: " + thrown);
        } finally {
            // Without hooks, which may need memory.
            Runtime.getRuntime().halt(1);
        }
    }
}
