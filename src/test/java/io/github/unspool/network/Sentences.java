package io.github.unspool.network;

import io.github.unspool.cell.Cells;
import io.github.unspool.math.Randoms;
import java.util.ArrayList;
import java.util.List;

/** Small data and networks for the tests of this package. */
final class Sentences {
    static final int SYMBOLS = 4;

    private Sentences() {}

    /** One-hot symbols; the target of a step is the symbol that follows. */
    static Sequence of(int... symbols) {
        int steps = symbols.length - 1;
        int[] start = new int[steps + 1];
        int[] feature = new int[steps];
        float[] value = new float[steps];
        int[] target = new int[steps];
        for (int t = 0; t < steps; t++) {
            start[t + 1] = t + 1;
            feature[t] = symbols[t];
            value[t] = 1;
            target[t] = symbols[t + 1];
        }
        return new Sequence(start, feature, value, target, 1);
    }

    static List<Sequence> random(int... lengths) {
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

    static Weights weights(int... units) {
        List<LayerSpec> layers = new ArrayList<>();
        for (int width : units) {
            layers.add(new LayerSpec(width, Cells.TANH));
        }
        return Initialisation.of(new Network(SYMBOLS, layers, SYMBOLS), 42);
    }
}
