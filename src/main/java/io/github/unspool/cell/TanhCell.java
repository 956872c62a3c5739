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
    public void forward(Slabs s, int from, int to) {
        forwardUnits(s, from * s.units, to * s.units);
    }

    /** Some units, counted over the rows. */
    static void forwardUnits(Slabs s, int unit, int end) {
        for (int i = unit; i < end; i++) {
            s.h[i] = Elementary.tanh(s.zx[i]);
        }
    }

    /** dzx = dh · (1 − h²). */
    @Override
    public void backward(Slabs s, int from, int to) {
        for (int i = from * s.units; i < to * s.units; i++) {
            s.dzx[i] = s.dh[i] * (1f - s.h[i] * s.h[i]);
        }
    }
}
