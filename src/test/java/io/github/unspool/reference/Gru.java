package io.github.unspool.reference;

/**
 * The gated recurrent unit of Cho et al. 2014 (<a href="https://arxiv.org/abs/1406.1078">arXiv:1406.1078</a>), in the
 * form of PyTorch and cuDNN: the reset gate r multiplies the product with Wh, not the h that goes into it. So the
 * candidate n needs zx_n and zh_n apart, and each its own bias. Gates in the order r, z, n.
 *
 * <pre>
 *   r = σ(zx_r + zh_r)             dzx_r = dzh_r = dr ⊙ r ⊙ (1 − r)
 *   z = σ(zx_z + zh_z)             dzx_z = dzh_z = dz ⊙ z ⊙ (1 − z)
 *   n = tanh(zx_n + r ⊙ zh_n)      dzx_n = dn ⊙ (1 − n²)     dzh_n = dzx_n ⊙ r     dr = dzx_n ⊙ zh_n
 *   h = (1 − z) ⊙ n + z ⊙ h'       dn = dh ⊙ (1 − z)         dz = dh ⊙ (h' − n)    dh' = dh ⊙ z
 * </pre>
 */
final class Gru implements Equations {

    /** The gates of one unit. */
    private record Gates(double r, double z, double n) {

        static Gates of(double[] zx, double[] zh, int units, int j) {
            double r = Equations.sigmoid(zx[j] + zh[j]);
            double z = Equations.sigmoid(zx[units + j] + zh[units + j]);
            double n = Math.tanh(zx[2 * units + j] + r * zh[2 * units + j]);
            return new Gates(r, z, n);
        }
    }

    @Override
    public double[] forward(double[] zx, double[] zh, double[] before) {
        int units = before.length;
        var after = new double[units];
        for (int j = 0; j < units; j++) {
            var gates = Gates.of(zx, zh, units, j);
            after[j] = (1 - gates.z) * gates.n + gates.z * before[j];
        }
        return after;
    }

    @Override
    public Back backward(double[] zx, double[] zh, double[] before, double[] dafter) {
        int units = before.length;
        var back = Back.zeros(zx, before);
        for (int j = 0; j < units; j++) {
            var gates = Gates.of(zx, zh, units, j);
            double r = gates.r;
            double z = gates.z;
            double n = gates.n;

            double dn = dafter[j] * (1 - z);
            double dz = dafter[j] * (before[j] - n);
            double dzxn = dn * (1 - n * n);
            double dr = dzxn * zh[2 * units + j];

            back.dzx()[j] = back.dzh()[j] = dr * r * (1 - r);
            back.dzx()[units + j] = back.dzh()[units + j] = dz * z * (1 - z);
            back.dzx()[2 * units + j] = dzxn;
            back.dzh()[2 * units + j] = dzxn * r;
            back.dbefore()[j] = dafter[j] * z;
        }
        return back;
    }
}
