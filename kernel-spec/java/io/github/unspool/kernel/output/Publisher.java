package io.github.unspool.kernel.output;

import io.github.unspool.kernel.life.KernelThread;
import io.github.unspool.kernel.life.Spare;
import io.github.unspool.kernel.output.Outlet.Stream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.dflib.jjava.jupyter.channels.IOPubChannel;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishStatus;
import org.dflib.jjava.shaded.org.zeromq.ZMQ;

/**
 * Sends what cells show, from the one thread that touches the socket. Printed text is collected and sent every 150 ms, when it
 * is large, and before any other message. Code of a cell that prints faster than Jupyter reads waits.
 */
public final class Publisher extends IOPubChannel {
    private static final long COLLECT_NANOS = TimeUnit.MILLISECONDS.toNanos(150);
    private static final int LARGE_BYTES = 256 << 10;
    /** What may wait to be sent before the code that prints waits too. */
    private static final int MOST_BYTES = 8 << 20;

    private static final int MOST_MESSAGES = 1_000;
    /** Text that changes from stream to stream more often than that is joined by stream. */
    private static final int MOST_PIECES = 16;
    /** How many messages the socket queues for one reader. */
    private static final int HIGH_WATER_MARK = 256;
    /** A reader that takes nothing for so long loses messages rather than holding up the others. */
    private static final int PATIENCE_MILLIS = 5_000;

    private static final long RETRY_MILLIS = 100;

    private final Object lock = new Object();
    private final Deque<Sendable> ready = new ArrayDeque<>();
    private final List<PrintedText> open = new ArrayList<>();
    private final Pace pace = new Pace();
    private long openSince;
    private int waitingBytes;
    private boolean isServed;
    private Thread thread;

    /** A message, how many bytes were printed to make it, and how many of text are in it. */
    private record Sendable(Message<?> message, int printed, int size) {
        boolean isStatus() {
            return message.getContent() instanceof PublishStatus;
        }

        boolean isTextOf(Outlet cell) {
            return printed > 0
                    && message.getParentHeader() == cell.cell().getContext().getHeader();
        }
    }

    /** Connected by {@link #bind}. */
    public Publisher(ZMQ.Context context, HMACGenerator signer) {
        super(context, signer);
        setSndHWM(HIGH_WATER_MARK);
        setXpubNoDrop(true);
        setSendTimeOut(PATIENCE_MILLIS);
    }

    @Override
    public void bind(KernelConnectionProperties properties) {
        super.bind(properties);
        thread = KernelThread.start("iopub", this::serve);
    }

    /** Whether the thread that sends has ended, so that nothing can be shown any more. */
    boolean isDead() {
        return thread != null && !thread.isAlive();
    }

    /** A Jupyter Server stands between the kernel and its readers and bounds how fast it may send. */
    public void keepPace() {
        synchronized (lock) {
            isServed = true;
        }
    }

    // --- whoever has something to show
    // --------------------------------------------------------------------------------

    @Override
    public void sendMessage(Message<?> message) {
        synchronized (lock) {
            awaitRoom(Outlet.current(), true);
            closeOpen();
            ready.add(new Sendable(message, 0, 0));
            lock.notifyAll();
        }
    }

    void print(Outlet cell, Stream stream, byte[] bytes, int from, int length) {
        for (int at = 0; at < length; at += LARGE_BYTES) {
            printPart(cell, stream, bytes, from + at, Math.min(LARGE_BYTES, length - at));
        }
    }

    private void printPart(Outlet cell, Stream stream, byte[] bytes, int from, int length) {
        synchronized (lock) {
            awaitRoom(cell, false);
            if (!cell.admits(length)) {
                return;
            }
            if (open.isEmpty()) {
                openSince = System.nanoTime();
                lock.notifyAll();
            }
            PrintedText text = openText(cell, stream);
            text.add(bytes, from, length);
            waitingBytes += length;
            if (text.size() >= LARGE_BYTES) {
                closeOpen();
                lock.notifyAll();
            }
        }
    }

    private PrintedText openText(Outlet cell, Stream stream) {
        int oldest = open.size() < MOST_PIECES ? open.size() - 1 : 0;
        for (int i = open.size() - 1; i >= Math.max(0, oldest); i--) {
            if (open.get(i).isOf(cell, stream)) {
                return open.get(i);
            }
        }
        open.add(new PrintedText(cell, stream));
        return open.get(open.size() - 1);
    }

    /** Only code of cells waits, since the kernel's own threads have to answer; a stopped cell does not wait any more. */
    private void awaitRoom(Outlet cell, boolean isMessage) {
        boolean isInterrupted = false;
        while (cell != null && !cell.isStopped() && !isInterrupted && isFull(isMessage) && !isDead()) {
            try {
                lock.wait(RETRY_MILLIS);
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isFull(boolean isMessage) {
        return waitingBytes > MOST_BYTES || isMessage && ready.size() > MOST_MESSAGES;
    }

    /** What was printed becomes messages. */
    private void closeOpen() {
        for (PrintedText text : open) {
            addText(text, text.take(false));
        }
        open.clear();
    }

    private void addText(PrintedText text, String shown) {
        if (shown.isEmpty()) {
            waitingBytes -= text.size();
        } else {
            ready.add(new Sendable(text.message(shown), text.size(), Json.bytes(shown)));
        }
    }

    /** A cell has ended: half a character that it printed last is shown as it is. */
    public void finish(Outlet cell) {
        synchronized (lock) {
            closeOpen();
            for (Stream stream : Stream.values()) {
                if (cell.incomplete(stream).length > 0) {
                    PrintedText rest = new PrintedText(cell, stream);
                    addText(rest, rest.take(true));
                }
            }
            lock.notifyAll();
        }
    }

    /** Drops what a stopped cell has printed and nobody has seen, but for what is sent in a moment. */
    public void cut(Outlet cell) {
        synchronized (lock) {
            closeOpen();
            int kept = 0;
            for (Iterator<Sendable> each = ready.iterator(); each.hasNext(); ) {
                Sendable next = each.next();
                if (next.isTextOf(cell) && kept > LARGE_BYTES) {
                    each.remove();
                    waitingBytes -= next.printed;
                }
                kept += next.printed;
            }
            lock.notifyAll();
        }
    }

    /**
     * Waits until all that was shown so far is sent.
     *
     * @param millis how long at most
     */
    public void drain(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        synchronized (lock) {
            closeOpen();
            lock.notifyAll();
            try {
                for (long left = millis; left > 0 && !ready.isEmpty() && !isDead(); left = millisUntil(end)) {
                    lock.wait(left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static long millisUntil(long end) {
        return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }

    // --- the thread that sends
    // ----------------------------------------------------------------------------------------

    private void serve() {
        while (!closed) {
            try {
                send(next());
            } catch (OutOfMemoryError e) {
                // It is sent once there is room, or the cell that has it all has ended.
                Spare.releaseAfter(e);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS));
            }
        }
    }

    /** The next message, which stays in the queue until it is sent. */
    private Sendable next() {
        synchronized (lock) {
            while (true) {
                long wait = nanosToWait();
                if (wait <= 0 && !ready.isEmpty()) {
                    return ready.peek();
                }
                if (wait <= 0) {
                    closeOpen();
                } else {
                    await(TimeUnit.NANOSECONDS.toMillis(wait) + 1);
                }
            }
        }
    }

    private void await(long millis) {
        try {
            lock.wait(millis);
        } catch (InterruptedException e) {
            // Nobody but code of a cell that looks for it would interrupt this thread; it goes on.
            return;
        }
    }

    private long nanosToWait() {
        long now = System.nanoTime();
        if (ready.isEmpty()) {
            return open.isEmpty() ? TimeUnit.MINUTES.toNanos(1) : openSince + COLLECT_NANOS - now;
        }
        Sendable next = ready.peek();
        return isServed && !next.isStatus() ? pace.nanosUntil(next.size, now) : 0;
    }

    private void send(Sendable next) {
        super.sendMessage(next.message);
        synchronized (lock) {
            if (ready.remove(next)) {
                waitingBytes -= next.printed;
            }
            lock.notifyAll();
        }
        if (next.message.getContent() == PublishStatus.IDLE) {
            pace.restart();
        } else if (!next.isStatus()) {
            pace.sent(next.size, System.nanoTime());
        }
    }

    @Override
    public boolean send(byte[] part, int flags) {
        if (super.send(part, flags)) {
            return true;
        }
        setXpubNoDrop(false);
        try {
            return super.send(part, flags);
        } finally {
            setXpubNoDrop(true);
        }
    }
}
