package io.github.unspool.bench;

import io.github.unspool.math.VectorElementary;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The most multiply-adds of float32 that one core does. Twelve sums that do not wait for each other keep all its units busy,
 * and no memory is read.
 */
final class FmaPeak {
    private static final VectorSpecies<Float> SPECIES = VectorElementary.SPECIES;
    private static final int SUMS = 12;
    private static final int ROUNDS = 10_000;

    /** Floating-point operations of one {@link #run}. */
    static final double FLOPS = 2.0 * SUMS * SPECIES.length() * ROUNDS;

    /** After so many runs the JVM has compiled them. */
    private static final int WARM_UP = 200;

    private static final double NANOS = 1e9;
    private static volatile float unused;

    private FmaPeak() {}

    /** GFLOP/s of several threads together: the sum of what each does in most of its runs, while the others run too. */
    static double reached(int threads, double seconds) {
        double[] speeds = new double[threads];
        Thread[] all = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            int own = i;
            all[i] = new Thread(() -> speeds[own] = median(seconds));
            all[i].start();
        }
        for (Thread thread : all) {
            join(thread);
        }
        return Arrays.stream(speeds).sum();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double median(double seconds) {
        for (int i = 0; i < WARM_UP; i++) {
            unused = run();
        }
        DoubleStream.Builder speeds = DoubleStream.builder();
        long now = System.nanoTime();
        for (long end = now + (long) (seconds * NANOS); now < end; ) {
            long start = now;
            unused = run();
            now = System.nanoTime();
            speeds.add(FLOPS / (now - start));
        }
        double[] sorted = speeds.build().sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** Returns what it computed, so that it is computed. */
    static float run() {
        FloatVector x = FloatVector.broadcast(SPECIES, 0.999f);
        FloatVector y = FloatVector.broadcast(SPECIES, 0.001f);
        FloatVector s0 = y;
        FloatVector s1 = y;
        FloatVector s2 = y;
        FloatVector s3 = y;
        FloatVector s4 = y;
        FloatVector s5 = y;
        FloatVector s6 = y;
        FloatVector s7 = y;
        FloatVector s8 = y;
        FloatVector s9 = y;
        FloatVector s10 = y;
        FloatVector s11 = y;
        for (int i = 0; i < ROUNDS; i++) {
            s0 = s0.fma(x, y);
            s1 = s1.fma(x, y);
            s2 = s2.fma(x, y);
            s3 = s3.fma(x, y);
            s4 = s4.fma(x, y);
            s5 = s5.fma(x, y);
            s6 = s6.fma(x, y);
            s7 = s7.fma(x, y);
            s8 = s8.fma(x, y);
            s9 = s9.fma(x, y);
            s10 = s10.fma(x, y);
            s11 = s11.fma(x, y);
        }
        FloatVector low = s0.add(s1).add(s2).add(s3).add(s4).add(s5);
        FloatVector high = s6.add(s7).add(s8).add(s9).add(s10).add(s11);
        return low.add(high).lane(0);
    }
}
