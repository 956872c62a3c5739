package io.github.unspool.runtime;

import java.util.Locale;

/** What memory Java may still get. */
public final class Memory {
    private static final long MEGABYTE = 1_000_000;
    private static final long GIGABYTE = 1000 * MEGABYTE;
    /** What is recommended leaves room, since a heap has gaps, and a full one is slow. */
    public static final double ROOM = 1.25;

    private Memory() {}

    /**
     * Refuses what does not fit.
     *
     * @param what what needs the memory
     * @param need bytes
     * @throws IllegalArgumentException if Java cannot get as much; the message says how much is needed
     */
    public static void check(String what, long need) {
        long free = freeFor(need);
        if (need > free) {
            throw new IllegalArgumentException(
                    "%s needs about %s of memory and Java may still get %s; take less of it, or %s"
                            .formatted(what, inWords(need), inWords(Math.max(0, free)), larger(need - free)));
        }
    }

    /** Bytes that Java may still get; garbage is only collected if that decides. */
    public static long freeFor(long need) {
        if (need > free()) {
            // What nobody needs any more counts as used until then.
            System.gc();
        }
        return free();
    }

    private static long free() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
    }

    /** How to start Java with more. */
    public static String larger(long missing) {
        // The option counts in 1024².
        long megabytes = (long) Math.ceil((Runtime.getRuntime().maxMemory() + missing) * ROOM / (1 << 20));
        String option = "-Xmx" + megabytes + "m";
        return "Java started with %s, for a notebook by JDK_JAVA_OPTIONS=%s before Jupyter starts"
                .formatted(option, option);
    }

    public static String inWords(long bytes) {
        return bytes < GIGABYTE
                ? String.format(Locale.ROOT, "%s MB", bytes / MEGABYTE)
                : String.format(Locale.ROOT, "%.1f GB", bytes / (double) GIGABYTE);
    }
}
