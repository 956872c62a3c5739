package io.github.unspool.network;

import io.github.unspool.math.Matrix;
import io.github.unspool.math.MatrixProduct;

/** The output of a network, {@code o = u·Wy + by}, as predictions, and their loss. */
final class Head {
    private final int outputs;
    private final Loss measure;
    private final Packed packed;
    private final MatrixProduct product = MatrixProduct.create();
    private float[] predictions = new float[0];
    private float[] gradient = new float[0];
    private double loss;

    Head(Network network, boolean isFrozen) {
        this.packed = new Packed(isFrozen);
        this.outputs = network.outputs();
        this.measure = network.loss();
    }

    /** Fills the predictions, R × K, and the gradient of each row's loss. */
    void forward(Batch batch, Matrix u, Parameter wy, Parameter by) {
        int size = Math.multiplyExact(batch.rows(), outputs);
        if (predictions.length < size) {
            predictions = new float[size];
            gradient = new float[size];
        }
        for (int row = 0; row < batch.rows(); row++) {
            System.arraycopy(by.values(), 0, predictions, row * outputs, outputs);
        }
        packed.of(wy).addTo(u, Matrix.of(predictions, batch.rows(), outputs));
        batch.targets().scatter(gradient, outputs);
        loss = 0;
        for (int row = 0; row < batch.rows(); row++) {
            double rowLoss = measure.apply(predictions, gradient, row * outputs, outputs);
            if (batch.weight(row) != 0) {
                loss += batch.weight(row) * rowLoss;
            }
        }
    }

    float[] predictions() {
        return predictions;
    }

    /** The sum of weight · loss over the rows. */
    double loss() {
        return loss;
    }

    /** Turns the gradient of each row's loss into that of the weighted mean, and this into dWy, dby and du. */
    void backward(Batch batch, Matrix u, Parameter wy, Matrix du, Parameter dwy, Parameter dby) {
        double total = batch.totalWeight();
        for (int row = 0; row < batch.rows(); row++) {
            scale(row * outputs, total == 0 ? 0 : (float) (batch.weight(row) / total));
        }
        Matrix doutput = Matrix.of(gradient, batch.rows(), outputs);
        product.pack(doutput).addTo(u.transposed(), dwy.matrix());
        product.pack(wy.matrix().transposed()).addTo(doutput, du);
        Recurrence.addRows(gradient, batch.rows(), dby.values());
    }

    private void scale(int at, float factor) {
        for (int i = at; i < at + outputs; i++) {
            gradient[i] *= factor;
        }
    }
}
