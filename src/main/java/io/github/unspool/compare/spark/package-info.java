/** Comparisons on a cluster of Apache Spark, which brings its own classes. */
package io.github.unspool.compare.spark;
