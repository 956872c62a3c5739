package io.github.unspool.math;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** A thread that helps with pieces of work. There are at most as many as processors, and they never end. */
final class Helper extends Thread {
    /** How long it looks for a next piece before it sleeps. */
    private static final long WAKEFUL_NANOS = 100_000;

    private static final List<Helper> ALL = new ArrayList<>();

    private final AtomicReference<Piece> offered = new AtomicReference<>();
    private volatile boolean isAsleep;

    private Helper(int number) {
        super("unspool-helper-" + number);
        setDaemon(true);
    }

    /** Gives the first helpers; those that do not live yet are started. */
    static synchronized List<Helper> some(int count) {
        while (ALL.size() < count) {
            Helper helper = new Helper(ALL.size() + 1);
            helper.start();
            ALL.add(helper);
        }
        return List.copyOf(ALL.subList(0, count));
    }

    /**
     * Asks for help, without waiting. One who is at work on another piece, of which there is still more, does not hear it.
     */
    void offer(Piece piece) {
        Piece before = offered.get();
        boolean isHeard = (before == null || before.isBegun()) && offered.compareAndSet(before, piece);
        if (isHeard && isAsleep) {
            LockSupport.unpark(this);
        }
    }

    @Override
    public void run() {
        long free = System.nanoTime();
        while (true) {
            Piece piece = offered.get();
            if (piece != null) {
                piece.help();
                // Unless the next piece stands there already.
                offered.compareAndSet(piece, null);
                free = System.nanoTime();
            } else if (System.nanoTime() - free < WAKEFUL_NANOS) {
                Thread.onSpinWait();
            } else {
                sleep();
                free = System.nanoTime();
            }
        }
    }

    private void sleep() {
        isAsleep = true;
        while (offered.get() == null) {
            LockSupport.park(this);
        }
        isAsleep = false;
    }
}
