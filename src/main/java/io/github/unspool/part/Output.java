package io.github.unspool.part;

import io.github.unspool.loss.Loss;
import io.github.unspool.math.Randoms;
import io.github.unspool.math.Workers;
import io.github.unspool.parameter.NumpyArray;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.parameter.TorchArrays;
import java.util.List;

/**
 * The output of a network, {@code o = u·Wy + by}, on top of its parts. Wy begins Glorot uniform, by at zero. It has no
 * {@link Pass}: a {@link Head} goes forward and backward in one, block by block.
 *
 * @param number the part's place among the random numbers
 * @param inputs the width of what it reads
 * @param outputs K
 * @param loss the loss, which also converts outputs to predictions
 */
public record Output(int number, int inputs, int outputs, Loss loss) implements Declaration {

    @Override
    public List<Parameter.Shape> shapes() {
        return List.of(new Parameter.Shape("output Wy", inputs, outputs), new Parameter.Shape("output by", 1, outputs));
    }

    @Override
    public void initialise(List<Parameter> own, Initial.Choice initial, long seed) {
        initial.input().fill(own.get(0), outputs, Randoms.of(seed, number, 0));
    }

    @Override
    public List<NumpyArray> arrays(List<Parameter> own) {
        return List.of(
                TorchArrays.transposed("output.weight", own.get(0)), TorchArrays.vector("output.bias", own.get(1)));
    }

    /** Its block of predictions is in {@link Head#floats}. */
    @Override
    public Need need(Need.Reading reading) {
        return new Need(2.0 * inputs * outputs, 0, 0, 0, 0);
    }

    /** Prepares for batches. */
    public Head head(List<Parameter> own, boolean isFrozen, Workers workers) {
        return new Head(this, own, isFrozen, workers);
    }

    /**
     * Prepares to predict step by step.
     *
     * @param own the parameters, which must no longer change
     * @param u what the output reads, the same array at each step
     * @param o where the outputs will stand
     */
    public StepInput.Product step(List<Parameter> own, float[] u, float[] o) {
        return new DenseInput(u).times(own.get(0), own.get(1).values(), o);
    }
}
