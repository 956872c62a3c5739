package io.github.unspool.math;

/** Numbers that a kernel needs for a moment, one array for each thread. */
final class Scratch {
    private static final ThreadLocal<float[]> FLOATS = ThreadLocal.withInitial(() -> new float[0]);

    private Scratch() {}

    /**
     * Lends an array until the thread's next call.
     *
     * @param size how many numbers are needed
     * @return at least this many numbers, of any value
     */
    static float[] floats(int size) {
        float[] floats = FLOATS.get();
        if (floats.length < size) {
            floats = new float[size];
            FLOATS.set(floats);
        }
        return floats;
    }
}
