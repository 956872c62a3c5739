package io.github.unspool.part;

import io.github.unspool.cell.Activation;
import io.github.unspool.math.Matrix;
import io.github.unspool.math.MatrixProduct;
import io.github.unspool.math.Randoms;
import io.github.unspool.math.Workers;
import io.github.unspool.parameter.DenseRows;
import io.github.unspool.parameter.InputRows;
import io.github.unspool.parameter.NumpyArray;
import io.github.unspool.parameter.Packed;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.parameter.TorchArrays;
import java.util.Arrays;
import java.util.List;

/**
 * A dense layer, the same at each step: {@code y = f(x·Wd + bd)}.
 *
 * @param name what its parameters' names begin with, such as {@code layer 1}
 * @param arrays what the names of its arrays in PyTorch begin with, such as {@code dense.0}
 * @param place its place among the random numbers
 * @param inputs the width of what it reads
 * @param outputs the width of what it gives
 * @param activation f
 */
public record Dense(String name, String arrays, int place, int inputs, int outputs, Activation activation)
        implements Part {
    /** The place of its random numbers among those of the layer. */
    private static final long RANDOMS = -1;
    /** Rows that threads share in groups. */
    private static final int GRAIN = 16;
    /** Floating-point operations for each output in addition to the product. */
    private static final long ELEMENTWISE = 30;

    /** On a layer, 0 for the lowest. */
    public static Dense onLayer(int layer, int inputs, int outputs, Activation activation) {
        return new Dense("layer " + (layer + 1), "dense." + layer, layer, inputs, outputs, activation);
    }

    @Override
    public List<Parameter.Shape> shapes() {
        return List.of(
                new Parameter.Shape(name + " Wd", inputs, outputs), new Parameter.Shape(name + " bd", 1, outputs));
    }

    @Override
    public void initialise(List<Parameter> own, Initial.Choice initial, long seed) {
        initial.input().fill(own.get(0), outputs, Randoms.of(seed, place, RANDOMS));
    }

    @Override
    public List<NumpyArray> arrays(List<Parameter> own) {
        return List.of(
                TorchArrays.transposed(arrays + ".weight", own.get(0)),
                TorchArrays.vector(arrays + ".bias", own.get(1)));
    }

    @Override
    public Need need(Need.Reading reading) {
        return new Need(2.0 * inputs * outputs, 2.0 * outputs, 0, 0, outputs);
    }

    @Override
    public Pass pass(List<Parameter> own, boolean isFrozen, Workers workers) {
        return new DensePass(own, isFrozen, workers);
    }

    @Override
    public Step step(List<Parameter> own, StepInput x) {
        float[] y = new float[outputs];
        return new DenseStep(y, x.times(own.get(0), own.get(1).values(), y), activation);
    }

    private final class DensePass implements Pass {
        private final Parameter w;
        private final Parameter b;
        private final Packed packed;
        private final MatrixProduct back = MatrixProduct.create();
        private final MatrixProduct gradient = MatrixProduct.create();
        private final Workers workers;
        /** After the backward pass its gradient is that of the sums. */
        private final OutputSlab slab = new OutputSlab(outputs);

        private float[] ones = new float[0];
        private DenseRows read;

        DensePass(List<Parameter> own, boolean isFrozen, Workers workers) {
            this.w = own.get(0);
            this.b = own.get(1);
            this.packed = new Packed(isFrozen);
            this.workers = workers;
        }

        @Override
        public void forward(Batch batch, InputRows x, State initial, Masks masks) {
            slab.begin(batch);
            if (ones.length < batch.rows()) {
                ones = new float[batch.rows()];
                Arrays.fill(ones, 1);
            }
            float[] y = slab.y;
            read = (DenseRows) x;
            read.prepare(w, packed, workers);
            Matrix all = output(batch);
            share(batch, (from, to) -> {
                for (int row = from; row < to; row++) {
                    System.arraycopy(b.values(), 0, y, row * outputs, outputs);
                }
                read.multiply(from, to, w, packed, all, Workers.alone());
                for (int i = from * outputs; i < to * outputs; i++) {
                    y[i] = activation.of(y[i]);
                }
            });
        }

        private void share(Batch batch, Workers.Range rows) {
            workers.split(batch.rows(), GRAIN, batch.rows() * (long) outputs * (2L * inputs + ELEMENTWISE), rows);
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
        public void backward(Batch batch, List<Parameter> gradients, State dInitial) {
            for (int i = 0; i < batch.rows() * outputs; i++) {
                slab.dy[i] *= activation.slope(slab.y[i]);
            }
            Matrix dz = outputGradient(batch);
            for (int from = 0; from < batch.rows(); from += Need.BLOCK) {
                int to = Math.min(from + Need.BLOCK, batch.rows());
                gradient.pack(dz.rows(from, to), workers);
                read.accumulate(from, to, dz, gradients.get(0), gradient, workers);
                gradient.addTo(Matrix.of(ones, 1, to - from), gradients.get(1).matrix(), workers);
            }
        }

        @Override
        public void addInputGradient(Batch batch, Matrix dx) {
            back.pack(w.matrix().transposed(), workers).addTo(outputGradient(batch), dx, workers);
        }
    }

    private record DenseStep(float[] output, StepInput.Product product, Activation activation) implements Step {
        @Override
        public void step() {
            product.compute();
            for (int i = 0; i < output.length; i++) {
                output[i] = activation.of(output[i]);
            }
        }
    }
}
