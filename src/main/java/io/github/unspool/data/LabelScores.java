package io.github.unspool.data;

import java.util.List;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceExample;
import org.tribuo.sequence.SequenceModel;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** How well models tell labels, a row for each. */
final class LabelScores {
    private final StringColumn model = StringColumn.create("model");
    private final DoubleColumn accuracy = Columns.numbers("accuracy");
    private final DoubleColumn second;

    LabelScores(String second) {
        this.second = Columns.numbers(second);
    }

    private LabelScores add(String name, double right, double other) {
        model.append(name);
        accuracy.append(right);
        second.append(other);
        return this;
    }

    LabelScores add(String name, Model<Label> told, Dataset<Label> data) {
        var evaluation = new LabelEvaluator().evaluate(told, data);
        return add(name, evaluation.accuracy(), evaluation.macroAveragedF1());
    }

    /** One sequence at a time, since a prediction holds a number for each label. */
    LabelScores add(String name, SequenceModel<Label> told, SequenceDataset<Label> data) {
        long right = 0;
        long steps = 0;
        double surprise = 0;
        for (SequenceExample<Label> sequence : data) {
            List<Prediction<Label>> predictions = told.predict(sequence);
            for (int t = 0; t < predictions.size(); t++) {
                String truth = sequence.get(t).getOutput().getLabel();
                right += predictions.get(t).getOutput().getLabel().equals(truth) ? 1 : 0;
                Label score = predictions.get(t).getOutputScores().get(truth);
                surprise -= StrictMath.log(score == null ? 0 : score.getScore());
                steps++;
            }
        }
        return add(name, right / (double) steps, StrictMath.exp(surprise / steps));
    }

    Table table() {
        return Table.create("scores", model, accuracy, second);
    }

    /** The table, whose name says how many features of the test were not read. */
    Table table(long leftOut) {
        return leftOut == 0 ? table() : table().setName("scores, %d features left out".formatted(leftOut));
    }
}
