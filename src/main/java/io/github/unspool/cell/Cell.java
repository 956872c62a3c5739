package io.github.unspool.cell;

import io.github.unspool.equation.Expression;
import java.util.List;
import java.util.function.Function;

/** The equations of one step, applied to a range of rows; forward and its mirror image backward. */
public interface Cell {

    /**
     * The word for this cell in the DSL and in model files.
     *
     * @return the name, such as {@code tanh}
     */
    String name();

    /**
     * Makes a cell from its equations.
     *
     * @param name what the cell is called, a letter followed by letters and digits
     * @param equations h[t] from the gates and the states before
     * @return the cell, with the backward pass that follows from the equations
     * @throws IllegalArgumentException if the equations are not complete; the message says what is missing
     */
    static EquationCell of(String name, Function<CellBuilder, Expression> equations) {
        return new EquationCell(Cells.checkName(name), CellEquations.of(equations));
    }

    /**
     * Makes a cell from the text of its equations, as {@link #equations} gives it.
     *
     * @param name what the cell is called, a letter followed by letters and digits
     * @param equations such as {@code h[t] = tanh(gate(n))}; several are separated by semicolons
     * @return the cell
     * @throws IllegalArgumentException if the text cannot be read; the message says where
     */
    static EquationCell parse(String name, String equations) {
        return new EquationCell(Cells.checkName(name), CellEquations.parse(equations));
    }

    /**
     * Whether a unit can end up giving 0 whatever it reads, and then learns no more.
     *
     * @return true for a rectifier
     */
    default boolean canDie() {
        return false;
    }

    /**
     * The text of the equations of a cell that is given by them.
     *
     * @return the equations; empty for a cell that is part of the library
     */
    default String equations() {
        return "";
    }

    /**
     * How many pre-activations a unit has.
     *
     * @return 1 for an Elman cell
     */
    default int gates() {
        return 1;
    }

    /**
     * What {@link #forward} leaves in {@code zx}, H numbers each.
     *
     * @return a word for each gate in their order; none if there is nothing in {@code zx} to look at afterwards
     */
    default List<String> gateNames() {
        return List.of();
    }

    /**
     * How many gates have a recurrent half, {@code h[t-1]·Wh}; these come first.
     *
     * @return all of them, except for some cells that are given by equations
     */
    default int recurrentGates() {
        return gates();
    }

    /**
     * How many states c there are in addition to h, H numbers each.
     *
     * @return 1 for an LSTM
     */
    default int memories() {
        return 0;
    }

    /**
     * The names of the states in addition to h.
     *
     * @return a name for each
     */
    default List<String> memoryNames() {
        return memories() == 1 ? List.of("c") : List.of();
    }

    /**
     * Whether there is a state in addition to h.
     *
     * @return true for an LSTM
     */
    default boolean hasMemory() {
        return memories() > 0;
    }

    /**
     * What a cell learns for each unit besides its weights and biases.
     *
     * @return names and first values; none for a cell of the library
     */
    default List<LearnedVector> vectors() {
        return List.of();
    }

    /**
     * How many products with a matrix H × H the cell needs in the middle of a step, of what {@link #prepare} computes.
     *
     * @return 0, except for cells such as Cho's GRU
     */
    default int products() {
        return 0;
    }

    /**
     * Computes what is multiplied in the middle of a step: {@code q} from {@code zx}, {@code zh} and the state before.
     *
     * @param s the slabs of the layer
     * @param from the first row
     * @param to the row after the last
     * @param before the state before the first row, as in {@link #forward}
     */
    default void prepare(Slabs s, int from, int to, int before) {}

    /**
     * Computes the gradient of those products: {@code dzq} from {@code dh}, {@code dc} and what {@link #forward} left, which
     * stays. {@link #backward} comes next, and finds {@code dq}.
     *
     * @param s the slabs of the layer
     * @param from the first row
     * @param to the row after the last
     * @param before the state before the first row, as in {@link #forward}
     * @param sequence the first row's sequence, as in {@link #backward}
     */
    default void backwardProducts(Slabs s, int from, int to, int before, int sequence) {}

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
     * @return 0, except 1 for the forget gate of an LSTM
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
     * @param before the state before the first row, as a row of {@code h} and {@code c}; those of the other rows follow
     */
    void forward(Slabs s, int from, int to, int before);

    /**
     * Computes {@code dzx} (and {@code dzh}) from {@code dh} (and {@code dc}) and what {@link #forward} left, of which {@code
     * dzx} takes the place. What reaches the state before otherwise than through the pre-activations is added to its {@code
     * dh}, and left in {@code dc}. The gradients of learned vectors are left in {@code dv}.
     *
     * @param s the slabs of the layer
     * @param from the first row
     * @param to the row after the last
     * @param before the state before the first row, as in {@link #forward}
     * @param sequence the first row's sequence, as a row of {@code dc}; those of the other rows follow
     */
    void backward(Slabs s, int from, int to, int before, int sequence);
}
