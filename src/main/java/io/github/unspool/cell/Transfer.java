package io.github.unspool.cell;

/**
 * What a register of a program is read from, or written to.
 *
 * @param slab which slab
 * @param gate which part of a row of pre-activations
 */
record Transfer(Slab slab, int gate) {
    static final Transfer HIDDEN = new Transfer(Slab.HIDDEN, 0);
    static final Transfer HIDDEN_BEFORE = new Transfer(Slab.HIDDEN_BEFORE, 0);
    static final Transfer HIDDEN_GRADIENT = new Transfer(Slab.HIDDEN_GRADIENT, 0);
    static final Transfer HIDDEN_GRADIENT_BEFORE = new Transfer(Slab.HIDDEN_GRADIENT_BEFORE, 0);
    static final Transfer MEMORY = new Transfer(Slab.MEMORY, 0);
    static final Transfer MEMORY_BEFORE = new Transfer(Slab.MEMORY_BEFORE, 0);
    static final Transfer MEMORY_GRADIENT = new Transfer(Slab.MEMORY_GRADIENT, 0);

    private enum Slab {
        INPUT,
        RECURRENT,
        HIDDEN,
        HIDDEN_BEFORE,
        HIDDEN_GRADIENT,
        HIDDEN_GRADIENT_BEFORE,
        MEMORY,
        MEMORY_BEFORE,
        MEMORY_GRADIENT
    }

    /** Some units of some rows, and where the states before them stand. */
    record Block(int row, int rows, int before, int sequence, int unit, int units) {
        int numbers() {
            return rows * units;
        }
    }

    /** The pre-activation of a gate, or its gradient, which takes its place. */
    static Transfer input(int gate) {
        return new Transfer(Slab.INPUT, gate);
    }

    /** The recurrent half of a pre-activation, or its gradient. */
    static Transfer recurrent(int gate) {
        return new Transfer(Slab.RECURRENT, gate);
    }

    private float[] array(Slabs s) {
        return switch (slab) {
            case INPUT -> s.zx;
            case RECURRENT -> s.zh;
            case HIDDEN, HIDDEN_BEFORE -> s.h;
            case HIDDEN_GRADIENT, HIDDEN_GRADIENT_BEFORE -> s.dh;
            case MEMORY, MEMORY_BEFORE -> s.c;
            case MEMORY_GRADIENT -> s.dc;
        };
    }

    private int first(Slabs s, Block block) {
        int row = switch (slab) {
            case INPUT, RECURRENT -> block.row * s.width + gate * s.units;
            case HIDDEN, HIDDEN_GRADIENT, MEMORY -> s.state(block.row);
            case HIDDEN_BEFORE, HIDDEN_GRADIENT_BEFORE, MEMORY_BEFORE -> block.before * s.units;
            case MEMORY_GRADIENT -> block.sequence * s.units;
        };
        return row + block.unit;
    }

    private int stride(Slabs s) {
        return slab == Slab.INPUT || slab == Slab.RECURRENT ? s.width : s.units;
    }

    void load(Slabs s, Block block, float[] register) {
        float[] from = array(s);
        int at = first(s, block);
        for (int i = 0; i < block.rows; i++, at += stride(s)) {
            System.arraycopy(from, at, register, i * block.units, block.units);
        }
    }

    /** The gradient of the state before is added to, as other parts of it come from elsewhere. */
    void store(Slabs s, Block block, float[] register) {
        float[] to = array(s);
        int at = first(s, block);
        for (int i = 0; i < block.rows; i++, at += stride(s)) {
            if (slab == Slab.HIDDEN_GRADIENT_BEFORE) {
                add(register, i * block.units, to, at, block.units);
            } else {
                System.arraycopy(register, i * block.units, to, at, block.units);
            }
        }
    }

    private static void add(float[] from, int first, float[] to, int at, int length) {
        for (int i = 0; i < length; i++) {
            to[at + i] += from[first + i];
        }
    }
}
