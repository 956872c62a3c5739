package io.github.unspool.reference;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The simple recurrent network of Elman 1990, <i>Finding Structure in Time</i>.
 *
 * <pre>
 *   z = zx + zh          dzx = dzh = dz
 *   h = f(z)             dz  = dh ⊙ f'(z)
 * </pre>
 */
record Elman(DoubleUnaryOperator f, DoubleUnaryOperator derivative) implements Equations {

    @Override
    public double[] forward(double[] zx, double[] zh, double[] before) {
        return Arrays.stream(Rows.sum(zx, zh)).map(f).toArray();
    }

    @Override
    public Back backward(double[] zx, double[] zh, double[] before, double[] dafter) {
        var z = Rows.sum(zx, zh);
        var dz = new double[z.length];
        for (int j = 0; j < dz.length; j++) {
            dz[j] = dafter[j] * derivative.applyAsDouble(z[j]);
        }
        return new Back(dz, dz, new double[before.length]);
    }
}
