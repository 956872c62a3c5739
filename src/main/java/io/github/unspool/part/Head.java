package io.github.unspool.part;

import io.github.unspool.loss.Loss;
import io.github.unspool.math.Matrix;
import io.github.unspool.math.MatrixProduct;
import io.github.unspool.math.Workers;
import io.github.unspool.parameter.Packed;
import io.github.unspool.parameter.Parameter;
import java.util.Arrays;
import java.util.List;

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
    /** The same of a loss of sequences. */
    private static final int OF_SEQUENCE = 300;

    private final Parameter wy;
    private final Parameter by;
    private final int outputs;
    private final Loss measure;
    /** If the loss is that of a whole sequence; otherwise null. */
    private final SequenceLoss sequences;

    private final Packed packed;
    private final MatrixProduct back = MatrixProduct.create();
    private final MatrixProduct gradients = MatrixProduct.create();
    private final Workers workers;
    private float[] predictions = new float[0];
    private float[] gradient = new float[0];
    private double[] rowLoss = new double[0];
    private float[] ones = new float[0];

    Head(Output output, List<Parameter> own, boolean isFrozen, Workers workers) {
        this.wy = own.get(0);
        this.by = own.get(1);
        this.packed = new Packed(isFrozen);
        this.outputs = output.outputs();
        this.measure = output.loss();
        this.sequences = measure.isOfSequences() ? new SequenceLoss(outputs) : null;
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
    public double predict(Batch batch, Matrix u) {
        packed.prepare(wy, workers);
        if (sequences != null) {
            return predictSequences(batch, u);
        }
        reserve(batch.rows());
        share(batch.rows(), u.columns(), (from, to) -> predict(batch, u, 0, from, to));
        return addLoss(batch, 0, batch.rows(), 0);
    }

    /** The same sum without predictions of all rows at once. */
    public double loss(Batch batch, Matrix u) {
        packed.prepare(wy, workers);
        if (sequences != null) {
            return lossOfSequences(batch, u);
        }
        double loss = 0;
        int length = rowsOfBlock(outputs);
        for (int first = 0; first < batch.rows(); first += length) {
            int rows = Math.min(length, batch.rows() - first);
            int start = first;
            reserve(rows);
            share(rows, u.columns(), (from, to) -> predict(batch, u, start, from, to));
            loss = addLoss(batch, first, rows, loss);
        }
        return loss;
    }

    /** How many floats a block needs: predictions, their gradient, and this ready for products. */
    public static double floats(long rows, int outputs, Loss loss) {
        return 3.0 * (loss.isOfSequences() ? rows : Math.min(rows, rowsOfBlock(outputs))) * outputs;
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
    public double learn(Batch batch, double divisor, Matrix u, Matrix du, List<Parameter> dOwn) {
        packed.prepare(wy, workers);
        back.pack(wy.matrix().transposed(), workers);
        if (sequences != null) {
            return learnSequences(batch, divisor, u, du, dOwn);
        }
        double loss = 0;
        int length = rowsOfBlock(outputs);
        for (int first = 0; first < batch.rows(); first += length) {
            int rows = Math.min(length, batch.rows() - first);
            int start = first;
            reserve(rows);
            share(rows, 2 * u.columns(), (from, to) -> {
                predict(batch, u, start, from, to);
                scale(batch, start, from, to, divisor);
                back.addTo(matrix(gradient, from, to), du.rows(start + from, start + to));
            });
            loss += addLoss(batch, first, rows, 0);
            addGradients(u.rows(first, first + rows), rows, dOwn);
        }
        return loss;
    }

    private void addGradients(Matrix u, int rows, List<Parameter> dOwn) {
        gradients
                .pack(matrix(gradient, 0, rows), workers)
                .addTo(u.transposed(), dOwn.get(0).matrix(), workers);
        gradients.addTo(Matrix.of(ones, 1, rows), dOwn.get(1).matrix(), workers);
    }

    /** The outputs of all rows, which then lie in predictions, and the loss of the sequences that they make. */
    private double lossOfSequences(Batch batch, Matrix u) {
        outputs(batch, u);
        shareSequences(batch, (from, to) -> sequences.loss(batch, from, to, predictions, rowLoss));
        return addLoss(batch, 0, batch.rows(), 0);
    }

    private double predictSequences(Batch batch, Matrix u) {
        double loss = lossOfSequences(batch, u);
        share(batch.rows(), 0, (from, to) -> {
            for (int row = from; row < to; row++) {
                measure.apply(predictions, gradient, row * outputs, outputs, -1);
            }
        });
        return loss;
    }

    private double learnSequences(Batch batch, double divisor, Matrix u, Matrix du, List<Parameter> dOwn) {
        outputs(batch, u);
        shareSequences(batch, (from, to) -> sequences.learn(batch, from, to, divisor, predictions, gradient, rowLoss));
        share(batch.rows(), u.columns(), (from, to) -> back.addTo(matrix(gradient, from, to), du.rows(from, to)));
        addGradients(u.rows(0, batch.rows()), batch.rows(), dOwn);
        return addLoss(batch, 0, batch.rows(), 0);
    }

    private void outputs(Batch batch, Matrix u) {
        reserve(batch.rows());
        share(batch.rows(), u.columns(), (from, to) -> outputs(u, 0, from, to));
    }

    private void shareSequences(Batch batch, Workers.Range part) {
        workers.split(batch.live(0), 1, (long) batch.rows() * outputs * OF_SEQUENCE, part);
    }

    /** Outputs before they are predictions. */
    private void outputs(Matrix u, int first, int from, int to) {
        for (int row = from; row < to; row++) {
            System.arraycopy(by.values(), 0, predictions, row * outputs, outputs);
        }
        packed.product().addTo(u.rows(first + from, first + to), matrix(predictions, from, to));
    }

    /**
     * Adds the gradient of u that the gradient of one row's outputs gives.
     *
     * @param dOutputs ∂/∂o, K numbers
     * @param du that row of ∂/∂u
     */
    public void addInputGradient(float[] dOutputs, Matrix du) {
        MatrixProduct.create().pack(wy.matrix().transposed()).addTo(Matrix.of(dOutputs, 1, outputs), du);
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
    private void predict(Batch batch, Matrix u, int first, int from, int to) {
        outputs(u, first, from, to);
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

    /** What {@link #predict} filled; shared with the next batch. */
    public float[] predictions() {
        return predictions;
    }
}
