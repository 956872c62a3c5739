package io.github.unspool.cell;

/**
 * What a register of a program is read from, or written to.
 *
 * @param slab which slab
 * @param number which part of a row, of those H numbers long
 */
record Transfer(Slab slab, int number) {
    static final Transfer HIDDEN = new Transfer(Slab.HIDDEN, 0);
    static final Transfer HIDDEN_BEFORE = new Transfer(Slab.HIDDEN_BEFORE, 0);
    static final Transfer HIDDEN_GRADIENT = new Transfer(Slab.HIDDEN_GRADIENT, 0);
    static final Transfer HIDDEN_GRADIENT_BEFORE = new Transfer(Slab.HIDDEN_GRADIENT_BEFORE, 0);

    private enum Slab {
        INPUT,
        RECURRENT,
        HIDDEN,
        HIDDEN_BEFORE,
        HIDDEN_GRADIENT,
        HIDDEN_GRADIENT_BEFORE,
        MEMORY,
        MEMORY_BEFORE,
        MEMORY_GRADIENT,
        FACTOR,
        FACTOR_GRADIENT,
        PRODUCT,
        PRODUCT_GRADIENT,
        VECTOR,
        VECTOR_GRADIENT
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

    /** A state in addition to h. */
    static Transfer memory(int number) {
        return new Transfer(Slab.MEMORY, number);
    }

    /** The same before this step. */
    static Transfer memoryBefore(int number) {
        return new Transfer(Slab.MEMORY_BEFORE, number);
    }

    /** The gradient of such a state; that of the state before takes its place. */
    static Transfer memoryGradient(int number) {
        return new Transfer(Slab.MEMORY_GRADIENT, number);
    }

    /** What a product in the middle of a step is of. */
    static Transfer factor(int number) {
        return new Transfer(Slab.FACTOR, number);
    }

    static Transfer factorGradient(int number) {
        return new Transfer(Slab.FACTOR_GRADIENT, number);
    }

    /** Such a product. */
    static Transfer product(int number) {
        return new Transfer(Slab.PRODUCT, number);
    }

    static Transfer productGradient(int number) {
        return new Transfer(Slab.PRODUCT_GRADIENT, number);
    }

    /** A learned vector, the same in each row. */
    static Transfer vector(int number) {
        return new Transfer(Slab.VECTOR, number);
    }

    /** What a row adds to the gradient of a learned vector. */
    static Transfer vectorGradient(int number) {
        return new Transfer(Slab.VECTOR_GRADIENT, number);
    }

    private float[] array(Slabs s) {
        return switch (slab) {
            case INPUT -> s.zx;
            case RECURRENT -> s.zh;
            case HIDDEN, HIDDEN_BEFORE -> s.h;
            case HIDDEN_GRADIENT, HIDDEN_GRADIENT_BEFORE -> s.dh;
            case MEMORY, MEMORY_BEFORE -> s.c;
            case MEMORY_GRADIENT -> s.dc;
            case FACTOR -> s.q;
            case FACTOR_GRADIENT -> s.dq;
            case PRODUCT -> s.zq;
            case PRODUCT_GRADIENT -> s.dzq;
            case VECTOR -> s.vectors[number];
            case VECTOR_GRADIENT -> s.dv;
        };
    }

    private int first(Slabs s, Block block) {
        int row = switch (slab) {
            case HIDDEN, HIDDEN_GRADIENT -> s.state(block.row);
            case HIDDEN_BEFORE, HIDDEN_GRADIENT_BEFORE -> block.before * s.units;
            case MEMORY -> s.memory(block.row);
            case MEMORY_BEFORE -> block.before * s.memoryWidth;
            case MEMORY_GRADIENT -> block.sequence * s.memoryWidth;
            case VECTOR -> 0;
            default -> block.row * stride(s);
        };
        return row + (slab == Slab.VECTOR ? 0 : number * s.units) + block.unit;
    }

    private int stride(Slabs s) {
        return switch (slab) {
            case INPUT -> s.width;
            case RECURRENT -> s.recurrentWidth;
            case HIDDEN, HIDDEN_BEFORE, HIDDEN_GRADIENT, HIDDEN_GRADIENT_BEFORE -> s.units;
            case MEMORY, MEMORY_BEFORE, MEMORY_GRADIENT -> s.memoryWidth;
            case FACTOR, FACTOR_GRADIENT, PRODUCT, PRODUCT_GRADIENT -> s.productWidth;
            case VECTOR -> 0;
            case VECTOR_GRADIENT -> s.vectorWidth;
        };
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
