package io.github.unspool.cell;

import io.github.unspool.math.Elementary;

/**
 * The simple recurrent unit with tanh: {@code h = tanh(zx)}.
 *
 * <p>Source: J. L. Elman, <i>Finding structure in time</i>, Cognitive Science 14 (1990).
 */
class TanhCell implements Cell {

    @Override
    public String name() {
        return "tanh";
    }

    /** h = tanh(zx). */
    @Override
    public void forward(Slabs s, int from, int to, int before) {
        int h = s.state(from);
        for (int i = from * s.units; i < to * s.units; i++, h++) {
            s.h[h] = Elementary.tanh(s.zx[i]);
        }
    }

    /** dzx = dh · (1 − h²). */
    @Override
    public void backward(Slabs s, int from, int to, int before, int sequence) {
        int h = s.state(from);
        for (int i = from * s.units; i < to * s.units; i++, h++) {
            s.dzx[i] = s.dh[h] * (1f - s.h[h] * s.h[h]);
        }
    }
}
