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
    int gates();

    /**
     * Computes {@code h} from {@code zx}, {@code zh} and {@code previous}.
     *
     * @param s the slabs of the layer
     * @param from the first row
     * @param to the row after the last
     */
    void forward(Slabs s, int from, int to);

    /**
     * Computes {@code dz} from {@code dh} and what {@link #forward} left.
     *
     * @param s the slabs of the layer
     * @param from the first row
     * @param to the row after the last
     */
    void backward(Slabs s, int from, int to);
}
