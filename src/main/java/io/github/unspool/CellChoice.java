package io.github.unspool;

import io.github.unspool.cell.Cell;
import io.github.unspool.cell.Cells;
import io.github.unspool.network.LayerSpec;

/**
 * A layer whose cell has not been chosen yet.
 *
 * @param <L> what has the layer then
 */
public abstract class CellChoice<L> {
    private final int units;

    CellChoice(int units) {
        // Refuses a width at once.
        this.units = new LayerSpec(units, Cells.TANH).units();
    }

    abstract L with(LayerSpec layer);

    private L of(Cell cell) {
        return with(new LayerSpec(units, cell));
    }

    /**
     * Elman's simple recurrent cell, {@code h[t] = tanh(x[t]·Wx + h[t−1]·Wh + b)}.
     *
     * @return what this layer was added to, whose options may follow
     */
    public final L tanh() {
        return of(Cells.TANH);
    }

    /**
     * The simple recurrent cell with a rectifier, {@code h[t] = max(0, x[t]·Wx + h[t−1]·Wh + b)}.
     *
     * @return what this layer was added to, whose options may follow
     */
    public final L relu() {
        return of(Cells.RELU);
    }

    /**
     * The gated recurrent unit (GRU), whose two gates let it keep a state over many steps.
     *
     * @return what this layer was added to, whose options may follow
     */
    public final L gru() {
        return of(Cells.GRU);
    }

    /**
     * The long short-term memory (LSTM), which has a separate memory controlled by three gates.
     *
     * @return what this layer was added to, whose options may follow
     */
    public final L lstm() {
        return of(Cells.LSTM);
    }

    /**
     * A cell of one's own, given by its equations.
     *
     * @param cell such as {@code Cell.of("mgu", c -> …)}
     * @return what this layer was added to, whose options may follow
     */
    public final L cell(Cell cell) {
        return of(cell);
    }

    /**
     * A cell of one's own, given by the text of its equations.
     *
     * @param name what the cell is called
     * @param equations such as {@code h[t] = tanh(gate(n))}; several are separated by semicolons
     * @return what this layer was added to, whose options may follow
     * @throws IllegalArgumentException if the equations cannot be read; the message says where
     */
    public final L cell(String name, String equations) {
        return of(Cell.parse(name, equations));
    }

    @Override
    public String toString() {
        return ".hidden(%s): choose its cell: tanh(), relu(), gru(), lstm() or cell(…)".formatted(units);
    }
}
