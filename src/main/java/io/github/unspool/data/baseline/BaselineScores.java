package io.github.unspool.data.baseline;

import io.github.unspool.data.table.Columns;
import io.github.unspool.tribuo.Measuring;
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

/** Scores of models that predict labels, one row for each. */
final class BaselineScores {
    private final StringColumn model = StringColumn.create("model");
    private final DoubleColumn accuracy = Columns.numbers("accuracy");
    private final DoubleColumn second;

    BaselineScores(String second) {
        this.second = Columns.numbers(second);
    }

    private BaselineScores add(String name, double right, double other) {
        model.append(name);
        accuracy.append(right);
        second.append(other);
        return this;
    }

    BaselineScores add(String name, Model<Label> predicted, Dataset<Label> data) {
        var evaluation = Measuring.evaluate(new LabelEvaluator(), predicted, data);
        return add(name, evaluation.accuracy(), evaluation.macroAveragedF1());
    }

    /**
     * One sequence at a time, since a prediction holds a number for each label. As in {@link Measuring}, targets that are not
     * known are left out, and a label that training has not counts as wrong but has no perplexity.
     */
    BaselineScores add(String name, SequenceModel<Label> predicted, SequenceDataset<Label> data) {
        long right = 0;
        long steps = 0;
        long surprising = 0;
        double surprise = 0;
        for (SequenceExample<Label> sequence : data) {
            List<Prediction<Label>> predictions = Measuring.predictAnyway(predicted, sequence);
            for (int t = 0; t < predictions.size(); t++) {
                Label truth = sequence.get(t).getOutput();
                if (truth.getLabel().equals(Label.UNKNOWN)) {
                    continue;
                }
                steps++;
                right += predictions.get(t).getOutput().getLabel().equals(truth.getLabel()) ? 1 : 0;
                if (predicted.getOutputIDInfo().getID(truth) >= 0) {
                    Label score = predictions.get(t).getOutputScores().get(truth.getLabel());
                    surprise -= StrictMath.log(score == null ? 0 : score.getScore());
                    surprising++;
                }
            }
        }
        return add(name, right / (double) steps, StrictMath.exp(surprise / surprising));
    }

    Table table() {
        return Table.create("scores", model, accuracy, second);
    }

    /** The table, whose name says how many features of the test were not read. */
    Table table(long leftOut) {
        return leftOut == 0 ? table() : table().setName("scores, %s features left out".formatted(leftOut));
    }
}
