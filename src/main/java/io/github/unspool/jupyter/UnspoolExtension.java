package io.github.unspool.jupyter;

import io.github.unspool.runtime.Host;
import java.util.function.BooleanSupplier;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/**
 * Makes a notebook ready for Unspool: imports done, results shown as pictures and tables, training shown while it runs.
 * JJava finds it through {@code META-INF/services}, on its own class path and on one that a cell adds.
 */
public final class UnspoolExtension implements Extension {
    private static final long TIME_TO_REPLY_MILLIS = 300;

    /** For the service loader. */
    public UnspoolExtension() {}

    /** JJava stays alive for a minute after a request to end, when no one waits for it. */
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

    /** A failure here would end the kernel before it has said what it is, so it is reported and the rest continues. */
    @Override
    public void install(BaseKernel kernel) {
        try {
            JJavaKernel.register(kernel.getRenderer());
            Host host = Notebook.host(() -> JJavaKernel.running(kernel.getIO().display));
            // Our kernel has a button; JJava's ends a stopped cell a moment before what it was at.
            (kernel instanceof BooleanSupplier isStopped ? host.withButton(isStopped) : host).install();
            // One cell with several imports can make JJava forget variables (JJava issue 119), so all are done at the
            // start.
            Notebook.IMPORTS.forEach(name -> kernel.evalRaw("import " + name + ";"));
            Notebook.warmUp();
        } catch (Throwable e) {
            System.getLogger(UnspoolExtension.class.getName())
                    .log(System.Logger.Level.ERROR, "Unspool could not initialise the notebook", e);
        }
    }
}
