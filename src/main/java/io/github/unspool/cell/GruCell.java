package io.github.unspool.cell;

import io.github.unspool.math.Elementary;
import java.util.List;

/**
 * The gated recurrent unit, with the reset gate inside the hidden product (the form of cuDNN and PyTorch). Gates in the
 * order r, z, n:
 *
 * <pre>
 *   r = σ(zx.r + zh.r)      z = σ(zx.z + zh.z)      n = tanh(zx.n + r · zh.n)
 *   h = (1 − z) · n + z · h[t−1]
 * </pre>
 *
 * <p>Source: K. Cho et al., <i>Learning phrase representations using RNN encoder-decoder for statistical machine
 * translation</i>, arXiv:1406.1078 (2014), where the reset gate stands before the product; behind it, as here, it stands in
 * the documentation of PyTorch's {@code torch.nn.GRU}.
 */
class GruCell implements Cell {

    @Override
    public String name() {
        return "gru";
    }

    @Override
    public int gates() {
        return 3;
    }

    @Override
    public List<String> gateNames() {
        return List.of("reset", "update", "candidate");
    }

    @Override
    public boolean gatesRecurrence() {
        return true;
    }

    /** Leaves r, z and n in zx. */
    @Override
    public void forward(Slabs s, int from, int to, int before) {
        int previous = before * s.units;
        int i = s.state(from);
        for (int row = from; row < to; row++) {
            int ir = row * s.width;
            int iz = ir + s.units;
            int in = iz + s.units;
            for (int end = i + s.units; i < end; i++, previous++, ir++, iz++, in++) {
                float r = Elementary.sigmoid(s.zx[ir] + s.zh[ir]);
                float z = Elementary.sigmoid(s.zx[iz] + s.zh[iz]);
                float n = Elementary.tanh(s.zx[in] + r * s.zh[in]);
                s.h[i] = (1f - z) * n + z * s.h[previous];
                s.zx[ir] = r;
                s.zx[iz] = z;
                s.zx[in] = n;
            }
        }
    }

    /**
     * dn = dh·(1−z)·(1−n²), dz = dh·(h[t−1]−n)·z·(1−z), dr = dn·zh.n·r·(1−r), dzh.n = dn·r, and directly dh[t−1] = dh·z.
     */
    @Override
    public void backward(Slabs s, int from, int to, int before, int sequence) {
        for (int row = from; row < to; row++) {
            backwardUnits(s, row, before + row - from, 0);
        }
    }

    /** The units of a row from one on. */
    static void backwardUnits(Slabs s, int row, int before, int unit) {
        int ir = row * s.width + unit;
        int iz = ir + s.units;
        int in = iz + s.units;
        int previous = before * s.units + unit;
        int end = s.state(row + 1);
        for (int i = s.state(row) + unit; i < end; i++, previous++, ir++, iz++, in++) {
            float r = s.zx[ir];
            float z = s.zx[iz];
            float n = s.zx[in];
            float dn = s.dh[i] * (1f - z) * (1f - n * n);
            s.dzx[ir] = s.dzh[ir] = dn * s.zh[in] * r * (1f - r);
            s.dzx[iz] = s.dzh[iz] = s.dh[i] * (s.h[previous] - n) * z * (1f - z);
            s.dzx[in] = dn;
            s.dzh[in] = dn * r;
            s.dh[previous] = s.dh[previous] + s.dh[i] * z;
        }
    }
}
