package io.github.unspool.network;

import io.github.unspool.cell.Cells;
import io.github.unspool.math.Randoms;
import io.github.unspool.parameter.SparseRows;
import io.github.unspool.part.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Small data and networks for the tests of this package. */
public final class Sentences {
    public static final int SYMBOLS = 4;

    private Sentences() {}

    /** One-hot symbols; the target of a step is the symbol that follows. */
    public static Sequence of(int... symbols) {
        int steps = symbols.length - 1;
        float[] weight = new float[steps];
        Arrays.fill(weight, 1);
        return of(weight, symbols);
    }

    /** The same with a weight for each step; the target of a step of weight 0 is not known. */
    public static Sequence of(float[] weight, int... symbols) {
        SparseRows.Builder inputs = new SparseRows.Builder(weight.length);
        SparseRows.Builder targets = new SparseRows.Builder(weight.length);
        for (int t = 0; t < weight.length; t++) {
            inputs.add(symbols[t], 1);
            inputs.endRow();
            if (weight[t] > 0) {
                targets.add(symbols[t + 1], 1);
            }
            targets.endRow();
        }
        return new Sequence(inputs.build(), targets.build(), weight);
    }

    public static List<Sequence> random(int... lengths) {
        Randoms random = Randoms.of(11);
        List<Sequence> sequences = new ArrayList<>();
        for (int length : lengths) {
            int[] symbols = new int[length + 1];
            for (int t = 0; t < symbols.length; t++) {
                symbols[t] = (int) (SYMBOLS * random.uniform());
            }
            sequences.add(of(symbols));
        }
        return sequences;
    }

    public static Weights weights(int... units) {
        List<LayerSpec> layers = new ArrayList<>();
        for (int width : units) {
            layers.add(new LayerSpec(width, Cells.TANH));
        }
        return Initialisation.of(Network.classifier(SYMBOLS, layers, SYMBOLS), 42);
    }
}
