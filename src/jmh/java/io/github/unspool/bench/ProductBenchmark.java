package io.github.unspool.bench;

import io.github.unspool.math.Matrix;
import io.github.unspool.math.MatrixProduct;
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

/**
 * The three products of a layer of H units with G pre-activations: of one time step, of its mirror image, and of the weights'
 * gradient over all 50 steps.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 3,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dunspool.vector=always"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class ProductBenchmark {
    private static final int STEPS = 50;

    @Param({"4", "16", "64", "128", "256", "512"})
    public int hidden;

    @Param({"1", "3", "4"})
    public int gates;

    @Param({"1", "32"})
    public int batch;

    private Matrix h;
    private Matrix z;
    private Matrix w;
    private Matrix allH;
    private Matrix allZ;
    private MatrixProduct forward;
    private MatrixProduct backward;
    private MatrixProduct gradient;

    @Setup
    public void draw() {
        int width = gates * hidden;
        w = random(hidden, width);
        allH = random(STEPS * batch, hidden);
        allZ = random(STEPS * batch, width);
        h = random(batch, hidden);
        z = random(batch, width);
        forward = MatrixProduct.create().pack(w);
        backward = MatrixProduct.create().pack(w.transposed());
        gradient = MatrixProduct.create();
    }

    private static Matrix random(int rows, int columns) {
        Randoms random = Randoms.of(1, rows, columns);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.normal() * 1e-3f;
        }
        return Matrix.of(values, rows, columns);
    }

    /** z += h·W. */
    @Benchmark
    public Matrix forward() {
        forward.addTo(h, z);
        return z;
    }

    /** h += z·Wᵀ. */
    @Benchmark
    public Matrix backward() {
        backward.addTo(z, h);
        return h;
    }

    /** W += hᵀ·z, over all steps, with the copy that it needs each time. */
    @Benchmark
    public Matrix gradient() {
        gradient.pack(allZ).addTo(allH.transposed(), w);
        return w;
    }

    /** The copies of W that a train step needs. */
    @Benchmark
    public MatrixProduct pack() {
        forward.pack(w);
        return backward.pack(w.transposed());
    }
}
