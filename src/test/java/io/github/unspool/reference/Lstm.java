package io.github.unspool.reference;

/**
 * The long short-term memory of Hochreiter and Schmidhuber 1997, with the forget gate f of Gers, Schmidhuber and
 * Cummins 2000. Gates in the order i, f, g, o; the state is [h | c].
 *
 * <pre>
 *   i = σ(zx_i + zh_i)        dzx_i = dzh_i = di ⊙ i ⊙ (1 − i)
 *   f = σ(zx_f + zh_f)        dzx_f = dzh_f = df ⊙ f ⊙ (1 − f)
 *   g = tanh(zx_g + zh_g)     dzx_g = dzh_g = dg ⊙ (1 − g²)
 *   o = σ(zx_o + zh_o)        dzx_o = dzh_o = do ⊙ o ⊙ (1 − o)
 *   c = f ⊙ c' + i ⊙ g        df = dc ⊙ c'     di = dc ⊙ g     dg = dc ⊙ i     dc' = dc ⊙ f
 *   h = o ⊙ tanh(c)           do = dh ⊙ tanh(c)     dc = dh ⊙ o ⊙ (1 − tanh²(c)) + dc of the step after
 * </pre>
 */
final class Lstm implements Equations {

    /** The gates of one unit. */
    private record Gates(double i, double f, double g, double o) {

        static Gates of(double[] zx, double[] zh, int units, int j) {
            return new Gates(
                    Equations.sigmoid(zx[j] + zh[j]),
                    Equations.sigmoid(zx[units + j] + zh[units + j]),
                    Math.tanh(zx[2 * units + j] + zh[2 * units + j]),
                    Equations.sigmoid(zx[3 * units + j] + zh[3 * units + j]));
        }
    }

    @Override
    public double[] forward(double[] zx, double[] zh, double[] before) {
        int units = before.length / 2;
        var after = new double[2 * units];
        for (int j = 0; j < units; j++) {
            var gates = Gates.of(zx, zh, units, j);
            double c = gates.f * before[units + j] + gates.i * gates.g;
            after[j] = gates.o * Math.tanh(c);
            after[units + j] = c;
        }
        return after;
    }

    @Override
    public Back backward(double[] zx, double[] zh, double[] before, double[] dafter) {
        int units = before.length / 2;
        var dz = new double[zx.length];
        var dbefore = new double[before.length];
        for (int j = 0; j < units; j++) {
            var gates = Gates.of(zx, zh, units, j);
            double i = gates.i;
            double f = gates.f;
            double g = gates.g;
            double o = gates.o;
            double cBefore = before[units + j];
            double tanhC = Math.tanh(f * cBefore + i * g);

            double dh = dafter[j];
            double dc = dh * o * (1 - tanhC * tanhC) + dafter[units + j];
            dz[j] = dc * g * i * (1 - i);
            dz[units + j] = dc * cBefore * f * (1 - f);
            dz[2 * units + j] = dc * i * (1 - g * g);
            dz[3 * units + j] = dh * tanhC * o * (1 - o);
            dbefore[units + j] = dc * f;
        }
        return new Back(dz, dz, dbefore);
    }
}
