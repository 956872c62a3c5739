package io.github.unspool.kernel.output;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * How fast messages may be sent. A Jupyter Server drops what comes faster than it allows: by default 1,000 messages and
 * 1,000,000 bytes of printed text a second, each counted over the last three seconds and from the end of a cell. What stays
 * below arrives whole. Belongs to one thread.
 */
final class Pace {
    private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(3_000);
    /** Less than the limits, since a server that is busy for two seconds counts what waited for it as sent at once. */
    private static final int MOST_MESSAGES = 2_000;

    private static final long MOST_BYTES = 1_800_000;

    private final Deque<Sent> window = new ArrayDeque<>();
    private long bytes;

    /** A message that counts. */
    private record Sent(long nanos, int bytes) {}

    /** A cell has ended, from where on the server counts anew. */
    void restart() {
        window.clear();
        bytes = 0;
    }

    /**
     * How long to wait before a message is sent.
     *
     * @param size the bytes of printed text in it
     * @return nanoseconds, 0 for now
     */
    long nanosUntil(int size, long now) {
        while (!window.isEmpty() && now - window.peek().nanos >= WINDOW_NANOS) {
            bytes -= window.remove().bytes;
        }
        boolean fits = window.isEmpty() || window.size() < MOST_MESSAGES && bytes + size <= MOST_BYTES;
        return fits ? 0 : WINDOW_NANOS - (now - window.peek().nanos);
    }

    void sent(int size, long now) {
        window.add(new Sent(now, size));
        bytes += size;
    }
}
