package io.github.unspool.view;

import io.github.unspool.cell.Cell;
import io.github.unspool.network.Weights;
import io.github.unspool.parameter.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.math3.complex.Complex;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The recurrent weights of a layer and their eigenvalues: with the largest of them inside the unit circle a simple recurrent
 * layer forgets, outside of it its state can grow or swing for ever. With gates the eigenvalues say less, since the gates
 * scale what goes through.
 *
 * <p>Source: R. Pascanu, T. Mikolov, Y. Bengio, <i>On the difficulty of training recurrent neural networks</i>, ICML 2013,
 * section 2.1.
 *
 * @param layer 1 for the lowest
 * @param gates the square matrix of each gate, of each direction
 */
public record Spectrum(int layer, List<Gate> gates) {

    /**
     * Copies the list.
     *
     * @param layer 1 for the lowest
     * @param gates the gates
     */
    public Spectrum {
        gates = List.copyOf(gates);
    }

    /**
     * The recurrent weights of one gate.
     *
     * @param name such as {@code forget}
     * @param weights from unit, to unit; shared, not copied
     * @param eigenvalues H of them, the largest first
     */
    public record Gate(String name, double[][] weights, List<Complex> eigenvalues) {

        /**
         * Copies the list.
         *
         * @param name of the gate
         * @param weights from unit, to unit
         * @param eigenvalues of the weights, the largest first
         */
        public Gate {
            eigenvalues = List.copyOf(eigenvalues);
        }

        static Gate of(String name, RealMatrix weights) {
            EigenDecomposition eigen = new EigenDecomposition(weights);
            List<Complex> values = IntStream.range(0, weights.getRowDimension())
                    .mapToObj(i -> new Complex(eigen.getRealEigenvalue(i), eigen.getImagEigenvalue(i)))
                    .sorted((a, b) -> Double.compare(b.abs(), a.abs()))
                    .toList();
            return new Gate(name, weights.getData(), values);
        }

        /**
         * The spectral radius.
         *
         * @return how far the largest eigenvalue is from 0
         */
        public double radius() {
            return eigenvalues.get(0).abs();
        }
    }

    /**
     * Finds the eigenvalues of a layer. The work grows with the third power of its units.
     *
     * @param weights of a network, such as {@code model.weights()}
     * @param layer 0 for the lowest
     * @return the spectrum of each gate
     * @throws IllegalArgumentException if there is no such layer
     */
    public static Spectrum of(Weights weights, int layer) {
        List<Parameter> directions = weights.recurrent(layer);
        Cell cell = weights.network().layers().get(layer).cell();
        List<Gate> gates = new ArrayList<>();
        for (Parameter wh : directions) {
            String direction = directions.size() == 1 ? "" : gates.isEmpty() ? " →" : " ←";
            for (int gate = 0; gate < cell.gates(); gate++) {
                String name = cell.gates() == 1 ? cell.name() : cell.gateNames().get(gate);
                gates.add(Gate.of(name + direction, matrix(wh, gate)));
            }
        }
        return new Spectrum(layer + 1, gates);
    }

    private static RealMatrix matrix(Parameter wh, int gate) {
        int units = wh.shape().rows();
        int width = wh.shape().columns();
        RealMatrix matrix = MatrixUtils.createRealMatrix(units, units);
        for (int from = 0; from < units; from++) {
            for (int to = 0; to < units; to++) {
                matrix.setEntry(from, to, wh.values()[from * width + gate * units + to]);
            }
        }
        return matrix;
    }

    /** The spectral radius of each gate. */
    @Override
    public String toString() {
        return gates.stream()
                .map(gate -> String.format(Locale.ROOT, "%s %.3f", gate.name(), gate.radius()))
                .collect(Collectors.joining(", ", "spectral radius of layer " + layer + ": ", ""));
    }
}
