package io.github.unspool.runtime;

import java.util.Locale;

/** The memory that Java may still allocate. */
public final class Memory {
    private static final long MEGABYTE = 1_000_000;
    private static final long GIGABYTE = 1000 * MEGABYTE;
    /** The recommended size leaves room, because a heap is fragmented, and slow when it is full. */
    public static final double ROOM = 1.25;

    private Memory() {}

    /**
     * Refuses what does not fit.
     *
     * @param what the name of the data or computation that needs the memory
     * @param need bytes
     * @throws IllegalArgumentException if Java cannot allocate as much; the message states the need
     */
    public static void check(String what, long need) {
        long free = freeFor(need);
        if (need > free) {
            throw new IllegalArgumentException(
                    "%s needs about %s of memory, but only %s are available to Java; use less data, or %s"
                            .formatted(what, inWords(need), inWords(Math.max(0, free)), larger(need - free)));
        }
    }

    /** Bytes that Java may still allocate; garbage is only collected if the result depends on it. */
    public static long freeFor(long need) {
        if (need > free()) {
            // Unreachable objects count as used until then.
            System.gc();
        }
        return free();
    }

    private static long free() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
    }

    /** How to start Java with more memory. */
    public static String larger(long missing) {
        // The option counts in 1024².
        long megabytes = (long) Math.ceil((Runtime.getRuntime().maxMemory() + missing) * ROOM / (1 << 20));
        String option = "-Xmx" + megabytes + "m";
        return "start Java with %s (for a notebook, set JDK_JAVA_OPTIONS=%s before Jupyter starts)"
                .formatted(option, option);
    }

    public static String inWords(long bytes) {
        return bytes < GIGABYTE
                ? String.format(Locale.ROOT, "%s MB", bytes / MEGABYTE)
                : String.format(Locale.ROOT, "%.1f GB", bytes / (double) GIGABYTE);
    }
}
