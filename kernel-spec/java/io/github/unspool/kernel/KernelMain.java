package io.github.unspool.kernel;

import io.github.unspool.kernel.life.KernelThread;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;

/** Starts the kernel; {@code kernel.json} calls it with the file that names the ports. */
public final class KernelMain {
    /** As Jupyter's own lines in the same log. */
    private static final String LOG_LINE = "[%4$.1s %1$tF %1$tT.%1$tL %3$s] %5$s%6$s%n";

    private static final long TIME_TO_SEND_MILLIS = 5_000;
    /** ZeroMQ hands over to the network on threads of its own. */
    private static final long TIME_TO_LEAVE_MILLIS = 200;

    private KernelMain() {}

    /**
     * Starts the kernel.
     *
     * @param args the path of the connection file
     * @throws Exception if there is no such file, or its ports are taken
     */
    public static void main(String[] args) throws Exception {
        System.setProperty("java.util.logging.SimpleFormatter.format", LOG_LINE);
        KernelEnvironment settings = new KernelEnvironment(System.getenv(), System.err::println);
        UnspoolKernel kernel = new UnspoolKernel(KernelMain.class.getPackage().getImplementationVersion(), settings);
        Connection connection = connection(Path.of(args[0]));
        kernel.becomeHandlerForConnection(connection);
        connection.connect();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(kernel, connection)));
        kernel.onStartup();
        connection.waitUntilClose();
        Runtime.getRuntime().exit(0);
    }

    private static Connection connection(Path file) throws Exception {
        // ZeroMQ gives its threads the handler that it finds here; those of cells shall keep Java's own.
        Thread.setDefaultUncaughtExceptionHandler(KernelThread::endWithout);
        try {
            return new Connection(KernelConnectionProperties.parse(Files.readString(file)));
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(null);
        }
    }

    private static void end(UnspoolKernel kernel, Connection connection) {
        kernel.ended();
        connection.publisher().drain(TIME_TO_SEND_MILLIS);
        try {
            Thread.sleep(TIME_TO_LEAVE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
