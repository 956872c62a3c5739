package io.github.unspool.jupyter;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/**
 * The thread of one piece of a cell, which knows whether the stop button was pressed.
 *
 * <p>JJava interrupts the thread and ends the cell at that moment, while training still keeps its best weights; the next
 * cell would find the variable null, and a loop over many trainings would go on unseen. So an interrupt here comes back
 * only when the cell's code has ended, or does not end soon; and from then on everything of ours that this thread calls
 * ends at once.
 */
final class CellThread extends Thread {
    /** What JShell calls the method that it makes of a piece of a cell. */
    private static final String CODE = "do_it$";

    private static final String OURS = "io.github.unspool.";
    /** Ours ends as soon as it has kept what it learned; a machine may be busy. What is not ours may never end. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long PATIENCE_WITH_OTHERS_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LOOK_AGAIN_MILLIS = 2;

    private volatile boolean stopped;

    CellThread(Runnable work, String name) {
        super(work, name);
    }

    /** Whether the current thread's cell was stopped. */
    static boolean isStopped() {
        return Thread.currentThread() instanceof CellThread cell && cell.stopped;
    }

    @Override
    public void interrupt() {
        if (Thread.currentThread() == this) {
            super.interrupt();
            return;
        }
        stopped = true;
        super.interrupt();
        awaitEnd(System.nanoTime());
    }

    private void awaitEnd(long since) {
        StackTraceElement[] stack = getStackTrace();
        while (Arrays.stream(stack).anyMatch(frame -> frame.getMethodName().equals(CODE))
                && System.nanoTime() - since < patience(stack)) {
            try {
                sleep(LOOK_AGAIN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            stack = getStackTrace();
        }
    }

    private static long patience(StackTraceElement[] stack) {
        return Arrays.stream(stack).anyMatch(frame -> frame.getClassName().startsWith(OURS))
                ? PATIENCE_NANOS
                : PATIENCE_WITH_OTHERS_NANOS;
    }

    /** Lets the cells of a kernel run on such threads. JJava offers no way to, so its executor is looked up. */
    static void use(BaseKernel kernel) throws ReflectiveOperationException {
        Object evaluator = kernel.getClass().getMethod("getEvaluator").invoke(kernel);
        ThreadPoolExecutor executor = (ThreadPoolExecutor) field(field(evaluator, "execControl"), "executor");
        // It knows its threads by their names.
        ThreadFactory names = executor.getThreadFactory();
        executor.setThreadFactory(
                work -> new CellThread(work, names.newThread(work).getName()));
        // A thread that was stopped must not run another cell.
        executor.setKeepAliveTime(0, TimeUnit.NANOSECONDS);
    }

    private static Object field(Object owner, String name) throws ReflectiveOperationException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }
}
