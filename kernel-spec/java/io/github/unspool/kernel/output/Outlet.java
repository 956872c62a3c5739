package io.github.unspool.kernel.output;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;

/** Where the output of one cell goes, whichever of its threads prints it and whenever. */
public final class Outlet {
    /** What a stopped cell may still print; code that goes on to print more is ended. */
    private static final int MOST_BYTES_AFTER_STOP = 64 << 10;

    /** The cell of the thread, or of the thread that started it. */
    private static final InheritableThreadLocal<Outlet> OF_THREAD = new InheritableThreadLocal<>();

    private static volatile Outlet running;

    private final ShellReplyEnvironment cell;
    private final boolean reads;
    private final byte[][] incomplete = {{}, {}};
    private boolean isStopped;
    private boolean isMuted;
    private int bytesAfterStop;

    /**
     * The outlet of a cell that begins.
     *
     * @param cell its request
     * @param reads whether Jupyter can ask a person for input
     */
    public Outlet(ShellReplyEnvironment cell, boolean reads) {
        this.cell = cell;
        this.reads = reads;
    }

    /** The cell that runs, or null. */
    public static Outlet running() {
        return running;
    }

    /** From now on the cell runs, and threads that belong to no cell print into it. */
    public void begin() {
        running = this;
    }

    /** The cell has ended; its threads may still print. */
    public void end() {
        if (running == this) {
            running = null;
        }
    }

    /** The current thread, and those that it starts, belong to the cell from now on. */
    public static void enter(Outlet cell) {
        OF_THREAD.set(cell);
    }

    /** The current thread belongs to no cell any more. */
    public static void leave() {
        OF_THREAD.remove();
    }

    /**
     * The cell that the current thread prints into, or null. Workers of the common pool serve whichever cell has work for
     * them, so they print into the one that runs.
     */
    static Outlet current() {
        Outlet own = OF_THREAD.get();
        Outlet now = running;
        boolean isShared = Thread.currentThread() instanceof ForkJoinWorkerThread worker
                && worker.getPool() == ForkJoinPool.commonPool();
        return now != null && (own == null || isShared) ? now : own;
    }

    /** The request that the cell answers. */
    public ShellReplyEnvironment cell() {
        return cell;
    }

    boolean reads() {
        return reads;
    }

    /** The cell was asked to stop: what it prints while it ends is shown, up to a bound. */
    public synchronized void stop() {
        isStopped = true;
    }

    /** The cell has ended although its code goes on; nothing more of it is shown. */
    public synchronized void mute() {
        isMuted = true;
    }

    synchronized boolean isStopped() {
        return isStopped;
    }

    /**
     * Whether so many more bytes of it are shown.
     *
     * @throws StoppedCell if it was stopped and goes on to print
     */
    synchronized boolean admits(int bytes) {
        bytesAfterStop += isStopped ? bytes : 0;
        if (bytesAfterStop > MOST_BYTES_AFTER_STOP) {
            throw new StoppedCell();
        }
        return !isMuted;
    }

    /** The bytes of a character of which not all were printed yet, by stream. Guarded by the publisher's lock. */
    byte[] incomplete(Stream stream) {
        return incomplete[stream.ordinal()];
    }

    void setIncomplete(Stream stream, byte[] bytes) {
        incomplete[stream.ordinal()] = bytes;
    }

    /** The two that a cell prints to. */
    enum Stream {
        OUT,
        ERR
    }
}
