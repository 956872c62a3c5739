package io.github.unspool.math;

import java.lang.reflect.Constructor;

/**
 * Chooses the kernels once: those of the Vector API where the JVM was started with its module and compiles it well, else
 * plain loops. Both give the same bits. {@code -Dunspool.vector=off} chooses plain loops in any case. While a kernel is
 * not compiled yet, {@link WarmUp} takes plain loops too.
 */
public final class Kernels {
    private static final System.Logger LOG = System.getLogger(Kernels.class.getName());
    private static final boolean HAS_VECTORS = choose();

    private Kernels() {}

    /**
     * Whether the kernels of the Vector API are used.
     *
     * @return false if all is computed by plain loops
     */
    public static boolean areVectors() {
        return HAS_VECTORS;
    }

    private static boolean choose() {
        if (System.getProperty("unspool.vector", "on").equals("off")) {
            return false;
        }
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "plain loops are used; java --add-modules jdk.incubator.vector makes training several times faster");
            return false;
        }
        // Below the optimising compiler each vector is an object, and products are a hundred times slower.
        String mode = System.getProperty("java.vm.info", "");
        return !mode.contains("interpreted mode") && !mode.contains("emulated-client");
    }

    /** Begins to compile the kernels of this package aside, so that they are ready when they are needed. Returns at once. */
    public static void warmUp() {
        float[] number = new float[1];
        MatrixProduct.create().pack(Matrix.of(number, 1, 1));
        ScaledSum.fastest().add(0, number, 0, new float[1], 0, 1);
        Exponential.create().highest(number, 0, 1);
    }

    /**
     * Gives the kernel of the Vector API in the place of a plain one.
     *
     * @param plain the kernel in plain Java
     * @param vector the simple name of its counterpart, in the same package
     * @param <K> what kind of kernel
     * @return the counterpart if vectors are used
     */
    @SuppressWarnings("unchecked") // The counterpart extends the plain kernel's class.
    public static <K> K fastest(K plain, String vector) {
        if (!HAS_VECTORS) {
            return plain;
        }
        try {
            // By name, since the class cannot be linked where the module is not.
            Class<?> type = Class.forName(plain.getClass().getPackageName() + "." + vector);
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return (K) constructor.newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            LOG.log(System.Logger.Level.WARNING, "plain loops are used for " + vector + ": " + e);
            return plain;
        }
    }
}
