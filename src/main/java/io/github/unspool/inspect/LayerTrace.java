package io.github.unspool.inspect;

import io.github.unspool.cell.Slabs;
import io.github.unspool.network.LayerSpec;
import io.github.unspool.part.RecurrentPass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the units of one layer did while a network read one sequence. Each signal has one number for each step and unit:
 *
 * <ul>
 *   <li>of every cell {@code hidden}, the state h after the step
 *   <li>of a GRU also {@code reset} r, {@code update} z, of which 1 keeps the state and 0 replaces it, and {@code candidate} n
 *   <li>of an LSTM also {@code input} i, {@code forget} f, of which 1 keeps the memory and 0 drops it, {@code candidate} g,
 *       {@code output} o, and {@code memory} c
 * </ul>
 *
 * <p>Gates lie between 0 and 1, candidates between −1 and 1; a memory has no bounds.
 *
 * @param number 1 for the lowest layer
 * @param steps what was read at each step, in words
 * @param bidirectional whether the second half of the units read the sequence from its end
 * @param signals each signal's numbers by its name, step, unit; the arrays are shared, not copied
 */
public record LayerTrace(int number, List<String> steps, boolean bidirectional, Map<String, float[][]> signals) {
    /** The signal that every cell has. */
    public static final String HIDDEN = "hidden";

    private static final int FEW_STEPS = 20;
    private static final int FEW_UNITS = 12;

    /** Reads one signal of a row. */
    private interface Signal {
        float[] read(Slabs slabs, int row);
    }

    /**
     * Copies the lists and checks the sizes.
     *
     * @param number 1 for the lowest layer
     * @param steps what was read
     * @param bidirectional whether there are two directions
     * @param signals by name; step, unit
     * @throws IllegalArgumentException if there are no hidden states, or a signal has not one row for each step
     */
    public LayerTrace {
        steps = List.copyOf(steps);
        signals = Collections.unmodifiableMap(new LinkedHashMap<>(signals));
        if (!signals.containsKey(HIDDEN)) {
            throw new IllegalArgumentException("a trace of a layer needs its hidden states");
        }
        for (float[][] signal : signals.values()) {
            if (signal.length != steps.size()) {
                throw new IllegalArgumentException(
                        "a trace of %s steps cannot have %s states".formatted(steps.size(), signal.length));
            }
        }
    }

    /** Reads what a layer left when it went forward over one sequence. */
    static LayerTrace of(int number, LayerSpec spec, RecurrentPass layer, List<String> steps) {
        Map<String, float[][]> signals = new LinkedHashMap<>();
        signals.put(HIDDEN, rows(spec, layer, steps.size(), Slabs::hidden));
        for (String name : spec.cell().gateNames()) {
            int gate = spec.cell().gateNames().indexOf(name);
            signals.put(name, rows(spec, layer, steps.size(), (slabs, row) -> slabs.gate(gate, row)));
        }
        for (int m = 0; m < spec.cell().memories(); m++) {
            int memory = m;
            String name = spec.cell().memories() == 1
                    ? "memory"
                    : spec.cell().memoryNames().get(m);
            signals.put(name, rows(spec, layer, steps.size(), (slabs, row) -> slabs.memory(memory, row)));
        }
        return new LayerTrace(number, steps, spec.bidirectional(), signals);
    }

    private static float[][] rows(LayerSpec spec, RecurrentPass layer, int steps, Signal signal) {
        float[][] rows = new float[steps][spec.states()];
        for (int t = 0; t < steps; t++) {
            for (int d = 0; d < spec.directions(); d++) {
                float[] row = signal.read(layer.slabs(d), layer.rowRead(d, t));
                System.arraycopy(row, 0, rows[t], d * spec.units(), spec.units());
            }
        }
        return rows;
    }

    /**
     * The states after each step.
     *
     * @return step, unit; shared
     */
    public float[][] hidden() {
        return signals.get(HIDDEN);
    }

    /**
     * One signal.
     *
     * @param name such as {@code forget}
     * @return step, unit; shared
     * @throws IllegalArgumentException if the layer's cell has no such signal
     */
    public float[][] signal(String name) {
        float[][] signal = signals.get(name);
        if (signal == null) {
            throw new IllegalArgumentException("layer %s has no signal \"%s\"; it has %s"
                    .formatted(number, name, String.join(", ", signals.keySet())));
        }
        return signal;
    }

    /**
     * What the units are called: their numbers from 1, in a bidirectional layer behind an arrow in the direction in which
     * they read.
     *
     * @return a name for each unit, in the order of the signals' rows
     */
    public List<String> units() {
        int width = hidden()[0].length;
        int units = bidirectional ? width / 2 : width;
        List<String> names = new ArrayList<>();
        for (int unit = 0; unit < width; unit++) {
            String arrow = unit < units ? "→ " : "← ";
            names.add((bidirectional ? arrow : "") + (unit % units + 1));
        }
        return names;
    }

    /**
     * What one unit did, for example to colour the text that was read by it.
     *
     * @param unit its place among {@link #units}, 0 for the first
     * @return its state after each step
     * @throws IllegalArgumentException if there is no such unit
     */
    public UnitTrace unit(int unit) {
        return unit(HIDDEN, unit);
    }

    /**
     * What one unit did in one signal.
     *
     * @param signal such as {@code memory}
     * @param unit its place among {@link #units}, 0 for the first
     * @return the signal's number at each step
     * @throws IllegalArgumentException if there is no such signal or unit
     */
    public UnitTrace unit(String signal, int unit) {
        float[][] rows = signal(signal);
        if (unit < 0 || unit >= units().size()) {
            throw new IllegalArgumentException(
                    "unit(%s): layer %s has %s units, the first is unit(0)".formatted(unit, number, units().size()));
        }
        String name = "%s, unit %s of layer %s".formatted(signal, units().get(unit), number);
        return new UnitTrace(
                name, steps, Arrays.stream(rows).mapToDouble(row -> row[unit]).toArray());
    }

    /** The hidden states as a table, a line for each step; of many steps and units the first ones. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("layer %s, %s units%s"
                .formatted(number, hidden()[0].length, bidirectional ? ", half of them backward" : ""));
        for (int t = 0; t < Math.min(steps.size(), FEW_STEPS); t++) {
            text.append("%n%12s ".formatted(steps.get(t)));
            float[] h = hidden()[t];
            for (int unit = 0; unit < Math.min(h.length, FEW_UNITS); unit++) {
                text.append(String.format(Locale.ROOT, "%7.3f", h[unit]));
            }
            text.append(h.length > FEW_UNITS ? " …" : "");
        }
        int more = steps.size() - FEW_STEPS;
        return text + (more > 0 ? "%n%12s %s more steps".formatted("…", more) : "");
    }
}
