package io.github.unspool.equation;

import io.github.unspool.math.Activations;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Expressions as a list of instructions over registers, each a row of numbers that are worked on together. Few registers are
 * used, so that all of them stay in the first-level cache. Immutable; each thread has registers of its own.
 */
public final class Program {
    /** So many numbers a register holds. */
    public static final int BLOCK = 256;

    private static final int MOST = 4096;
    private static final Activations ACTIVATIONS = Activations.fastest();

    private final List<String> variables;
    private final List<Instruction> instructions = new ArrayList<>();
    private final int[] outputs;
    private final Map<Integer, Float> constants = new TreeMap<>();
    private int registers;
    private final ThreadLocal<float[][]> room = ThreadLocal.withInitial(this::allocate);

    private record Instruction(Operation operation, int a, int b, int to) {}

    /**
     * Compiles some nodes.
     *
     * @param nodes the outputs, nodes of one {@link Graph}
     * @throws IllegalArgumentException if there are too many operations
     */
    public Program(List<Expression> nodes) {
        List<Expression> sorted = Graph.sorted(nodes);
        if (sorted.size() > MOST) {
            throw new IllegalArgumentException(
                    "%s operations; at most %s can be computed together".formatted(sorted.size(), MOST));
        }
        this.variables = List.copyOf(Graph.variables(nodes));
        Map<Expression, Integer> places = new IdentityHashMap<>();
        Map<Expression, Integer> lastUse = lastUse(sorted, nodes);
        Deque<Integer> free = new ArrayDeque<>();
        placeLeaves(sorted, places);
        for (int i = 0; i < sorted.size(); i++) {
            compile(sorted.get(i), i, places, lastUse, free);
        }
        this.outputs = nodes.stream().mapToInt(places::get).toArray();
    }

    private static Map<Expression, Integer> lastUse(List<Expression> sorted, List<Expression> outputs) {
        Map<Expression, Integer> lastUse = new IdentityHashMap<>();
        for (int i = 0; i < sorted.size(); i++) {
            for (Expression argument : sorted.get(i).arguments()) {
                lastUse.put(argument, i);
            }
        }
        outputs.forEach(output -> lastUse.put(output, Integer.MAX_VALUE));
        return lastUse;
    }

    /** Variables come first, in their order, then constants; neither is overwritten. */
    private void placeLeaves(List<Expression> sorted, Map<Expression, Integer> places) {
        registers = variables.size();
        for (Expression e : sorted) {
            if (e.operation() == Operation.VARIABLE) {
                places.put(e, variables.indexOf(e.name()));
            } else if (e.operation() == Operation.CONSTANT) {
                constants.put(registers, e.constant());
                places.put(e, registers++);
            }
        }
    }

    private void compile(
            Expression e,
            int at,
            Map<Expression, Integer> places,
            Map<Expression, Integer> lastUse,
            Deque<Integer> free) {
        if (e.operation().isLeaf()) {
            return;
        }
        int a = places.get(e.arguments().get(0));
        int b = places.get(e.arguments().get(e.arguments().size() - 1));
        for (Expression argument : List.copyOf(new LinkedHashSet<>(e.arguments()))) {
            if (!argument.operation().isLeaf() && lastUse.get(argument) == at) {
                free.push(places.get(argument));
            }
        }
        int to = free.isEmpty() ? registers++ : free.pop();
        places.put(e, to);
        instructions.add(new Instruction(e.operation(), a, b, to));
    }

    private float[][] allocate() {
        float[][] all = new float[registers][BLOCK];
        constants.forEach((register, value) -> Arrays.fill(all[register], value));
        return all;
    }

    /**
     * The names of the variables.
     *
     * @return the names, in the order of their registers
     */
    public List<String> variables() {
        return variables;
    }

    /**
     * The registers of the calling thread.
     *
     * @return BLOCK numbers each; the first are the variables, whose values the caller puts there
     */
    public float[][] registers() {
        return room.get();
    }

    /**
     * The register in which a result is after {@link #run}.
     *
     * @param output its number among the nodes that were compiled
     * @return the number of the register
     */
    public int output(int output) {
        return outputs[output];
    }

    /**
     * Computes all outputs from the variables.
     *
     * @param r the registers of this thread
     * @param n how many numbers of each register are used
     */
    public void run(float[][] r, int n) {
        for (Instruction i : instructions) {
            run(i.operation, r[i.a], r[i.b], r[i.to], n);
        }
    }

    private static void run(Operation operation, float[] a, float[] b, float[] y, int n) {
        switch (operation) {
            case PLUS -> plus(a, b, y, n);
            case MINUS -> minus(a, b, y, n);
            case TIMES -> times(a, b, y, n);
            case DIVIDE -> divide(a, b, y, n);
            case SIGMOID -> ACTIVATIONS.sigmoid(a, y, n);
            case TANH -> ACTIVATIONS.tanh(a, y, n);
            default -> others(operation, a, b, y, n);
        }
    }

    // Loops of one operation, which HotSpot turns into vectors.

    private static void plus(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] + b[i];
        }
    }

    private static void minus(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] - b[i];
        }
    }

    private static void times(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] * b[i];
        }
    }

    private static void divide(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] / b[i];
        }
    }

    private static void others(Operation operation, float[] a, float[] b, float[] y, int n) {
        Operation.FloatFunction unary = operation.unaryFloat;
        for (int i = 0; i < n; i++) {
            y[i] = switch (operation) {
                case MIN -> Math.min(a[i], b[i]);
                case MAX -> Math.max(a[i], b[i]);
                case GREATER -> a[i] > b[i] ? 1 : 0;
                default -> unary.apply(a[i]);
            };
        }
    }
}
