package io.github.unspool.bench;

import io.github.unspool.cell.Cell;
import io.github.unspool.cell.Cells;
import io.github.unspool.cell.Slabs;
import io.github.unspool.math.Randoms;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The equations of one time step over a batch, without the products. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 3,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dunspool.vector=always"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class CellBenchmark {
    @Param({"tanh", "relu", "gru", "lstm"})
    public String name;

    @Param({"4", "64", "512"})
    public int hidden;

    @Param({"1", "32"})
    public int batch;

    private Cell cell;
    private Slabs slabs;
    private float[] zx;
    private float[] gates;

    @Setup
    public void draw() {
        cell = Cells.named(name);
        slabs = new Slabs(hidden, cell);
        slabs.reset(batch, batch);
        Randoms random = Randoms.of(1);
        for (float[] slab : new float[][] {slabs.zx, slabs.zh, slabs.h, slabs.c, slabs.dh, slabs.dc}) {
            for (int i = 0; i < slab.length; i++) {
                slab[i] = (float) random.normal();
            }
        }
        zx = slabs.zx.clone();
        cell.forward(slabs, 0, batch, 0);
        gates = slabs.zx.clone();
    }

    /** With a copy of zx, since a cell may leave its gates there. */
    @Benchmark
    public float[] forward() {
        System.arraycopy(zx, 0, slabs.zx, 0, zx.length);
        cell.forward(slabs, 0, batch, 0);
        return slabs.h;
    }

    /** With a copy of the gates, since their gradients take their place. */
    @Benchmark
    public float[] backward() {
        System.arraycopy(gates, 0, slabs.zx, 0, gates.length);
        cell.backward(slabs, 0, batch, 0, 0);
        return slabs.dzx;
    }
}
