package io.github.unspool.math;

import java.util.SplittableRandom;

/**
 * Random numbers that depend on a seed and a path (which layer, which epoch), never on who asked first, so that the
 * numbers of one place do not move when another place draws one more.
 */
public final class Randoms {
    private final SplittableRandom random;

    private Randoms(SplittableRandom random) {
        this.random = random;
    }

    /**
     * Opens the stream of one place.
     *
     * @param seed the seed of the whole run
     * @param path where in the run the numbers are used
     * @return the stream
     */
    public static Randoms of(long seed, long... path) {
        long mixed = seed;
        for (long part : path) {
            mixed = new SplittableRandom(mixed ^ Long.rotateLeft(part * 0x9E3779B97F4A7C15L, 17)).nextLong();
        }
        return new Randoms(new SplittableRandom(mixed));
    }

    /**
     * Draws 64 bits.
     *
     * @return the bits
     */
    public long nextLong() {
        return random.nextLong();
    }

    /**
     * Draws a number.
     *
     * @return a number from 0 (inclusive) to 1 (exclusive)
     */
    public double uniform() {
        return (random.nextLong() >>> 11) * 0x1.0p-53;
    }

    /**
     * Draws a number of the standard normal distribution, by Marsaglia's polar method (Marsaglia and Bray 1964).
     *
     * @return the number
     */
    public double normal() {
        while (true) {
            double u = 2 * uniform() - 1;
            double v = 2 * uniform() - 1;
            double s = u * u + v * v;
            if (s > 0 && s < 1) {
                return u * StrictMath.sqrt(-2 * StrictMath.log(s) / s);
            }
        }
    }

    /**
     * Draws an order of n things, each order equally likely (Fisher and Yates 1938).
     *
     * @param n how many
     * @return the numbers 0 … n−1, shuffled
     */
    public int[] permutation(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = (int) (uniform() * (i + 1));
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
