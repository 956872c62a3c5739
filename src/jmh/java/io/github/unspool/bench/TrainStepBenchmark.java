package io.github.unspool.bench;

import io.github.unspool.cell.Cells;
import io.github.unspool.network.Updates;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One update of a network of one layer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class TrainStepBenchmark {
    @Param({"tanh", "gru", "lstm"})
    public String cell;

    @Param({"4", "16", "64", "128", "256", "512"})
    public int hidden;

    @Param({"1", "32"})
    public int batch;

    @Param("1")
    public int threads;

    private Updates updates;

    @Setup
    public void make() {
        updates = Updates.even(Cells.named(cell), hidden, batch, Updates.STEPS, threads);
    }

    @Setup(Level.Iteration)
    public void restart() {
        updates.restart();
    }

    @Benchmark
    public double update() {
        return updates.run();
    }
}
