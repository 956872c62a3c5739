package io.github.unspool.math;

import java.util.List;
import java.util.function.IntConsumer;

/**
 * Runs the parts of a piece of work on several threads, or one after the other: a free thread takes the next part. A part
 * must neither depend on another nor add to the same number, so that the results are the same for any number of threads.
 *
 * <p>A piece of training takes some microseconds, and waking a thread some fifty. So helpers keep looking for the next piece
 * for a while before they sleep, and the caller does not wait for helpers that have not begun: while helpers wake, are busy
 * elsewhere or get no processor, it does the parts itself.
 */
public final class Workers {
    /** Floating-point operations that take longer than it takes to share them. */
    private static final long WORTHWHILE = 100_000;

    private static final Workers ALONE = new Workers(1, WORTHWHILE);

    private final int threads;
    private final long worthwhile;
    private final List<Helper> helpers;

    private Workers(int threads, long worthwhile) {
        this.threads = threads;
        this.worthwhile = worthwhile;
        this.helpers = Helper.some(Math.min(threads, Runtime.getRuntime().availableProcessors()) - 1);
    }

    /**
     * Gives workers that are the calling thread alone.
     *
     * @return workers that do one part after the other
     */
    public static Workers alone() {
        return ALONE;
    }

    /**
     * Gives workers.
     *
     * @param threads how many threads work at most, the caller among them, and never more than there are processors; 0: as
     *     many as there are processors
     * @return the workers; several callers may share them
     */
    public static Workers of(int threads) {
        int wanted = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
        return wanted == 1 ? ALONE : of(wanted, WORTHWHILE);
    }

    /**
     * Gives workers that share more or less readily.
     *
     * @param threads how many threads work at most, at least 1
     * @param worthwhile how many floating-point operations a part has at least, at least 1
     * @return the workers
     */
    public static Workers of(int threads, long worthwhile) {
        return new Workers(threads, worthwhile);
    }

    /**
     * Says into how many parts some work is best cut.
     *
     * @param operations floating-point operations of the whole
     * @return at least 1, at most the number of threads
     */
    public int parts(long operations) {
        return (int) Math.max(1, Math.min(threads, operations / worthwhile));
    }

    /** A range of what is split. */
    @FunctionalInterface
    public interface Range {
        /**
         * Does a part.
         *
         * @param from the first
         * @param to the one after the last
         */
        void run(int from, int to);
    }

    /**
     * Splits a range into parts of about equal length and runs them all.
     *
     * @param length the end of the range, which begins at 0
     * @param grain the number that the parts' lengths are multiples of, except for the last
     * @param operations floating-point operations of the whole
     * @param range does a part
     */
    public void split(int length, int grain, long operations, Range range) {
        int grains = (length + grain - 1) / grain;
        int parts = Math.min(parts(operations), grains);
        run(
                parts,
                part -> range.run(
                        (int) ((long) grains * part / parts) * grain,
                        Math.min(length, (int) ((long) grains * (part + 1) / parts) * grain)));
    }

    /**
     * Runs parts, and returns when all are done.
     *
     * @param parts how many
     * @param part does the part of a number
     */
    public void run(int parts, IntConsumer part) {
        if (parts <= 1 || helpers.isEmpty()) {
            for (int i = 0; i < parts; i++) {
                part.accept(i);
            }
            return;
        }
        Piece piece = new Piece(parts, part);
        helpers.stream().limit(parts - 1L).forEach(helper -> helper.offer(piece));
        piece.help();
        piece.await();
    }
}
