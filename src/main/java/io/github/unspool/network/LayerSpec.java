package io.github.unspool.network;

import io.github.unspool.cell.Activation;
import io.github.unspool.cell.Cell;
import io.github.unspool.cell.Cells;
import io.github.unspool.cell.Merge;
import io.github.unspool.part.Chain;
import io.github.unspool.part.Dense;
import io.github.unspool.part.Dropout;
import io.github.unspool.part.Merged;
import io.github.unspool.part.Part;
import io.github.unspool.part.RecurrentPart;
import io.github.unspool.part.Skip;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One recurrent layer as it is written in a chain, such as {@code hidden(32).gru().bidirectional()}: that text is its
 * {@link #toString}, and {@link #parse} reads it again.
 *
 * @param units H, at least 1
 * @param cell the equations
 * @param bidirectional whether a second recurrence reads each sequence from its end
 * @param skip whether the layer adds what it reads to what it gives
 * @param dropout the part of its output that is left out while training, from 0 to less than 1; see {@link DropoutMasks}
 * @param recurrentDropout the part of its state that the recurrent product does not see while training
 * @param dense how many outputs a dense layer on top has, the same at each step; 0: none
 * @param activation of the dense layer
 * @param merge how the states of two directions become the output
 */
public record LayerSpec(
        int units,
        Cell cell,
        boolean bidirectional,
        boolean skip,
        double dropout,
        double recurrentDropout,
        int dense,
        Activation activation,
        Merge merge) {
    private static final String NUMBER = "\\((\\d+(?:\\.\\d+)?(?:[eE]-?\\d+)?)\\)";
    private static final Pattern BEGINNING =
            Pattern.compile("hidden\\((\\d{1,18})\\)\\.(?:([a-z]+)\\(\\)|cell\\(\"(\\w{1,40})\", \"([^\"\\\\]*)\"\\))");
    private static final Pattern OPTION = Pattern.compile(
            "\\.(bidirectional\\((?:Merge\\.(SUM|AVERAGE|PRODUCT))?\\)|skip\\(\\)|dense\\((\\d{1,9})(?:, Activation\\.([A-Z]{1,10}))?\\)|(\\w+)"
                    + NUMBER + ")");

    /**
     * Checks the ranges.
     *
     * @param units H
     * @param cell the equations
     * @param bidirectional whether there are two directions
     * @param skip whether the input is added to the output
     * @param dropout the part of the output that is left out
     * @param recurrentDropout the part of the state that is left out
     * @param dense the outputs of a dense layer on top, or 0
     * @param activation of the dense layer
     * @param merge how the states of two directions become the output
     * @throws IllegalArgumentException if there are no units, or more than fit into an array, or a part is out of range
     */
    public LayerSpec {
        if (units < 1) {
            throw new IllegalArgumentException(
                    "hidden(%s): a layer needs at least 1 unit; try hidden(16)".formatted(units));
        }
        int most = (int) Math.sqrt((double) Integer.MAX_VALUE / cell.gates());
        if (units > most) {
            throw new IllegalArgumentException(
                    "hidden(%s).%s(): its weights do not fit into an array; at most hidden(%s)"
                            .formatted(units, cell.name(), most));
        }
        checkPart("dropout", dropout);
        checkPart("recurrentDropout", recurrentDropout);
        if (dense < 0) {
            throw new IllegalArgumentException(
                    "dense(%s): a layer needs at least 1 output; try dense(16)".formatted(dense));
        }
    }

    private static void checkPart(String call, double part) {
        if (!(part >= 0 && part < 1)) {
            throw new IllegalArgumentException(
                    "%s(%s): the value must be at least 0 and less than 1; try %s(0.2)".formatted(call, part, call));
        }
    }

    /**
     * A plain layer.
     *
     * @param units H, at least 1
     * @param cell the equations
     * @throws IllegalArgumentException if units is not positive
     */
    public LayerSpec(int units, Cell cell) {
        this(units, cell, false, false, 0, 0, 0, Activation.LINEAR, Merge.JOIN);
    }

    /**
     * Reads a second time from the end.
     *
     * @return the layer with two directions
     */
    public LayerSpec withBothDirections() {
        return new LayerSpec(units, cell, true, skip, dropout, recurrentDropout, dense, activation, merge);
    }

    /**
     * Reads a second time from the end.
     *
     * @param how how the states of both directions become the output
     * @return the layer with two directions
     */
    public LayerSpec withBothDirections(Merge how) {
        return new LayerSpec(units, cell, true, skip, dropout, recurrentDropout, dense, activation, how);
    }

    /**
     * Changes its width.
     *
     * @param width the new width, at least 1
     * @return the changed layer
     * @throws IllegalArgumentException if the width is not positive
     */
    public LayerSpec withUnits(int width) {
        return new LayerSpec(width, cell, bidirectional, skip, dropout, recurrentDropout, dense, activation, merge);
    }

    /**
     * Adds what it reads.
     *
     * @return the layer with a skip connection
     */
    public LayerSpec withSkip() {
        return new LayerSpec(units, cell, bidirectional, true, dropout, recurrentDropout, dense, activation, merge);
    }

    /**
     * Leaves out a part of the output while training.
     *
     * @param part from 0 to less than 1
     * @return the layer with dropout
     * @throws IllegalArgumentException if the part is out of range
     */
    public LayerSpec withDropout(double part) {
        return new LayerSpec(units, cell, bidirectional, skip, part, recurrentDropout, dense, activation, merge);
    }

    /**
     * Leaves out a part of the state that the recurrent product sees while training.
     *
     * @param part from 0 to less than 1
     * @return the layer with recurrent dropout
     * @throws IllegalArgumentException if the part is out of range
     */
    public LayerSpec withRecurrentDropout(double part) {
        return new LayerSpec(units, cell, bidirectional, skip, dropout, part, dense, activation, merge);
    }

    /**
     * Puts a dense layer on top.
     *
     * @param outputs how many outputs it has
     * @param of its activation
     * @return the layer with another one on top
     * @throws IllegalArgumentException if there is no output
     */
    public LayerSpec withDense(int outputs, Activation of) {
        if (outputs < 1) {
            throw new IllegalArgumentException(
                    "dense(%s): a layer needs at least 1 output; try dense(16)".formatted(outputs));
        }
        return new LayerSpec(units, cell, bidirectional, skip, dropout, recurrentDropout, outputs, of, merge);
    }

    /**
     * How many recurrences the layer has.
     *
     * @return 2 if it is bidirectional, else 1
     */
    public int directions() {
        return bidirectional ? 2 : 1;
    }

    /**
     * The width of the states of all directions.
     *
     * @return directions · H
     */
    public int states() {
        return Math.multiplyExact(units, directions());
    }

    /**
     * The width of what the layer gives.
     *
     * @return that of its dense layer if it has one, otherwise that of its merged states
     */
    public int outputs() {
        return dense > 0 ? dense : merged();
    }

    /**
     * The width of what the recurrences give together.
     *
     * @return that of the states, or that of one direction's if they are merged
     */
    public int merged() {
        return bidirectional ? merge.outputs(units) : units;
    }

    /**
     * How many pre-activations one direction has.
     *
     * @return G
     */
    public int width() {
        return Math.multiplyExact(units, cell.gates());
    }

    /**
     * Reads a layer from the text that {@link #toString} gives.
     *
     * @param text such as {@code hidden(64).lstm().dropout(0.2)}
     * @return the layer
     * @throws IllegalArgumentException if the text says something else
     */
    public static LayerSpec parse(String text) {
        Matcher beginning = BEGINNING.matcher(text);
        if (!beginning.lookingAt()) {
            throw unreadable(text);
        }
        int units = (int) Math.min(Integer.MAX_VALUE, Long.parseLong(beginning.group(1)));
        LayerSpec layer = new LayerSpec(units, cell(beginning));
        Matcher option = OPTION.matcher(text).region(beginning.end(), text.length());
        while (option.lookingAt()) {
            layer = layer.with(option, text);
            option.region(option.end(), text.length());
        }
        if (option.regionStart() < text.length()) {
            throw unreadable(text);
        }
        return layer;
    }

    private static Cell cell(Matcher beginning) {
        return beginning.group(2) == null
                ? Cell.parse(beginning.group(3), beginning.group(4))
                : Cells.named(beginning.group(2));
    }

    private LayerSpec with(Matcher option, String text) {
        if (option.group(3) != null) {
            String of = option.group(4) == null ? "linear" : option.group(4).toLowerCase(Locale.ROOT);
            return withDense(Integer.parseInt(option.group(3)), Activation.named(of));
        }
        if (option.group(5) == null) {
            Merge how = option.group(2) == null ? Merge.JOIN : Merge.valueOf(option.group(2));
            return option.group(1).startsWith("skip") ? withSkip() : withBothDirections(how);
        }
        double part = Double.parseDouble(option.group(6));
        return switch (option.group(5)) {
            case "dropout" -> withDropout(part);
            case "recurrentDropout" -> withRecurrentDropout(part);
            default -> throw unreadable(text);
        };
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException(
                "\"%s\" is not a layer; write one such as hidden(64).lstm() or hidden(32).gru().bidirectional().skip().dropout(0.2).recurrentDropout(0.1)"
                        .formatted(text));
    }

    /**
     * Puts on a recurrence what the layer has besides it.
     *
     * @param number the layer, 0 for the lowest
     * @param recurrence the recurrence of this layer
     */
    Part around(int number, RecurrentPart recurrence) {
        Part part = recurrence;
        if (merged() < states()) {
            part = new Chain(List.of(part, new Merged(units, merge)));
        }
        if (dropout > 0) {
            part = new Chain(List.of(part, new Dropout(number, merged())));
        }
        if (skip) {
            part = new Skip(part);
        }
        return dense > 0 ? new Chain(List.of(part, Dense.onLayer(number, merged(), dense, activation))) : part;
    }

    private String call() {
        return cell.equations().isEmpty()
                ? cell.name() + "()"
                : "cell(\"%s\", \"%s\")".formatted(cell.name(), cell.equations());
    }

    private String denseCall() {
        if (dense == 0) {
            return "";
        }
        return activation == Activation.LINEAR
                ? ".dense(" + dense + ")"
                : ".dense(%s, Activation.%s)".formatted(dense, activation.name());
    }

    /** The calls that make this layer. */
    @Override
    public String toString() {
        return "hidden(" + units + ")." + call()
                + (bidirectional ? ".bidirectional(" + (merge == Merge.JOIN ? "" : "Merge." + merge) + ")" : "")
                + (skip ? ".skip()" : "")
                + (dropout > 0 ? ".dropout(" + dropout + ")" : "")
                + (recurrentDropout > 0 ? ".recurrentDropout(" + recurrentDropout + ")" : "")
                + denseCall();
    }
}
