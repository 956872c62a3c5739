package io.github.unspool.part;

import io.github.unspool.math.Matrix;
import io.github.unspool.math.Workers;
import io.github.unspool.parameter.DenseRows;
import io.github.unspool.parameter.InputRows;
import io.github.unspool.parameter.NumpyArray;
import io.github.unspool.parameter.Parameter;
import java.util.List;

/**
 * A connection around a part, which adds what the part reads to what it gives: {@code u = part(x) + x}.
 *
 * <p>Source: K. He, X. Zhang, S. Ren, J. Sun, <i>Deep residual learning for image recognition</i>, arXiv:1512.03385.
 *
 * @param around reads and gives equally many numbers
 */
public record Skip(Part around) implements Part {

    @Override
    public int outputs() {
        return around.outputs();
    }

    @Override
    public List<Parameter.Shape> shapes() {
        return around.shapes();
    }

    @Override
    public void initialise(List<Parameter> own, Initial.Choice initial, long seed) {
        around.initialise(own, initial, seed);
    }

    @Override
    public List<NumpyArray> arrays(List<Parameter> own) {
        return around.arrays(own);
    }

    @Override
    public Need need(Need.Reading reading) {
        return around.need(reading).plus(new Need(0, 2.0 * outputs(), 0, 0, 0));
    }

    @Override
    public Pass pass(List<Parameter> own, boolean isFrozen, Workers workers) {
        return new SumPass(around.pass(own, isFrozen, workers), outputs());
    }

    @Override
    public Step step(List<Parameter> own, StepInput x) {
        return new SumStep(around.step(own, x), ((DenseInput) x).x(), new float[outputs()]);
    }

    @Override
    public List<RecurrentPart> recurrent() {
        return around.recurrent();
    }

    @Override
    public List<RecurrentParameters> recurrences(List<Parameter> own) {
        return around.recurrences(own);
    }

    private static void add(Matrix from, Matrix to) {
        int size = from.rows() * from.columns();
        add(from.data(), from.offset(), to.data(), to.offset(), size);
    }

    private static void add(float[] a, int from, float[] to, int at, int size) {
        for (int i = 0; i < size; i++) {
            to[at + i] += a[from + i];
        }
    }

    private static void sum(float[] a, int fromA, float[] b, int fromB, float[] sum, int size) {
        for (int i = 0; i < size; i++) {
            sum[i] = a[fromA + i] + b[fromB + i];
        }
    }

    private static final class SumPass implements Pass {
        private final Pass around;
        private final OutputSlab slab;

        SumPass(Pass around, int outputs) {
            this.around = around;
            this.slab = new OutputSlab(outputs);
        }

        @Override
        public void forward(Batch batch, InputRows x, State initial, Masks masks) {
            int size = slab.begin(batch);
            around.forward(batch, x, initial, masks);
            Matrix given = around.output(batch);
            Matrix read = ((DenseRows) x).x();
            sum(given.data(), given.offset(), read.data(), read.offset(), slab.y, size);
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
            add(outputGradient(batch), around.outputGradient(batch));
            around.backward(batch, gradients, dInitial);
        }

        @Override
        public void addInputGradient(Batch batch, Matrix dx) {
            add(outputGradient(batch), dx);
            around.addInputGradient(batch, dx);
        }

        @Override
        public List<RecurrentPass> recurrent() {
            return around.recurrent();
        }
    }

    private record SumStep(Step around, float[] x, float[] output) implements Step {
        @Override
        public void step() {
            around.step();
            float[] given = around.output();
            for (int i = 0; i < output.length; i++) {
                output[i] = given[i] + x[i];
            }
        }

        @Override
        public List<RecurrentStep> recurrent() {
            return around.recurrent();
        }
    }
}
