package io.github.unspool.network;

import io.github.unspool.loss.Loss;
import io.github.unspool.math.Matrix;
import io.github.unspool.math.MatrixProduct;
import io.github.unspool.math.Workers;
import io.github.unspool.parameter.Packed;
import io.github.unspool.parameter.Parameter;
import java.util.Arrays;

/**
 * The output of a network, {@code o = u·Wy + by}, as predictions, and their loss. For learning, rows go through in blocks,
 * so that many outputs neither need much memory nor leave the cache.
 */
public final class Head {
    /** The approximate number of values in a block, */
    private static final int BLOCK = 1 << 19;
    /** and its minimum number of rows. */
    private static final int LEAST_ROWS = 128;
    /** Threads share rows in groups of this size. */
    private static final int GRAIN = 6;
    /** Floating-point operations of the loss for each output. */
    private static final int ELEMENTWISE = 30;

    private final int outputs;
    private final Loss measure;
    private final Packed packed;
    private final MatrixProduct back = MatrixProduct.create();
    private final MatrixProduct gradients = MatrixProduct.create();
    private final Workers workers;
    private float[] predictions = new float[0];
    private float[] gradient = new float[0];
    private double[] rowLoss = new double[0];
    private float[] ones = new float[0];

    Head(Network network, boolean isFrozen, Workers workers) {
        this.packed = new Packed(isFrozen);
        this.outputs = network.outputs();
        this.measure = network.loss();
        this.workers = workers;
    }

    private void share(int rows, int inner, Workers.Range part) {
        workers.split(rows, GRAIN, rows * (long) outputs * (2L * inner + ELEMENTWISE), part);
    }

    /**
     * Fills the predictions, R × K.
     *
     * @return the sum of weight · loss over the rows
     */
    double predict(Batch batch, Matrix u, Parameter wy, Parameter by) {
        packed.prepare(wy, workers);
        reserve(batch.rows());
        share(batch.rows(), u.columns(), (from, to) -> predict(batch, u, by, 0, from, to));
        return addLoss(batch, 0, batch.rows(), 0);
    }

    /** The same sum without predictions of all rows at once. */
    double loss(Batch batch, Matrix u, Parameter wy, Parameter by) {
        packed.prepare(wy, workers);
        double loss = 0;
        int length = rowsOfBlock(outputs);
        for (int first = 0; first < batch.rows(); first += length) {
            int rows = Math.min(length, batch.rows() - first);
            int start = first;
            reserve(rows);
            share(rows, u.columns(), (from, to) -> predict(batch, u, by, start, from, to));
            loss = addLoss(batch, first, rows, loss);
        }
        return loss;
    }

    /** How many rows go through together. */
    public static int rowsOfBlock(int outputs) {
        return Math.max(LEAST_ROWS, BLOCK / outputs);
    }

    /**
     * Adds to the gradients of the sum of weight · loss over the rows, divided by a number: dWy, dby and du.
     *
     * @param divisor what the sum is divided by; 0 if no row counts
     * @return the sum of weight · loss over the rows
     */
    double learn(
            Batch batch,
            double divisor,
            Matrix u,
            Parameter wy,
            Parameter by,
            Matrix du,
            Parameter dwy,
            Parameter dby) {
        packed.prepare(wy, workers);
        back.pack(wy.matrix().transposed(), workers);
        double loss = 0;
        int length = rowsOfBlock(outputs);
        for (int first = 0; first < batch.rows(); first += length) {
            int rows = Math.min(length, batch.rows() - first);
            int start = first;
            reserve(rows);
            share(rows, 2 * u.columns(), (from, to) -> {
                predict(batch, u, by, start, from, to);
                scale(batch, start, from, to, divisor);
                back.addTo(matrix(gradient, from, to), du.rows(start + from, start + to));
            });
            loss += addLoss(batch, first, rows, 0);
            gradients
                    .pack(matrix(gradient, 0, rows), workers)
                    .addTo(u.rows(first, first + rows).transposed(), dwy.matrix(), workers);
            gradients.addTo(Matrix.of(ones, 1, rows), dby.matrix(), workers);
        }
        return loss;
    }

    private void reserve(int rows) {
        if (rowLoss.length < rows) {
            rowLoss = new double[rows];
            ones = new float[rows];
            Arrays.fill(ones, 1);
            predictions = new float[Math.multiplyExact(rows, outputs)];
            gradient = new float[predictions.length];
        }
    }

    private Matrix matrix(float[] block, int from, int to) {
        return Matrix.of(block, to, outputs).rows(from, to);
    }

    /** Rows from … to of the block that begins at the batch's row {@code first}: predictions, losses and their gradients. */
    private void predict(Batch batch, Matrix u, Parameter by, int first, int from, int to) {
        for (int row = from; row < to; row++) {
            System.arraycopy(by.values(), 0, predictions, row * outputs, outputs);
        }
        packed.product().addTo(u.rows(first + from, first + to), matrix(predictions, from, to));
        batch.targets().scatter(first + from, first + to, gradient, from, outputs);
        for (int row = from; row < to; row++) {
            int only = batch.targets().only(first + row);
            rowLoss[row] = measure.apply(predictions, gradient, row * outputs, outputs, only);
        }
    }

    private double addLoss(Batch batch, int first, int rows, double loss) {
        double sum = loss;
        for (int row = 0; row < rows; row++) {
            float weight = batch.weight(first + row);
            if (weight != 0) {
                sum += weight * rowLoss[row];
            }
        }
        return sum;
    }

    /** Turns the gradient of each row's loss into that of its part of the sum. */
    private void scale(Batch batch, int first, int from, int to, double divisor) {
        int row = from;
        while (row < to) {
            float weight = batch.weight(first + row);
            // Most rows weigh the same, and one long loop is faster than many short ones.
            int next = row + 1;
            while (next < to && batch.weight(first + next) == weight) {
                next++;
            }
            multiply(row * outputs, next * outputs, divisor == 0 ? 0 : (float) (weight / divisor));
            row = next;
        }
    }

    private void multiply(int from, int to, float factor) {
        for (int i = from; i < to; i++) {
            gradient[i] *= factor;
        }
    }

    float[] predictions() {
        return predictions;
    }
}
