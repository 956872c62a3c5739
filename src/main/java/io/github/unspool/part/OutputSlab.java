package io.github.unspool.part;

import io.github.unspool.math.Matrix;
import java.util.Arrays;

/** What a part gives over a batch, and its gradient. It only grows. */
final class OutputSlab {
    final int columns;
    /** What is given, R × columns; what an earlier batch left until it is filled. */
    float[] y = new float[0];
    /** ∂L/∂y. */
    float[] dy = new float[0];

    OutputSlab(int columns) {
        this.columns = columns;
    }

    /** Makes room for a batch and zeros of the gradient; gives the number of values. */
    int begin(Batch batch) {
        int size = Math.multiplyExact(batch.rows(), columns);
        if (y.length < size) {
            y = new float[size];
            dy = new float[size];
        }
        Arrays.fill(dy, 0, size, 0);
        return size;
    }

    Matrix output(Batch batch) {
        return Matrix.of(y, batch.rows(), columns);
    }

    Matrix gradient(Batch batch) {
        return Matrix.of(dy, batch.rows(), columns);
    }
}
