package io.github.unspool.cell;

import io.github.unspool.math.Kernels;
import java.util.List;
import java.util.regex.Pattern;

/** Every cell there is. */
public final class Cells {
    /** Elman's simple recurrent unit with tanh. */
    public static final Cell TANH = Kernels.fastest(new TanhCell(), "VectorTanhCell");
    /** Elman's simple recurrent unit with a rectifier. */
    public static final Cell RELU = new ReluCell();

    /** The gated recurrent unit. */
    public static final Cell GRU = Kernels.fastest(new GruCell(), "VectorGruCell");
    /** The long short-term memory. */
    public static final Cell LSTM = Kernels.fastest(new LstmCell(), "VectorLstmCell");

    private static final List<Cell> ALL = List.of(TANH, RELU, GRU, LSTM);

    private static final Pattern NAME = Pattern.compile("[a-zA-Z]\\w{0,30}");

    private Cells() {}

    /**
     * Lists every cell.
     *
     * @return the cells
     */
    public static List<Cell> all() {
        return ALL;
    }

    /** Begins to compile the kernels of all cells aside, so that they are ready when they are needed. Returns at once. */
    public static void warmUp() {
        for (Cell cell : ALL) {
            Slabs slabs = new Slabs(1, cell);
            slabs.reset(1, 1);
            cell.forward(slabs, 0, 1, 0);
        }
    }

    /**
     * Finds a cell.
     *
     * @param name its {@link Cell#name}
     * @return the cell
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Cell named(String name) {
        for (Cell cell : ALL) {
            if (cell.name().equals(name)) {
                return cell;
            }
        }
        throw new IllegalArgumentException("no cell is named \"%s\"; the cells are %s"
                .formatted(name, String.join(", ", ALL.stream().map(Cell::name).toList())));
    }

    /** The name of a cell of the user's. */
    static String checkName(String name) {
        if (ALL.stream().anyMatch(cell -> cell.name().equals(name))) {
            throw new IllegalArgumentException(
                    "the cell \"%s\": a cell of the library has this name; choose another".formatted(name));
        }
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the cell \"%s\": a name is a letter followed by letters or digits, such as mgu".formatted(name));
        }
        return name;
    }
}
