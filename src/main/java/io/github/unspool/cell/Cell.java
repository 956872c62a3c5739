package io.github.unspool.cell;

/** The equations of one step, applied to a range of rows; forward and its mirror image backward. */
public interface Cell {

    /**
     * The word for this cell in the DSL and in model files.
     *
     * @return the name, such as {@code tanh}
     */
    String name();

    /**
     * How many pre-activations a unit has.
     *
     * @return 1 for an Elman cell
     */
    default int gates() {
        return 1;
    }

    /**
     * Whether a second state c goes from step to step beside h.
     *
     * @return true for an LSTM
     */
    default boolean hasMemory() {
        return false;
    }

    /**
     * Whether h[t−1] reaches h[t] also directly, not only through zh.
     *
     * @return true for a GRU
     */
    default boolean carriesState() {
        return false;
    }

    /**
     * Whether a gate multiplies a part of zh, so that zh stays apart from zx, with a bias and a gradient of its own.
     *
     * @return true for a GRU
     */
    default boolean gatesRecurrence() {
        return false;
    }

    /**
     * What the bias of a gate begins with.
     *
     * @param gate 0 for the first
     * @return 0 but for the forget gate of an LSTM
     */
    default float initialBias(int gate) {
        return 0;
    }

    /**
     * Computes {@code h} (and {@code c}) from {@code zx} (and {@code zh}) and the state before.
     *
     * @param s the slabs of the layer
     * @param from the first row
     * @param to the row after the last
     */
    void forward(Slabs s, int from, int to);

    /**
     * Computes {@code dzx} (and {@code dzh}, {@code dhPrevious}, {@code dcPrevious}) from {@code dh} (and {@code dc}) and
     * what {@link #forward} left, of which {@code dzx} takes the place.
     *
     * @param s the slabs of the layer
     * @param from the first row
     * @param to the row after the last
     */
    void backward(Slabs s, int from, int to);
}
