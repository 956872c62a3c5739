package io.github.unspool.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What a reference is to be; {@link NaiveRnn} is one with numbers in it.
 *
 * @param inputs D
 * @param embedding M, the width of the embedding, or 0 where there is none
 * @param layers the lowest first
 * @param learnedStart whether the initial states are parameters
 * @param perSequence whether there is one output for each sequence instead of one for each step
 * @param outputs K
 */
public record ReferenceSpec(
        int inputs,
        int embedding,
        List<ReferenceLayer> layers,
        boolean learnedStart,
        boolean perSequence,
        ReferenceLoss loss,
        int outputs) {

    /** The name and size of one parameter. */
    public record Shape(String name, int rows, int columns) {

        double[][] random(RandomGenerator random) {
            return Rows.normal(random, rows == 1 ? 0.5 : 1 / Math.sqrt(rows), rows, columns);
        }
    }

    public ReferenceSpec {
        layers = List.copyOf(layers);
    }

    /** Without an embedding or learned start, with softmax cross-entropy at each step. */
    public static ReferenceSpec of(int inputs, List<ReferenceLayer> layers, int outputs) {
        return new ReferenceSpec(inputs, 0, layers, false, false, ReferenceLoss.softmax(), outputs);
    }

    public ReferenceSpec withEmbedding(int width) {
        return new ReferenceSpec(inputs, width, layers, learnedStart, perSequence, loss, outputs);
    }

    public ReferenceSpec withLearnedStart() {
        return new ReferenceSpec(inputs, embedding, layers, true, perSequence, loss, outputs);
    }

    public ReferenceSpec withOneOutputPerSequence() {
        return new ReferenceSpec(inputs, embedding, layers, learnedStart, true, loss, outputs);
    }

    public ReferenceSpec withLoss(ReferenceLoss other) {
        return new ReferenceSpec(inputs, embedding, layers, learnedStart, perSequence, other, outputs);
    }

    /**
     * Where a direction of a layer stands among all directions of all layers, which is the order of initial states and
     * of recurrent masks: layer by layer, the forward direction (0) before the backward one (1).
     */
    public int row(int layer, int direction) {
        return layers.stream().limit(layer).mapToInt(ReferenceLayer::directions).sum() + direction;
    }

    /** The number of rows for a sequence of that length: of targets, weights and predictions. */
    public int targets(int length) {
        return perSequence ? 1 : length;
    }

    /** A normal random initial state. */
    public double[][] randomState(RandomGenerator random) {
        return Arrays.stream(stateWidths())
                .mapToObj(width -> Rows.normal(random, 0.5, 1, width)[0])
                .toArray(double[][]::new);
    }

    /** The widths of the states, S, by {@link #row}. */
    public int[] stateWidths() {
        return layers.stream()
                .flatMapToInt(layer -> IntStream.generate(() -> layer.cell().stateWidth(layer.units()))
                        .limit(layer.directions()))
                .toArray();
    }

    /**
     * The parameters in their order: embedding; of each layer wx, wh, b, bh, h0 and c0, as far as it has them, and the
     * same of its backward direction; wy, by.
     *
     * @throws IllegalArgumentException if a skip connection is where none can be
     */
    public List<Shape> shapes() {
        requirePossibleSkips();
        var shapes = new ArrayList<Shape>();
        int below = inputs;
        if (embedding > 0) {
            shapes.add(new Shape("embedding", inputs, embedding));
            below = embedding;
        }
        for (int l = 0; l < layers.size(); l++) {
            for (int d = 0; d < layers.get(l).directions(); d++) {
                addDirection(shapes, prefix(l, d), layers.get(l), below);
            }
            if (layers.get(l).dense() > 0) {
                shapes.add(new Shape(
                        prefix(l, 0) + "wd",
                        layers.get(l).merged(),
                        layers.get(l).dense()));
                shapes.add(new Shape(prefix(l, 0) + "bd", 1, layers.get(l).dense()));
            }
            below = layers.get(l).width();
        }
        shapes.add(new Shape("wy", below, outputs));
        shapes.add(new Shape("by", 1, outputs));
        return shapes;
    }

    private void requirePossibleSkips() {
        int below = embedding; // without one nothing dense is below layer 0, and this is 0
        for (int l = 0; l < layers.size(); l++) {
            int states = layers.get(l).merged();
            if (layers.get(l).skip() && below != states) {
                throw new IllegalArgumentException(
                        "layer" + l + " cannot skip: " + below + " dense inputs, " + states + " outputs");
            }
            below = layers.get(l).width();
        }
        var top = layers.get(layers.size() - 1);
        if (perSequence && top.bidirectional() && top.skip()) {
            throw new IllegalArgumentException("one output per sequence over a bidirectional layer that skips");
        }
    }

    /** What the names of a direction's tensors begin with: {@code layer0.} or {@code layer0.reverse.} */
    static String prefix(int layer, int direction) {
        return "layer" + layer + (direction == 0 ? "." : ".reverse.");
    }

    private void addDirection(List<Shape> shapes, String prefix, ReferenceLayer layer, int below) {
        var cell = layer.cell();
        int columns = cell.gates() * layer.units();
        shapes.add(new Shape(prefix + "wx", below, columns));
        shapes.add(new Shape(prefix + "wh", layer.units(), columns));
        shapes.add(new Shape(prefix + "b", 1, columns));
        if (cell.hasRecurrentBias()) {
            shapes.add(new Shape(prefix + "bh", 1, columns));
        }
        if (learnedStart) {
            shapes.add(new Shape(prefix + "h0", 1, layer.units()));
        }
        if (learnedStart && cell.hasMemory()) {
            shapes.add(new Shape(prefix + "c0", 1, layer.units()));
        }
    }
}
