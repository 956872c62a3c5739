package io.github.unspool.network;

import io.github.unspool.math.Elementary;
import io.github.unspool.math.Matrix;
import io.github.unspool.math.MatrixProduct;

/** The output of a network, {@code logits = h·Wy + by}, as probabilities, and the cross-entropy of the known classes. */
final class SoftmaxHead {
    private final int outputs;
    private final MatrixProduct product = new MatrixProduct();
    private float[] slab = new float[0];
    private double loss;

    SoftmaxHead(int outputs) {
        this.outputs = outputs;
    }

    /** Fills the slab with probabilities, R × K. */
    void forward(Batch batch, Matrix h, Parameter wy, Parameter by) {
        int size = Math.multiplyExact(batch.rows(), outputs);
        if (slab.length < size) {
            slab = new float[size];
        }
        for (int row = 0; row < batch.rows(); row++) {
            System.arraycopy(by.values(), 0, slab, row * outputs, outputs);
        }
        product.pack(wy.matrix()).addTo(h, Matrix.of(slab, batch.rows(), outputs));
        loss = 0;
        for (int row = 0; row < batch.rows(); row++) {
            int target = batch.target(row);
            double surprise = softmax(slab, row * outputs, outputs, target);
            if (target != Sequence.UNKNOWN) {
                loss += batch.weight(row) * surprise;
            }
        }
    }

    /** Turns logits into probabilities and gives −log p of the target, taken from the logits so that no p is too small. */
    private static double softmax(float[] x, int at, int n, int target) {
        float highest = Float.NEGATIVE_INFINITY;
        for (int i = at; i < at + n; i++) {
            highest = Math.max(highest, x[i]);
        }
        double below = target == Sequence.UNKNOWN ? 0 : (double) highest - x[at + target];
        float sum = 0;
        for (int i = at; i < at + n; i++) {
            x[i] = Elementary.exp(x[i] - highest);
            sum += x[i];
        }
        for (int i = at; i < at + n; i++) {
            x[i] /= sum;
        }
        return below + StrictMath.log(sum);
    }

    float[] probabilities() {
        return slab;
    }

    /** The sum of weight · −log p over the rows whose class is known, in nats. */
    double loss() {
        return loss;
    }

    /** Turns the probabilities into dlogits, and these into dWy, dby and the gradient dh of what the head read. */
    void backward(Batch batch, Matrix h, Parameter wy, Matrix dh, Parameter dwy, Parameter dby) {
        double total = batch.totalWeight();
        for (int row = 0; row < batch.rows(); row++) {
            differentiate(row * outputs, batch.target(row), total == 0 ? 0 : (float) (batch.weight(row) / total));
        }
        Matrix dlogits = Matrix.of(slab, batch.rows(), outputs);
        product.pack(dlogits).addTo(h.transposed(), dwy.matrix());
        product.pack(wy.matrix().transposed()).addTo(dlogits, dh);
        Recurrence.addRows(slab, batch.rows(), dby.values());
    }

    private void differentiate(int at, int target, float scale) {
        if (target != Sequence.UNKNOWN) {
            slab[at + target] -= 1;
        }
        for (int i = at; i < at + outputs; i++) {
            slab[i] *= scale;
        }
    }
}
