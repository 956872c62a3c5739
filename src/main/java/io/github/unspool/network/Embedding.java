package io.github.unspool.network;

import io.github.unspool.math.Matrix;
import io.github.unspool.math.Workers;
import io.github.unspool.parameter.DenseRows;
import io.github.unspool.parameter.Parameter;
import java.util.Arrays;

/** The table that turns inputs into numbers that are learned, {@code e = x·E}: a one-hot input picks a row of E. */
final class Embedding {
    private final int width;
    private final Workers workers;
    private float[] e = new float[0];
    private float[] de = new float[0];

    Embedding(int width, Workers workers) {
        this.width = width;
        this.workers = workers;
    }

    DenseRows forward(Batch batch, Parameter table) {
        int size = Math.multiplyExact(batch.rows(), width);
        if (e.length < size) {
            e = new float[size];
            de = new float[size];
        }
        Arrays.fill(e, 0, size, 0);
        Arrays.fill(de, 0, size, 0);
        Matrix all = Matrix.of(e, batch.rows(), width);
        batch.inputs().multiply(0, batch.rows(), table, null, all, Workers.alone());
        return new DenseRows(all);
    }

    /** Where the layer above adds the gradient of e. */
    Matrix outputGradient(Batch batch) {
        return Matrix.of(de, batch.rows(), width);
    }

    void backward(Batch batch, Parameter dtable) {
        Matrix rows = Matrix.of(de, batch.rows(), width);
        batch.inputs().accumulate(0, batch.rows(), rows, dtable, null, workers);
    }
}
