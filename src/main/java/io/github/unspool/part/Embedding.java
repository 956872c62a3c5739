package io.github.unspool.part;

import io.github.unspool.math.Matrix;
import io.github.unspool.math.MatrixProduct;
import io.github.unspool.math.Randoms;
import io.github.unspool.math.Workers;
import io.github.unspool.parameter.InputRows;
import io.github.unspool.parameter.NumpyArray;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.parameter.SparseRows;
import io.github.unspool.parameter.TorchArrays;
import java.util.Arrays;
import java.util.List;

/**
 * The table that turns inputs into numbers that are learned, {@code e = x·E}: a one-hot input picks a row of E. It begins
 * normal with variance 1, as PyTorch's.
 *
 * @param number the part's place among the random numbers
 * @param inputs D
 * @param outputs M, the width of the table
 */
public record Embedding(int number, int inputs, int outputs) implements Part {
    /** The place of its random numbers. */
    private static final long RANDOMS = 1;

    @Override
    public List<Parameter.Shape> shapes() {
        return List.of(new Parameter.Shape("embedding E", inputs, outputs));
    }

    @Override
    public void initialise(List<Parameter> own, Initial.Choice initial, long seed) {
        Initial.normal(1).fill(own.get(0), outputs, Randoms.of(seed, number, RANDOMS));
    }

    @Override
    public List<NumpyArray> arrays(List<Parameter> own) {
        return List.of(TorchArrays.table("embedding.weight", own.get(0)));
    }

    @Override
    public Need need(Need.Reading reading) {
        return new Need(0, 2.0 * outputs, 0, 0, 0);
    }

    @Override
    public Pass pass(List<Parameter> own, boolean isFrozen, Workers workers) {
        return new TablePass(own.get(0), workers);
    }

    @Override
    public Step step(List<Parameter> own, StepInput x) {
        float[] e = new float[outputs];
        return new TableStep(e, x.times(own.get(0), new float[outputs], e));
    }

    private static final class TablePass implements Pass {
        private final Parameter table;
        private final Workers workers;
        private final OutputSlab slab;
        private SparseRows read;

        TablePass(Parameter table, Workers workers) {
            this.table = table;
            this.slab = new OutputSlab(table.columns());
            this.workers = workers;
        }

        @Override
        public void forward(Batch batch, InputRows x, State initial, Masks masks) {
            // Rows of a table are looked up, so inputs stay as they came.
            read = batch.inputs();
            int size = slab.begin(batch);
            Arrays.fill(slab.y, 0, size, 0);
            read.multiply(0, batch.rows(), table, null, output(batch), Workers.alone());
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
            read.accumulate(0, batch.rows(), outputGradient(batch), gradients.get(0), null, workers);
        }

        @Override
        public void addInputGradient(Batch batch, Matrix dx) {
            MatrixProduct.create().pack(table.matrix().transposed()).addTo(outputGradient(batch), dx);
        }
    }

    private record TableStep(float[] output, StepInput.Product product) implements Step {
        @Override
        public void step() {
            product.compute();
        }
    }
}
