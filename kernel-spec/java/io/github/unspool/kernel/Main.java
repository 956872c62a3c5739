package io.github.unspool.kernel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.kernel.magics.ClasspathMagic;
import org.dflib.jjava.kernel.magics.LoadMagic;
import org.dflib.jjava.kernel.magics.TimeMagic;
import org.dflib.jjava.maven.MavenDependencyResolver;
import org.dflib.jjava.maven.magics.LoadFromPomCellMagic;
import org.dflib.jjava.maven.magics.LoadFromPomLineMagic;
import org.dflib.jjava.maven.magics.MavenMagic;
import org.dflib.jjava.maven.magics.MavenRepoMagic;

/** Starts the kernel; {@code kernel.json} calls it with the file that tells the ports. */
public final class Main {
    /** As Jupyter's own lines in the same log. */
    private static final String LOG_LINE = "[%4$.1s %1$tF %1$tT.%1$tL %3$s] %5$s%6$s%n";

    private static final long TIME_TO_SEND_MILLIS = 200;

    private Main() {}

    /**
     * Starts the kernel.
     *
     * @param args the path of the connection file
     * @throws Exception if there is no such file, or its ports are taken
     */
    public static void main(String[] args) throws Exception {
        System.setProperty("java.util.logging.SimpleFormatter.format", LOG_LINE);
        UnspoolKernel kernel = new UnspoolKernel(Main.class.getPackage().getImplementationVersion(), magics());
        Connection connection = new Connection(KernelConnectionProperties.parse(Files.readString(Path.of(args[0]))));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> sayThatItEnded(kernel)));
        kernel.becomeHandlerForConnection(connection);
        connection.connect();
        kernel.onStartup();
        connection.waitUntilClose();
        waitUntilSent();
        Runtime.getRuntime().exit(0);
    }

    /** Those of JJava. */
    private static MagicsRegistry magics() {
        MavenDependencyResolver maven = new MavenDependencyResolver();
        TimeMagic time = new TimeMagic();
        MagicsRegistry magics = new MagicsRegistry();
        magics.registerLineMagic("load", new LoadMagic());
        magics.registerLineMagic("classpath", new ClasspathMagic());
        magics.registerLineMagic("time", time);
        magics.registerLineMagic("maven", new MavenMagic(maven));
        magics.registerLineMagic("mavenRepo", new MavenRepoMagic(maven));
        magics.registerLineMagic("loadFromPOM", new LoadFromPomLineMagic(maven));
        magics.registerCellMagic("loadFromPOM", new LoadFromPomCellMagic(maven));
        magics.registerCellMagic("time", time);
        return magics;
    }

    private static void sayThatItEnded(UnspoolKernel kernel) {
        if (kernel.ended()) {
            waitUntilSent();
        }
    }

    private static void waitUntilSent() {
        try {
            TimeUnit.MILLISECONDS.sleep(TIME_TO_SEND_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
