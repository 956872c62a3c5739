package io.github.unspool.network;

import static io.github.unspool.reference.ReferenceCell.GRU;
import static io.github.unspool.reference.ReferenceCell.LSTM;
import static io.github.unspool.reference.ReferenceCell.RELU;
import static io.github.unspool.reference.ReferenceCell.TANH;

import io.github.unspool.cell.Activation;
import io.github.unspool.cell.Cell;
import io.github.unspool.cell.Cells;
import io.github.unspool.cell.Merge;
import io.github.unspool.cell.Recurrences;
import io.github.unspool.loss.Loss;
import io.github.unspool.reference.ReferenceCell;
import io.github.unspool.reference.ReferenceLayer;
import io.github.unspool.reference.ReferenceLoss;
import io.github.unspool.reference.ReferenceSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The networks that engine and reference are compared on. */
public final class ReferenceCases {
    private static final int INPUTS = 5;
    private static final int OUTPUTS = 4;
    private static final int[] RAGGED = {9, 7, 3, 3, 1};

    private ReferenceCases() {}

    /** One network for both, the lengths of a batch, and whether parts are left out, or steps weighted and unknown. */
    public record Case(
            ReferenceSpec spec, Loss loss, int[] lengths, double dropout, double recurrentDropout, boolean weighted) {

        private static Cell cell(ReferenceCell cell) {
            return switch (cell) {
                case MGU -> Recurrences.mgu();
                case CIFG -> Recurrences.cifg();
                default -> Cells.named(cell.name().toLowerCase(Locale.ROOT));
            };
        }

        public Network network() {
            List<LayerSpec> layers = new ArrayList<>();
            for (ReferenceLayer layer : spec.layers()) {
                LayerSpec of = new LayerSpec(layer.units(), cell(layer.cell()))
                        .withDropout(dropout)
                        .withRecurrentDropout(recurrentDropout);
                of = layer.bidirectional() ? of.withBothDirections(layer.merge()) : of;
                of = layer.skip() ? of.withSkip() : of;
                layers.add(layer.dense() > 0 ? of.withDense(layer.dense(), layer.activation()) : of);
            }
            Stack stack = new Stack(spec.embedding(), layers, spec.learnedStart());
            return new Network(
                    spec.inputs(),
                    stack,
                    spec.outputs(),
                    loss,
                    spec.perSequence() ? Targets.LAST_STEP : Targets.EACH_STEP);
        }

        Case dropping(double output, double recurrent) {
            return new Case(spec, loss, lengths, output, recurrent, weighted);
        }

        Case withWeights() {
            return new Case(spec, loss, lengths, dropout, recurrentDropout, true);
        }

        Case holding(Loss other, ReferenceLoss reference) {
            return new Case(spec.withLoss(reference), other, lengths, dropout, recurrentDropout, weighted);
        }

        @Override
        public String toString() {
            return "%s, %s, lengths %s%s%s%s%s"
                    .formatted(
                            network(),
                            loss,
                            Arrays.toString(lengths),
                            dropout > 0 ? ", dropout" : "",
                            recurrentDropout > 0 ? ", recurrent dropout" : "",
                            weighted ? ", weighted" : "",
                            (spec.learnedStart() ? ", learned start" : "")
                                    + (spec.perSequence() ? ", one output a sequence" : ""));
        }
    }

    private static ReferenceLayer layer(ReferenceCell cell, int units) {
        return ReferenceLayer.of(cell, units);
    }

    private static Case of(ReferenceSpec spec, int... lengths) {
        return new Case(spec, Loss.crossEntropy(), lengths, 0, 0, false);
    }

    private static ReferenceSpec stack(ReferenceLayer... layers) {
        return ReferenceSpec.of(INPUTS, List.of(layers), OUTPUTS);
    }

    public static Stream<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (int[] lengths : new int[][] {{6, 6, 6}, RAGGED, {1}, {1, 1}, {8}}) {
            addStacks(cases, lengths);
        }
        addOptions(cases);
        addDense(cases);
        addMerges(cases);
        addMixtures(cases);
        return cases.stream();
    }

    private static void addStacks(List<Case> cases, int... lengths) {
        for (ReferenceCell cell : ReferenceCell.values()) {
            cases.add(of(stack(layer(cell, 6)), lengths));
            cases.add(of(stack(layer(cell, 4).inBothDirections()), lengths));
        }
        cases.add(of(stack(layer(TANH, 5), layer(RELU, 7)), lengths));
        cases.add(of(stack(layer(RELU, 4), layer(TANH, 3), layer(TANH, 5)), lengths));
        cases.add(of(stack(layer(LSTM, 4), layer(GRU, 3), layer(TANH, 5)), lengths));
        cases.add(of(stack(layer(GRU, 3), layer(LSTM, 6)), lengths));
        cases.add(of(stack(layer(GRU, 3).inBothDirections(), layer(LSTM, 4).inBothDirections()), lengths));
    }

    /** Each option alone, over each cell. */
    private static void addOptions(List<Case> cases) {
        for (ReferenceCell cell : ReferenceCell.values()) {
            ReferenceSpec two = stack(layer(cell, 5), layer(cell, 5).withSkip());
            cases.add(of(two, RAGGED));
            cases.add(of(stack(layer(cell, 4)).withEmbedding(3), RAGGED));
            cases.add(of(stack(layer(cell, 4)).withLearnedStart(), RAGGED));
            cases.add(of(stack(layer(cell, 4)).withOneOutputPerSequence(), RAGGED));
            cases.add(of(stack(layer(cell, 4).inBothDirections()).withOneOutputPerSequence(), RAGGED));
            cases.add(of(two, RAGGED).dropping(0.4, 0));
            cases.add(of(two, RAGGED).dropping(0, 0.4));
            cases.add(of(two, RAGGED).withWeights());
        }
    }

    /** A dense layer between layers and on top, with each activation. */
    private static void addDense(List<Case> cases) {
        for (Activation activation : Activation.values()) {
            ReferenceSpec spec = stack(
                            layer(GRU, 4).inBothDirections().withDense(3, activation),
                            layer(LSTM, 3).withSkip().withDense(6, activation))
                    .withLearnedStart();
            cases.add(of(spec, RAGGED));
            cases.add(of(spec, RAGGED).dropping(0.4, 0.3).withWeights());
            cases.add(of(spec.withOneOutputPerSequence(), RAGGED));
            cases.add(of(
                    stack(layer(TANH, 4).inBothDirections().withDense(5, activation))
                            .withOneOutputPerSequence(),
                    RAGGED));
        }
    }

    /** Each way to make one output of two directions. */
    private static void addMerges(List<Case> cases) {
        for (Merge merge : Merge.values()) {
            ReferenceSpec spec = stack(
                    layer(GRU, 4).inBothDirections(merge),
                    layer(LSTM, merge.outputs(4)).inBothDirections(merge).withDense(3, Activation.TANH));
            cases.add(of(spec, RAGGED));
            cases.add(of(spec.withLearnedStart(), RAGGED).dropping(0.4, 0.3).withWeights());
            cases.add(of(
                    stack(layer(GRU, merge.outputs(4)).inBothDirections(merge).withSkip())
                            .withEmbedding(merge.outputs(merge.outputs(4))),
                    RAGGED));
        }
    }

    /** Everything at once, for each loss. */
    private static void addMixtures(List<Case> cases) {
        ReferenceSpec steps = stack(
                        layer(LSTM, 3).inBothDirections().withSkip(),
                        layer(GRU, 6).withSkip(),
                        layer(TANH, 3).inBothDirections().withSkip())
                .withEmbedding(6)
                .withLearnedStart();
        ReferenceSpec sequences = stack(
                        layer(GRU, 3).inBothDirections(),
                        layer(LSTM, 6).withSkip(),
                        layer(RELU, 2).inBothDirections())
                .withEmbedding(4)
                .withLearnedStart()
                .withOneOutputPerSequence();
        for (ReferenceSpec spec : List.of(steps, sequences)) {
            Case mixture = of(spec, RAGGED).dropping(0.3, 0.3).withWeights();
            cases.add(mixture);
            cases.add(mixture.holding(Loss.crossEntropy(0.2), ReferenceLoss.softmax(0.2)));
            cases.add(mixture.holding(Loss.binaryCrossEntropy(), ReferenceLoss.sigmoid()));
            cases.add(mixture.holding(Loss.squaredError(), ReferenceLoss.squaredError()));
            cases.add(mixture.holding(Loss.huber(0.7), ReferenceLoss.huber(0.7)));
            cases.add(mixture.holding(Loss.absoluteError(), ReferenceLoss.absoluteError()));
            cases.add(mixture.holding(Loss.quantile(0.9), ReferenceLoss.quantile(0.9)));
            cases.add(mixture.holding(Loss.logCosh(), ReferenceLoss.logCosh()));
            cases.add(mixture.holding(Loss.poisson(), ReferenceLoss.poisson()));
            cases.add(mixture.holding(Loss.focal(2), ReferenceLoss.focal(2)));
        }
    }
}
