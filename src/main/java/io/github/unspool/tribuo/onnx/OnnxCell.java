package io.github.unspool.tribuo.onnx;

import io.github.unspool.cell.Cell;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.part.RecurrentPart;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.tribuo.util.onnx.ONNXOperator;

/** The representation of each cell in ONNX, whose gates have another order. */
enum OnnxCell {
    TANH(OnnxOps.RNN, 0),
    RELU(OnnxOps.RNN, 0),
    /** Ours r, z, n; theirs z, r, h. */
    GRU(OnnxOps.GRU, 1, 0, 2),
    /** Ours i, f, g, o; theirs i, o, f, c. */
    LSTM(OnnxOps.LSTM, 0, 3, 1, 2);

    private final ONNXOperator operator;
    /** Which gate of ours stands at each place of theirs. */
    private final int[] gates;

    OnnxCell(ONNXOperator operator, int... gates) {
        this.operator = operator;
        this.gates = gates;
    }

    static OnnxCell of(Cell cell) {
        for (OnnxCell known : values()) {
            if (known.name().equalsIgnoreCase(cell.name()) && cell.equations().isEmpty()) {
                return known;
            }
        }
        throw new IllegalStateException(
                "the cell \"%s\" has no operator in ONNX; save the model with serializeToFile(…) instead"
                        .formatted(cell.name()));
    }

    ONNXOperator operator() {
        return operator;
    }

    /** What the operator must know of a part. */
    Map<String, Object> attributes(RecurrentPart part) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("direction", part.bidirectional() ? "bidirectional" : "forward");
        attributes.put("hidden_size", part.units());
        switch (this) {
            case TANH -> attributes.put("activations", activations("Tanh", part));
            case RELU -> attributes.put("activations", activations("Relu", part));
            // Our reset gate multiplies zh, the product with its bias.
            case GRU -> attributes.put("linear_before_reset", 1);
            case LSTM -> {}
        }
        return attributes;
    }

    private static String[] activations(String function, RecurrentPart part) {
        String[] each = new String[part.directions()];
        Arrays.fill(each, function);
        return each;
    }

    /** Writes a matrix, inputs × G, as ONNX wants it: G × inputs, with its order of gates; a bias as a row of G. */
    void put(Parameter matrix, FloatBuffer to) {
        int rows = matrix.shape().rows();
        int columns = matrix.shape().columns();
        int units = columns / gates.length;
        for (int gate : gates) {
            for (int column = gate * units; column < (gate + 1) * units; column++) {
                for (int row = 0; row < rows; row++) {
                    to.put(matrix.values()[row * columns + column]);
                }
            }
        }
    }
}
