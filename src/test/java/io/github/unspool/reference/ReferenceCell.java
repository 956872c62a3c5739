package io.github.unspool.reference;

import io.github.unspool.cell.Recurrences;
import java.util.List;

/** The kinds of layer there are; their equations are in {@link Elman}, {@link Gru}, {@link Lstm} and {@link ByEquations}. */
public enum ReferenceCell {
    TANH(1, List.of("wx", "wh", "b"), 1, new Elman(Math::tanh, z -> 1 - Math.tanh(z) * Math.tanh(z))),
    /** max(0, z); the derivative at the kink is 0, as in PyTorch. */
    RELU(1, List.of("wx", "wh", "b"), 1, new Elman(z -> Math.max(0, z), z -> z > 0 ? 1 : 0)),
    GRU(3, List.of("wx", "wh", "b", "bh"), 1, new Gru()),
    LSTM(4, List.of("wx", "wh", "b"), 2, new Lstm()),
    /** Given by its equations, with both halves of a gate apart. */
    MGU(2, List.of("wx", "wh", "b", "bh"), 1, new ByEquations(Recurrences.mgu())),
    /** Given by its equations, with a memory. */
    CIFG(3, List.of("wx", "wh", "b"), 2, new ByEquations(Recurrences.cifg()));

    private final int gates;
    private final List<String> tensors;
    private final int statesPerUnit;
    private final Equations equations;

    ReferenceCell(int gates, List<String> tensors, int statesPerUnit, Equations equations) {
        this.gates = gates;
        this.tensors = tensors;
        this.statesPerUnit = statesPerUnit;
        this.equations = equations;
    }

    /** G, the number of pre-activations of a unit. The weights have G blocks of H columns, a gate to a block. */
    public int gates() {
        return gates;
    }

    /** The names of a layer's tensors, in the order of {@link NaiveRnn#parameters()}. */
    public List<String> tensors() {
        return tensors;
    }

    /** Whether zh has a bias of its own, bh; the cells without one have the sum of both biases in b. */
    public boolean hasRecurrentBias() {
        return tensors.contains("bh");
    }

    /** Whether a state has a second half, c. */
    public boolean hasMemory() {
        return statesPerUnit == 2;
    }

    /** S, the width of a state: H, or 2H where the state is [h | c]. */
    public int stateWidth(int units) {
        return statesPerUnit * units;
    }

    Equations equations() {
        return equations;
    }
}
