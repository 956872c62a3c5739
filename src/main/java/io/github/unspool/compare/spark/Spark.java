package io.github.unspool.compare.spark;

import io.github.unspool.compare.Backend;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Apache Spark as the place where the runs of a comparison are made, each as a task of its own. The numbers are those of this machine.
 *
 * <pre>{@code
 * comparison.on(Spark.session(spark)).run(train, validation)
 * }</pre>
 *
 * <p>The data travels once to each executor, chains and other trainers as their configuration; a lost executor costs a repeat of
 * the runs it had. The executors need Unspool's jars; docs/spark.md says how they get them.
 */
public final class Spark {
    private Spark() {}

    /**
     * The cluster of a session.
     *
     * @param session a session that has its driver here, not one of Spark Connect
     * @return the place, for {@code on(…)}
     */
    public static Backend session(SparkSession session) {
        return context(JavaSparkContext.fromSparkContext(session.sparkContext()));
    }

    /**
     * The cluster of a context, for programs without Spark SQL.
     *
     * @param context a context
     * @return the place, for {@code on(…)}
     */
    public static Backend context(JavaSparkContext context) {
        return new Cluster(context);
    }
}
