package io.github.unspool.cell;

/**
 * The simple recurrent unit with a rectifier: {@code h = max(0, zx)}.
 *
 * <p>Source: Q. V. Le, N. Jaitly, G. E. Hinton, <i>A simple way to initialize recurrent networks of rectified linear
 * units</i>, arXiv:1504.00941 (2015).
 */
final class ReluCell implements Cell {

    @Override
    public String name() {
        return "relu";
    }

    @Override
    public boolean canDie() {
        return true;
    }

    /** h = max(0, zx). Written so that NaN stays NaN and is found. */
    @Override
    public void forward(Slabs s, int from, int to, int before) {
        int h = s.state(from);
        for (int i = from * s.units; i < to * s.units; i++, h++) {
            s.h[h] = Math.max(0f, s.zx[i]);
        }
    }

    /** dzx = dh where h &gt; 0, else 0. */
    @Override
    public void backward(Slabs s, int from, int to, int before, int sequence) {
        int h = s.state(from);
        for (int i = from * s.units; i < to * s.units; i++, h++) {
            s.dzx[i] = s.h[h] > 0f ? s.dh[h] : 0f;
        }
    }
}
