package io.github.unspool.part;

import io.github.unspool.math.Matrix;
import io.github.unspool.math.Workers;
import io.github.unspool.parameter.DenseRows;
import io.github.unspool.parameter.InputRows;
import io.github.unspool.parameter.Parameter;
import java.util.Arrays;
import java.util.List;

/**
 * Leaves out a part of what it reads while training, {@code u = mask ⊙ h}; see {@link Masks}. It gives what it reads where
 * there is no mask.
 *
 * @param layer the layer whose mask it is, 0 for the lowest
 * @param outputs how many numbers it reads and gives
 */
public record Dropout(int layer, int outputs) implements Part {

    @Override
    public Need need(Need.Reading reading) {
        return new Need(0, 2.0 * outputs, outputs, 0, 0);
    }

    @Override
    public Pass pass(List<Parameter> own, boolean isFrozen, Workers workers) {
        return new MaskPass();
    }

    @Override
    public Step step(List<Parameter> own, StepInput x) {
        return new Through(((DenseInput) x).x());
    }

    private final class MaskPass implements Pass {
        private float[] u = new float[0];
        private float[] du = new float[0];
        private float[] mask;
        private Matrix read;

        @Override
        public void forward(Batch batch, InputRows x, State initial, Masks masks) {
            int size = Math.multiplyExact(batch.rows(), outputs);
            read = ((DenseRows) x).x();
            mask = masks.output()[layer];
            if (du.length < size) {
                du = new float[size];
            }
            Arrays.fill(du, 0, size, 0);
            if (mask != null) {
                mask(size);
            }
        }

        private void mask(int size) {
            if (u.length < size) {
                u = new float[size];
            }
            multiply(mask, read.data(), read.offset(), u, size);
        }

        @Override
        public Matrix output(Batch batch) {
            return mask == null ? read : Matrix.of(u, batch.rows(), outputs);
        }

        @Override
        public Matrix outputGradient(Batch batch) {
            return Matrix.of(du, batch.rows(), outputs);
        }

        @Override
        public void addInputGradient(Batch batch, Matrix dx) {
            int size = batch.rows() * outputs;
            if (mask == null) {
                add(du, dx.data(), dx.offset(), size);
            } else {
                addProduct(mask, du, dx.data(), dx.offset(), size);
            }
        }
    }

    private static void multiply(float[] a, float[] b, int from, float[] product, int size) {
        for (int i = 0; i < size; i++) {
            product[i] = a[i] * b[from + i];
        }
    }

    private static void add(float[] a, float[] to, int at, int size) {
        for (int i = 0; i < size; i++) {
            to[at + i] += a[i];
        }
    }

    private static void addProduct(float[] a, float[] b, float[] to, int at, int size) {
        for (int i = 0; i < size; i++) {
            to[at + i] += a[i] * b[i];
        }
    }

    /** Nothing is left out of what is predicted step by step. */
    private record Through(float[] output) implements Step {
        @Override
        public void step() {
            // What is read is what is given.
        }
    }
}
