package io.github.unspool.data.baseline;

import io.github.unspool.data.Series;
import io.github.unspool.data.series.SeriesMaker;
import io.github.unspool.data.series.SeriesScores;
import io.github.unspool.data.split.Parts;
import io.github.unspool.tribuo.RnnModel;
import io.github.unspool.tribuo.RnnSequenceModel;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.baseline.DummyClassifierTrainer;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.regression.Regressor;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceModel;
import org.tribuo.sequence.SequenceTrainer;
import tech.tablesaw.api.Table;

/**
 * Predictions that need no network. One that does not beat them has learned nothing. They are trainers of Tribuo's, so that
 * the same evaluators and backtests measure them; their models are not written to files.
 *
 * <pre>{@code
 * Baselines.table(series, 7, parts, model)
 * }</pre>
 */
public final class Baselines {
    private Baselines() {}

    /**
     * Tells the latest value at each step ahead.
     *
     * @param series whose rows are looked up
     * @return a trainer for examples of that series
     */
    public static Trainer<Regressor> lastValue(Series series) {
        return new NaiveTrainer(series, 1);
    }

    /**
     * Tells the value of one period before, or of several where that is not yet known.
     *
     * @param series whose rows are looked up
     * @param period how many rows, such as 7 for days with a weekly cycle
     * @return a trainer for examples of that series
     * @throws IllegalArgumentException if the period is not positive
     */
    public static Trainer<Regressor> seasonalNaive(Series series, int period) {
        return new NaiveTrainer(series, period);
    }

    /**
     * A straight line through all features of an example for each output: least squares, with a penalty of 1 on the squared
     * weights (ridge regression; Hoerl and Kennard, 1970).
     *
     * @return a trainer for any data set of numbers
     */
    public static Trainer<Regressor> linear() {
        return new LinearTrainer();
    }

    /**
     * Compares a model of a series with the last value, the seasonal naive and the linear prediction.
     *
     * @param series what the parts were made by
     * @param period of the seasonal naive prediction, in rows
     * @param parts the baselines are trained on the first, and all are measured on the last
     * @param model trained on the first part
     * @return a row for each, the model first; see {@link Series#score}
     * @throws IllegalArgumentException if the model or the parts were made from other windows; the message says how
     */
    public static Table table(Series series, int period, Parts<Dataset<Regressor>> parts, Model<Regressor> model) {
        SeriesScores scores = begun(series, parts, model);
        addSeasonal(scores, series, period, parts);
        return withLinear(scores, series, parts);
    }

    private static SeriesScores begun(Series series, Parts<Dataset<Regressor>> parts, Model<Regressor> model) {
        SeriesMaker maker = series.maker();
        return new SeriesScores("model")
                .add("network", maker, model, parts.test())
                .add("last value", maker, lastValue(series).train(parts.training()), parts.test());
    }

    private static void addSeasonal(SeriesScores scores, Series series, int period, Parts<Dataset<Regressor>> parts) {
        Model<Regressor> naive = seasonalNaive(series, period).train(parts.training());
        scores.add("seasonal naive (" + period + ")", series.maker(), naive, parts.test());
    }

    private static Table withLinear(SeriesScores scores, Series series, Parts<Dataset<Regressor>> parts) {
        // An export that has rolled on may have no row of the training part.
        return parts.training().size() == 0
                ? scores.table()
                : scores.add("linear", series.maker(), linear().train(parts.training()), parts.test())
                        .table();
    }

    /**
     * Compares a model of a series with the last value, the seasonal naive of its own period and the linear prediction.
     * Where the rows begin less than a period before the predicted ones, the seasonal naive has no numbers, and its name
     * says so.
     *
     * @param series what the parts were made by; see {@link Series#period}
     * @param parts the baselines are trained on the first, and all are measured on the last
     * @param model trained on the first part
     * @return a row for each, the model first; see {@link Series#score}
     * @throws IllegalArgumentException if the model or the parts were made from other windows; the message says how
     */
    public static Table table(Series series, Parts<Dataset<Regressor>> parts, Model<Regressor> model) {
        int period = series.period();
        SeriesScores scores = begun(series, parts, model);
        if (new NaiveTrainer(series, period).knows(parts.test())) {
            addSeasonal(scores, series, period, parts);
        } else {
            scores.addUnknown("seasonal naive (" + period + "), too few rows", series.maker());
        }
        return withLinear(scores, series, parts);
    }

    /**
     * Tells at each step the label that was commonest of all.
     *
     * @return a trainer for any sequences of labels; its model gives each label its share
     */
    public static SequenceTrainer<Label> majority() {
        return new FrequencyTrainer(false);
    }

    /**
     * Predicts at each step the most frequent label of that token in the training data: for a text a bigram model, the most
     * probable next word given the one before alone; of tags the commonest tag of each word. A label's share of all steps
     * counts as one more time for each token (MacKay and Peto, 1995).
     *
     * @return a trainer for any sequences of labels
     */
    public static SequenceTrainer<Label> perToken() {
        return new FrequencyTrainer(true);
    }

    /**
     * Logistic regression on what all steps of an example hold together, whatever their order.
     *
     * @return a trainer for examples whose features name their step, around Tribuo's {@code LogisticRegressionTrainer}
     */
    public static Trainer<Label> bagOfFeatures() {
        return new BagTrainer(new LogisticRegressionTrainer());
    }

    /**
     * Compares a model of a label at each step with the most frequent label, and the most frequent label of each token.
     *
     * @param parts the baselines are trained on the first, and all are measured on the last
     * @param model trained on the first part
     * @return a row for each, the model first: the fraction of steps predicted correctly, and the perplexity, which leaves
     *     labels out that training has not
     */
    public static Table table(Parts<SequenceDataset<Label>> parts, SequenceModel<Label> model) {
        return new BaselineScores("perplexity")
                .add("network", model, parts.test())
                .add("majority", majority().train(parts.training()), parts.test())
                .add("per token", perToken().train(parts.training()), parts.test())
                .table(model instanceof RnnSequenceModel<Label> rnn ? rnn.leftOut(parts.test()) : 0);
    }

    /**
     * Compares a model of a label for each example with the commonest label, and with {@link #bagOfFeatures}.
     *
     * @param parts the baselines are trained on the first, and all are measured on the last
     * @param model trained on the first part
     * @return a row for each, the model first: the fraction of examples predicted correctly, and the mean of the labels' F1
     */
    public static Table table(Parts<Dataset<Label>> parts, Model<Label> model) {
        return new BaselineScores("macro F1")
                .add("network", model, parts.test())
                .add(
                        "majority",
                        DummyClassifierTrainer.createMostFrequentTrainer().train(parts.training()),
                        parts.test())
                .add("bag of features", bagOfFeatures().train(parts.training()), parts.test())
                .table(model instanceof RnnModel<Label> rnn ? rnn.leftOut(parts.test()) : 0);
    }
}
