package io.github.unspool.view;

import io.github.unspool.data.table.SignificantDigits;
import io.github.unspool.tribuo.output.LabelSequence;
import java.util.List;
import java.util.Objects;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.regression.Regressor;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Predictions, one in each row, with their targets if these are known. */
final class PredictionTable {
    private final List<? extends Prediction<?>> all;
    private final Table table = Table.create("predictions");

    private PredictionTable(List<? extends Prediction<?>> all) {
        this.all = all;
        table.addColumns(IntColumn.indexColumn("number", all.size(), 1));
    }

    static Table of(List<? extends Prediction<?>> predictions) {
        if (predictions.isEmpty()) {
            throw new IllegalArgumentException("there are no predictions; call model.predict(data) first");
        }
        PredictionTable rows = new PredictionTable(predictions);
        return predictions.get(0).getOutput() instanceof Regressor first ? rows.numbers(first) : rows.labels();
    }

    private Table labels() {
        StringColumn target = StringColumn.create("target");
        StringColumn predicted = StringColumn.create("prediction");
        DoubleColumn probability = DoubleColumn.create("probability");
        for (Prediction<?> prediction : all) {
            Output<?> wanted = prediction.getExample().getOutput();
            target.append(isUnknown(wanted) ? "" : TargetTables.text(wanted));
            predicted.append(TargetTables.text(prediction.getOutput()));
            probability.append(probability(prediction.getOutput()));
        }
        if (all.stream()
                .anyMatch(prediction -> !isUnknown(prediction.getExample().getOutput()))) {
            table.addColumns(target);
        }
        table.addColumns(predicted);
        return all.get(0).hasProbabilities() && !Double.isNaN(probability.get(0))
                ? table.addColumns(Views.format(probability, 3))
                : table;
    }

    /** Of one label, or of a whole sequence of them; NaN of other outputs. */
    private static double probability(Output<?> output) {
        if (output instanceof LabelSequence sequence) {
            return sequence.score();
        }
        return output instanceof Label label ? label.getScore() : Double.NaN;
    }

    private static boolean isUnknown(Output<?> output) {
        return output instanceof Label label && label.getLabel().equals(Label.UNKNOWN)
                || Objects.equals(output, LabelSequence.UNKNOWN)
                || Objects.equals(output, MultiLabelFactory.UNKNOWN_MULTILABEL);
    }

    /** For each number its target and its prediction. */
    private Table numbers(Regressor first) {
        boolean isKnown = all.stream()
                .map(prediction -> prediction.getExample().getOutput())
                .anyMatch(output -> !Double.isNaN(value(output, first.getNames()[0])));
        for (String name : first.getNames()) {
            if (isKnown) {
                table.addColumns(numbers(
                        name + " target",
                        all.stream()
                                .map(prediction -> prediction.getExample().getOutput())
                                .toList(),
                        name));
            }
            table.addColumns(numbers(
                    isKnown ? name + " prediction" : name,
                    all.stream().map(Prediction::getOutput).toList(),
                    name));
        }
        return table;
    }

    private static DoubleColumn numbers(String title, List<? extends Output<?>> outputs, String name) {
        return SignificantDigits.show(DoubleColumn.create(
                title,
                outputs.stream().mapToDouble(output -> value(output, name)).toArray()));
    }

    private static double value(Output<?> output, String name) {
        return ((Regressor) output)
                .getDimension(name)
                .map(Regressor.DimensionTuple::getValue)
                .orElse(Double.NaN);
    }
}
