package io.github.unspool.part;

import io.github.unspool.cell.Merge;
import io.github.unspool.math.Matrix;
import io.github.unspool.math.Workers;
import io.github.unspool.parameter.DenseRows;
import io.github.unspool.parameter.InputRows;
import io.github.unspool.parameter.Parameter;
import java.util.List;

/**
 * Makes one row of H numbers of the two that stand side by side in what it reads: their sum, mean or product.
 *
 * @param outputs H
 * @param merge which of them
 */
public record Merged(int outputs, Merge merge) implements Part {

    @Override
    public Need need(Need.Reading reading) {
        return new Need(0, 2.0 * outputs, 0, 0, 0);
    }

    @Override
    public Pass pass(List<Parameter> own, boolean isFrozen, Workers workers) {
        return new MergePass();
    }

    @Override
    public Step step(List<Parameter> own, StepInput x) {
        throw new IllegalArgumentException("a bidirectional layer cannot predict step by step");
    }

    private float factor() {
        return merge == Merge.AVERAGE ? 0.5f : 1;
    }

    private final class MergePass implements Pass {
        private final OutputSlab slab = new OutputSlab(outputs);
        private Matrix read;

        @Override
        public void forward(Batch batch, InputRows x, State initial, Masks masks) {
            slab.begin(batch);
            read = ((DenseRows) x).x();
            for (int row = 0; row < batch.rows(); row++) {
                for (int j = 0; j < outputs; j++) {
                    float a = read.data()[read.row(row) + j];
                    float b = read.data()[read.row(row) + outputs + j];
                    slab.y[row * outputs + j] = merge == Merge.PRODUCT ? a * b : factor() * (a + b);
                }
            }
        }

        @Override
        public Matrix output(Batch batch) {
            return slab.output(batch);
        }

        @Override
        public Matrix outputGradient(Batch batch) {
            return slab.gradient(batch);
        }

        @Override
        public void addInputGradient(Batch batch, Matrix dx) {
            for (int row = 0; row < batch.rows(); row++) {
                for (int j = 0; j < outputs; j++) {
                    float gradient = slab.dy[row * outputs + j];
                    boolean isProduct = merge == Merge.PRODUCT;
                    float a = isProduct ? read.data()[read.row(row) + outputs + j] : factor();
                    float b = isProduct ? read.data()[read.row(row) + j] : factor();
                    dx.data()[dx.row(row) + j] += a * gradient;
                    dx.data()[dx.row(row) + outputs + j] += b * gradient;
                }
            }
        }
    }
}
