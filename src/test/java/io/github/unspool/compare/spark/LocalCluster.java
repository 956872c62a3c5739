package io.github.unspool.compare.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** Two executors on this machine, each a process of its own with the class path of this one. */
public final class LocalCluster {
    private LocalCluster() {}

    /** Where their files are; the variable is Spark's own, and the cluster needs it. */
    static Path home() {
        return Path.of(System.getenv("SPARK_HOME"));
    }

    /** Starts it for a few short runs: executors that are not compiled at length begin sooner. */
    static SparkSession startQuickly() throws IOException {
        return start("512m", "-XX:TieredStopAtLevel=1");
    }

    /** Starts it. */
    public static SparkSession start(String memory, String javaOptions) throws IOException {
        // Without it Spark looks for a build of itself.
        Files.createDirectories(home().resolve("jars"));
        return SparkSession.builder()
                .master("local-cluster[2,1,%s]".formatted(memory.endsWith("g") ? 2048 : 512))
                .config("spark.executor.memory", memory)
                .config("spark.executor.extraClassPath", classPath())
                .config("spark.executor.extraJavaOptions", javaOptions)
                .config("spark.executorEnv.SPARK_SCALA_VERSION", "2.13")
                .config("spark.local.dir", home().resolve("local").toString())
                .config("spark.ui.enabled", "false")
                .getOrCreate();
    }

    /** An executor runs in a folder of its own. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    static Stream<ProcessHandle> executors() {
        return ProcessHandle.current()
                .children()
                .filter(process -> process.info().command().orElse("").endsWith("java"));
    }
}
