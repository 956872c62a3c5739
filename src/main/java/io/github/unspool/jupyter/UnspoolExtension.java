package io.github.unspool.jupyter;

import io.github.unspool.cell.Cells;
import io.github.unspool.math.Kernels;
import io.github.unspool.network.Stop;
import io.github.unspool.network.TrainingListeners;
import io.github.unspool.sweep.ComparisonListeners;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/**
 * Makes a notebook ready for Unspool: imports done, results shown as pictures and tables, training shown while it runs.
 * JJava finds it through {@code META-INF/services}, on its own class path and on one that a cell adds.
 */
public final class UnspoolExtension implements Extension {
    /** One cell with several imports can make JJava forget variables (JJava issue 119), so all are done at the start. */
    static final List<String> IMPORTS = List.of(
            "java.time.Duration",
            "java.nio.file.*",
            "java.util.function.*",
            "java.util.stream.*",
            "io.github.unspool.*",
            "io.github.unspool.data.*",
            "io.github.unspool.network.*",
            "io.github.unspool.sweep.*",
            "io.github.unspool.tribuo.*",
            "io.github.unspool.view.*",
            "org.tribuo.*",
            "org.tribuo.classification.*",
            "org.tribuo.classification.evaluation.*",
            "org.tribuo.classification.sequence.*",
            "org.tribuo.evaluation.*",
            "org.tribuo.multilabel.*",
            "org.tribuo.regression.*",
            "org.tribuo.regression.evaluation.*",
            "org.tribuo.sequence.*",
            "tech.tablesaw.api.*",
            "org.knowm.xchart.*");

    private static final long TIME_TO_REPLY_MILLIS = 300;

    /** To compile kernels takes a processor for seconds, so the first cells go first; training asks for it in any case. */
    private static final long SECONDS_TO_FIRST_CHART = 3;

    /** For the service loader. */
    public UnspoolExtension() {}

    /** JJava stays alive for a minute after it was told to end; nobody waits for it then. */
    @Override
    public void uninstall(BaseKernel kernel) {
        Thread end = new Thread(
                () -> {
                    try {
                        Thread.sleep(TIME_TO_REPLY_MILLIS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    Runtime.getRuntime().exit(0);
                },
                "unspool-end");
        end.setDaemon(true);
        end.start();
    }

    /** A failure here would end the kernel before it has said what it is, so it is reported and the rest goes on. */
    @Override
    public void install(BaseKernel kernel) {
        try {
            Renderers.register(kernel.getRenderer());
            TrainingListeners.use(() -> new CellProgress(() -> Cell.running(kernel.getIO().display)));
            ComparisonListeners.use(() -> new CellComparison(() -> Cell.running(kernel.getIO().display)));
            if (kernel instanceof BooleanSupplier isStopped) {
                // Ours; JJava's ends a stopped cell a moment before what it was at.
                Stop.use(isStopped);
            }
            IMPORTS.forEach(name -> kernel.evalRaw("import " + name + ";"));
            CompletableFuture.delayedExecutor(SECONDS_TO_FIRST_CHART, TimeUnit.SECONDS)
                    .execute(UnspoolExtension::warmUp);
        } catch (Throwable e) {
            System.getLogger(UnspoolExtension.class.getName())
                    .log(System.Logger.Level.ERROR, "Unspool could not make the notebook ready", e);
        }
    }

    private static void warmUp() {
        Kernels.warmUp();
        Cells.warmUp();
    }
}
