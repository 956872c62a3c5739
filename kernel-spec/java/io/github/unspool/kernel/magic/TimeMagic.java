package io.github.unspool.kernel.magic;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.magic.CellMagic;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;

/** Runs code and shows how long that took, and how long a processor worked on it for the cell's own thread. */
final class TimeMagic implements LineMagic<Object, BaseKernel>, CellMagic<Object, BaseKernel> {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Override
    public Object eval(BaseKernel kernel, List<String> arguments) {
        return eval(kernel, arguments, String.join(" ", arguments));
    }

    @Override
    public Object eval(BaseKernel kernel, List<String> arguments, String code) {
        long processor = processorNanos();
        long start = System.nanoTime();
        try {
            return kernel.evalBuilder(code).resolveMagics().eval();
        } finally {
            double passed = (System.nanoTime() - start) / 1e9;
            double worked = (processorNanos() - processor) / 1e9;
            kernel.display(new DisplayData(
                    String.format(Locale.ROOT, "Wall time: %.3f s, processor time: %.3f s", passed, worked)));
        }
    }

    private static long processorNanos() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : 0;
    }
}
