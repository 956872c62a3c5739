package io.github.unspool.cell;

import io.github.unspool.math.Elementary;
import java.util.List;

/**
 * The long short-term memory with a forget gate, without peepholes. Gates in the order i, f, g, o, each of zx:
 *
 * <pre>
 *   i = σ(zx.i)      f = σ(zx.f)      g = tanh(zx.g)      o = σ(zx.o)
 *   c = f · c[t−1] + i · g          h = o · tanh(c)
 * </pre>
 *
 * <p>Source: S. Hochreiter, J. Schmidhuber, <i>Long short-term memory</i>, Neural Computation 9 (1997); the forget gate: F.
 * A. Gers, J. Schmidhuber, F. Cummins, <i>Learning to forget</i>, Neural Computation 12 (2000), and its bias of 1: R.
 * Jozefowicz, W. Zaremba, I. Sutskever, <i>An empirical exploration of recurrent network architectures</i>, ICML 2015.
 */
class LstmCell implements Cell {
    private static final int FORGET = 1;

    @Override
    public String name() {
        return "lstm";
    }

    @Override
    public int gates() {
        return 4;
    }

    @Override
    public List<String> gateNames() {
        return List.of("input", "forget", "candidate", "output");
    }

    @Override
    public int memories() {
        return 1;
    }

    @Override
    public float initialBias(int gate) {
        return gate == FORGET ? 1 : 0;
    }

    /** Leaves i, f, g and o in zx. */
    @Override
    public void forward(Slabs s, int from, int to, int before) {
        int previous = before * s.units;
        int j = s.state(from);
        for (int row = from; row < to; row++) {
            int k = row * s.units;
            int ii = row * s.width;
            int jf = ii + s.units;
            int jg = jf + s.units;
            int jo = jg + s.units;
            for (int end = j + s.units; j < end; j++, k++, previous++, ii++, jf++, jg++, jo++) {
                float i = Elementary.sigmoid(s.zx[ii]);
                float f = Elementary.sigmoid(s.zx[jf]);
                float g = Elementary.tanh(s.zx[jg]);
                float o = Elementary.sigmoid(s.zx[jo]);
                s.c[j] = f * s.c[previous] + i * g;
                s.tanhC[k] = Elementary.tanh(s.c[j]);
                s.h[j] = o * s.tanhC[k];
                s.zx[ii] = i;
                s.zx[jf] = f;
                s.zx[jg] = g;
                s.zx[jo] = o;
            }
        }
    }

    /**
     * dc = dc[t+1]·f[t+1] + dh·o·(1−tanh²c); do = dh·tanh c, di = dc·g, df = dc·c[t−1], dg = dc·i, each times the
     * derivative of its gate; dc[t−1] = dc·f.
     */
    @Override
    public void backward(Slabs s, int from, int to, int before, int sequence) {
        for (int row = from; row < to; row++) {
            backwardUnits(s, row, before + row - from, sequence + row - from, 0);
        }
    }

    /** The units of a row from one on. */
    static void backwardUnits(Slabs s, int row, int before, int sequence, int unit) {
        int ii = row * s.width + unit;
        int jf = ii + s.units;
        int jg = jf + s.units;
        int jo = jg + s.units;
        int previous = before * s.units + unit;
        int k = row * s.units + unit;
        int next = sequence * s.units + unit;
        int end = s.state(row + 1);
        for (int j = s.state(row) + unit; j < end; j++, k++, previous++, next++, ii++, jf++, jg++, jo++) {
            float i = s.zx[ii];
            float f = s.zx[jf];
            float g = s.zx[jg];
            float o = s.zx[jo];
            float tanhC = s.tanhC[k];
            float dc = s.dc[next] + s.dh[j] * o * (1f - tanhC * tanhC);
            s.dzx[ii] = dc * g * i * (1f - i);
            s.dzx[jf] = dc * s.c[previous] * f * (1f - f);
            s.dzx[jg] = dc * i * (1f - g * g);
            s.dzx[jo] = s.dh[j] * tanhC * o * (1f - o);
            s.dc[next] = dc * f;
        }
    }
}
