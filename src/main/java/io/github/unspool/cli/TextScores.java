package io.github.unspool.cli;

import io.github.unspool.file.Digits;
import io.github.unspool.tribuo.RnnSequenceModel;
import java.util.Locale;
import org.tribuo.classification.Label;
import org.tribuo.sequence.SequenceDataset;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * The scores of a model on a text.
 *
 * @param steps the number of predicted steps
 * @param loss the mean of −log p, in nats
 */
record TextScores(int steps, double loss) {
    static TextScores of(RnnSequenceModel<Label> model, SequenceDataset<Label> data) {
        int steps = data.getData().stream().mapToInt(example -> example.size()).sum();
        return new TextScores(steps, model.loss(data));
    }

    Table table() {
        return Table.create(
                "scores",
                IntColumn.create("steps", new int[] {steps}),
                DoubleColumn.create("loss", loss),
                DoubleColumn.create("bits", loss / Math.log(2)),
                DoubleColumn.create("perplexity", StrictMath.exp(loss)));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s steps, loss %s nats (%s bits) a step, perplexity %.3f",
                steps,
                Digits.ofLoss(loss),
                Digits.ofLoss(loss / Math.log(2)),
                StrictMath.exp(loss));
    }
}
