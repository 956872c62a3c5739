package io.github.unspool.tribuo.optimiser;

import io.github.unspool.parameter.Parameter;
import java.util.List;
import org.tribuo.math.Parameters;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.DenseVector;
import org.tribuo.math.la.Tensor;
import org.tribuo.math.protos.ParametersProto;

/** Weights as an optimiser of Tribuo's may look at them: a vector for each single row, a matrix for each other parameter. */
final class TensorParameters implements Parameters {
    private static final long serialVersionUID = 1L;

    private final Tensor[] tensors;

    TensorParameters(List<Parameter> weights) {
        this.tensors = tensors(weights, 1);
    }

    /** Copies parameters, each number multiplied by a factor. */
    static Tensor[] tensors(List<Parameter> parameters, double factor) {
        Tensor[] tensors = parameters.stream()
                .map(p -> p.shape().rows() == 1
                        ? new DenseVector(p.shape().columns())
                        : new DenseMatrix(p.shape().rows(), p.shape().columns()))
                .toArray(Tensor[]::new);
        fill(tensors, parameters, factor);
        return tensors;
    }

    private static void fill(Tensor[] tensors, List<Parameter> parameters, double factor) {
        for (int i = 0; i < tensors.length; i++) {
            float[] values = parameters.get(i).values();
            if (tensors[i] instanceof DenseVector vector) {
                for (int j = 0; j < values.length; j++) {
                    vector.set(j, factor * values[j]);
                }
            } else {
                int columns = parameters.get(i).shape().columns();
                for (int j = 0; j < values.length; j++) {
                    ((DenseMatrix) tensors[i]).set(j / columns, j % columns, factor * values[j]);
                }
            }
        }
    }

    /** Takes over the weights as they are now. */
    void read(List<Parameter> weights) {
        fill(tensors, weights, 1);
    }

    @Override
    public Tensor[] get() {
        return tensors;
    }

    @Override
    public Tensor[] getEmptyCopy() {
        Tensor[] empty = new Tensor[tensors.length];
        for (int i = 0; i < empty.length; i++) {
            empty[i] = tensors[i].copy();
            empty[i].foreachInPlace(w -> 0);
        }
        return empty;
    }

    @Override
    public void set(Tensor[] newWeights) {
        throw unsupported("other tensors in the place of its weights");
    }

    @Override
    public void update(Tensor[] gradients) {
        throw unsupported("updates but those that step returns");
    }

    @Override
    public Tensor[] merge(Tensor[][] gradients, int size) {
        throw unsupported("gradients to be merged");
    }

    @Override
    public ParametersProto serialize() {
        throw unsupported("its weights to be written by their optimiser");
    }

    private static UnsupportedOperationException unsupported(String what) {
        return new UnsupportedOperationException("a recurrent network does not take " + what);
    }
}
