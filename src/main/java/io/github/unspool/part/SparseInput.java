package io.github.unspool.part;

import io.github.unspool.math.ScaledSum;
import io.github.unspool.parameter.Parameter;

/** Inputs that are added one by one, so that only those that are not zero cost time. The lowest part reads them. */
public final class SparseInput implements StepInput {
    private static final ScaledSum SUM = ScaledSum.fastest();

    private Parameter table;
    private float[] first;
    private float[] sum;

    @Override
    public Product times(Parameter w, float[] b, float[] z) {
        table = w;
        first = b;
        sum = z;
        begin();
        return () -> {}; // The sum grows with each input.
    }

    /** Forgets the inputs of the step before. */
    public void begin() {
        System.arraycopy(first, 0, sum, 0, first.length);
    }

    /**
     * Adds an input to the step that comes.
     *
     * @param input its number, from 0 to D − 1
     * @param value its value
     */
    public void add(int input, float value) {
        SUM.add(value, table.values(), input * sum.length, sum, 0, sum.length);
    }
}
