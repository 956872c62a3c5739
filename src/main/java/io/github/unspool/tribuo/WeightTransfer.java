package io.github.unspool.tribuo;

import io.github.unspool.network.Network;
import io.github.unspool.network.Weights;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.part.Decoder;
import io.github.unspool.tribuo.adapter.Encoder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Takes the numbers of a trained network over into one that may have more inputs and outputs. Inputs and outputs are
 * recognised by their names; what is new stays as it was drawn.
 */
final class WeightTransfer {
    private final Weights from;
    private final Weights to;
    private final int[] inputs;
    private final int[] outputs;
    /** The parameters with a row for each input, */
    private final Set<String> reading = new HashSet<>();
    /** and that with a row for each output, which a decoder reads. */
    private final String readingOutputs;

    WeightTransfer(Weights from, Encoder<?, ?> known, Weights to, Encoder<?, ?> encoder) {
        this.from = from;
        this.to = to;
        check(from.network(), to.network());
        this.inputs = places(known.inputs(), known::inputName, encoder.inputs(), encoder::inputName);
        this.outputs = places(
                known.outputs().size(), known.outputs()::name, encoder.outputs().size(), encoder.outputs()::name);
        if (to.network().stack().embedding() > 0) {
            reading.add(to.parameters().get(0).shape().name());
        } else {
            to.recurrences()
                    .subList(0, to.network().layers().get(0).directions())
                    .forEach(recurrence -> reading.add(recurrence.wx().shape().name()));
        }
        this.readingOutputs = to.network().decoder().map(Decoder::readsOutputs).orElse("");
    }

    private static void check(Network model, Network network) {
        if (model.loss().kind() == network.loss().kind()
                && model.loss().isPositive() != network.loss().isPositive()) {
            throw new IllegalArgumentException(
                    "the model was trained with %s, and this loss is %s: only one of them predicts numbers above 0, so their outputs mean different things; continue with %s"
                            .formatted(model.loss(), network.loss(), model.loss()));
        }
        if (!model.hasTheLayersOf(network)) {
            throw new IllegalArgumentException(
                    "the model is %s, and this network is %s: training can only continue with the same layers and kind of output"
                            .formatted(model, network));
        }
    }

    /** For each new number the old one of the same name, or −1. */
    private static int[] places(int before, IntFunction<String> nameBefore, int now, IntFunction<String> name) {
        Map<String, Integer> known = new HashMap<>();
        for (int i = 0; i < before; i++) {
            known.put(nameBefore.apply(i), i);
        }
        int[] places = new int[now];
        for (int i = 0; i < now; i++) {
            places[i] = known.getOrDefault(name.apply(i), -1);
        }
        return places;
    }

    void run() {
        for (Parameter parameter : to.parameters().subList(0, to.body().size())) {
            Parameter known = from.parameter(parameter.shape().name());
            if (reading.contains(parameter.shape().name())) {
                copyRows(known, inputs, parameter);
            } else if (readingOutputs.equals(parameter.shape().name())) {
                copyRows(known, outputs, parameter);
            } else {
                System.arraycopy(known.values(), 0, parameter.values(), 0, parameter.values().length);
            }
        }
        for (int i = 0; i < to.output().size(); i++) {
            copyColumns(from.output().get(i), to.output().get(i));
        }
    }

    private static void copyRows(Parameter known, int[] places, Parameter parameter) {
        int columns = parameter.columns();
        for (int row = 0; row < places.length; row++) {
            if (places[row] >= 0) {
                System.arraycopy(known.values(), places[row] * columns, parameter.values(), row * columns, columns);
            }
        }
    }

    private void copyColumns(Parameter known, Parameter parameter) {
        for (int row = 0; row < parameter.rows(); row++) {
            for (int column = 0; column < outputs.length; column++) {
                if (outputs[column] >= 0) {
                    parameter.values()[row * parameter.columns() + column] =
                            known.values()[row * known.columns() + outputs[column]];
                }
            }
        }
    }
}
