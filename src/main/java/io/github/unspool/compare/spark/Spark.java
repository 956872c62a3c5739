package io.github.unspool.compare.spark;

import io.github.unspool.compare.Backend;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Executes the runs of a comparison on Apache Spark, each as one task. The results are the same as on this machine.
 *
 * <pre>{@code
 * comparison.on(Spark.session(spark)).run(train, validation)
 * }</pre>
 *
 * <p>The data is sent once to each executor; networks and competing trainers are sent as configurations. If an executor is
 * lost, its runs are repeated. The executors need Unspool's jars; see docs/spark.md.
 */
public final class Spark {
    private Spark() {}

    /**
     * The cluster of a session.
     *
     * @param session a session that has its driver here, not one of Spark Connect
     * @return the backend, for {@code on(…)}
     */
    public static Backend session(SparkSession session) {
        return context(JavaSparkContext.fromSparkContext(session.sparkContext()));
    }

    /**
     * The cluster of a context, for programs without Spark SQL.
     *
     * @param context a context
     * @return the backend, for {@code on(…)}
     */
    public static Backend context(JavaSparkContext context) {
        return new Cluster(context);
    }
}
