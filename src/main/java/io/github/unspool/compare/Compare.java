package io.github.unspool.compare;

import io.github.unspool.Rnn;
import io.github.unspool.data.split.Parts;
import io.github.unspool.tribuo.adapter.ExampleAdapter;
import io.github.unspool.tribuo.adapter.SequenceAdapter;
import io.github.unspool.tribuo.setting.Hyperparameters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.tribuo.Dataset;
import org.tribuo.Output;
import org.tribuo.Trainer;
import org.tribuo.classification.evaluation.LabelMetrics;
import org.tribuo.evaluation.Evaluation;
import org.tribuo.evaluation.Evaluator;
import org.tribuo.evaluation.metrics.EvaluationMetric.Average;
import org.tribuo.multilabel.evaluation.MultiLabelMetrics;
import org.tribuo.regression.evaluation.RegressionMetrics;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceEvaluation;
import org.tribuo.sequence.SequenceEvaluator;
import org.tribuo.sequence.SequenceTrainer;

/**
 * Which hyperparameters are better? Immutable: each call gives a new value.
 *
 * <pre>{@code
 * var c = Compare.of(Rnn.builder().hidden(16).gru().epochs(50))
 *     .over("units", List.of(8, 16, 32), Rnn::units)
 *     .over("rate", List.of(0.1, 0.01, 0.001), Rnn::adam)
 *     .seeds(5)
 *     .run(train, validation);
 * c.best()        // the winning chain, ready to train
 * }</pre>
 *
 * <p>The numbers of a run depend on its chain and its repeat alone, so a comparison comes out the same on any number of threads.
 * What is not said: each combination, one run each, ranked by the validation loss, on as many threads as there are processors.
 */
public final class Compare implements Cloneable {
    /** At which a difference counts as real. */
    static final double LEVEL = 0.05;

    private static final int FACTOR = 3;
    /** With which a race begins if nobody says it. */
    private static final int SEEDS = 5;

    private final Rnn base;
    private List<Axis> axes = List.of();
    private List<Rival> rivals = List.of();
    private Search search = new Search.Grid();
    private int seeds = 1;
    private int folds;
    private Pruning pruning = new Pruning.None();
    private Score score = new Score.ValidationLoss();
    /** 0: each candidate makes all repeats. */
    private double until;

    private long nanos = Long.MAX_VALUE;
    private Backend place = new LocalThreads(0);
    private Path file;
    private boolean quiet;

    private Compare(Rnn base) {
        this.base = base;
    }

    private Compare with(Consumer<Compare> change) {
        try {
            Compare changed = (Compare) clone();
            change.accept(changed);
            return changed;
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this class is Cloneable", e);
        }
    }

    private static void check(boolean condition, String sentence, Object... values) {
        if (!condition) {
            throw new IllegalArgumentException(sentence.formatted(values));
        }
    }

    private static <E> List<E> plus(List<E> list, E one) {
        List<E> longer = new ArrayList<>(list);
        longer.add(one);
        return List.copyOf(longer);
    }

    /**
     * Begins a comparison.
     *
     * @param base what all candidates begin with; its layers may still be missing
     * @return a comparison of one
     */
    public static Compare of(Rnn base) {
        return new Compare(base);
    }

    /**
     * Varies steps of the chain, each way under a name.
     *
     * @param name what is varied, such as {@code cell}
     * @param ways how the chain goes on, such as {@code Map.of("tanh", r -> r.hidden(16).tanh(), "gru", r -> r.hidden(16).gru())}
     * @return the changed comparison
     * @throws IllegalArgumentException if there is no way, or the name was used before
     */
    public Compare over(String name, Map<String, UnaryOperator<Rnn>> ways) {
        return over(Axis.of(name, ways));
    }

    /**
     * Varies the argument of a step of the chain.
     *
     * @param name what is varied, such as {@code rate}
     * @param values what is tried
     * @param step the step, such as {@code Rnn::adam}, or {@code (r, p) -> r.top().dropout(p)} for an option of the last layer
     * @param <V> the kind of values
     * @return the changed comparison
     * @throws IllegalArgumentException if there is no value, or the name was used before
     */
    public <V> Compare over(String name, List<V> values, BiFunction<Rnn, V, Rnn> step) {
        return over(Axis.of(name, values, step));
    }

    /**
     * Varies the argument of a step of the chain between two ends; {@link #random} or {@link #sobol} says how many are tried.
     *
     * @param name what is varied, such as {@code rate}
     * @param range the ends, such as {@code Range.log(0.001, 0.1)}
     * @param step the step, such as {@code Rnn::adam}
     * @param <V> the kind of values
     * @return the changed comparison
     * @throws IllegalArgumentException if the name was used before
     */
    public <V extends Number> Compare over(String name, Range<V> range, BiFunction<Rnn, V, Rnn> step) {
        return over(Axis.of(name, range, step));
    }

    private Compare over(Axis axis) {
        check(
                axes.stream().noneMatch(other -> other.name().equals(axis.name())),
                "over(\"%s\", …): there is one of that name already",
                axis.name());
        return with(c -> c.axes = plus(axes, axis));
    }

    /**
     * Varies what the last {@code over} named for some networks only: those for which the steps before it come to something.
     *
     * @param applies such as {@code rnn -> rnn.hyperparameters().layers().size() > 1}
     * @return the changed comparison
     * @throws IllegalArgumentException if nothing is varied yet
     */
    public Compare when(Predicate<Rnn> applies) {
        check(!axes.isEmpty(), "when(…): it belongs behind over(…), which names what it applies to");
        List<Axis> changed = new ArrayList<>(axes);
        changed.set(axes.size() - 1, axes.get(axes.size() - 1).when(applies));
        return with(c -> c.axes = List.copyOf(changed));
    }

    /**
     * Tries some combinations, drawn at random by the seed of the chain.
     *
     * @param candidates how many, at least 1; those drawn twice are tried once
     * @return the changed comparison
     * @throws IllegalArgumentException if it is not positive
     */
    public Compare random(int candidates) {
        check(candidates >= 1, "random(%s): at least 1 candidate is needed; try random(20)", candidates);
        return with(c -> c.search = new Search.Random(candidates));
    }

    /**
     * Tries some combinations that are spread evenly, which finds good ones with fewer than at random: points of a Sobol sequence.
     *
     * @param candidates how many, at least 1; best a power of 2
     * @return the changed comparison
     * @throws IllegalArgumentException if it is not positive
     */
    public Compare sobol(int candidates) {
        check(candidates >= 1, "sobol(%s): at least 1 candidate is needed; try sobol(16)", candidates);
        return with(c -> c.search = new Search.Sobol(candidates));
    }

    /**
     * Repeats each run with other seeds: that of the chain, the next one, and so on.
     *
     * @param count how many runs, at least 1; 5 show what is noise
     * @return the changed comparison
     * @throws IllegalArgumentException if it is not positive
     */
    public Compare seeds(int count) {
        check(count >= 1, "seeds(%s): at least 1 run is needed; try seeds(5)", count);
        return with(c -> c.seeds = count);
    }

    /**
     * Gives more seeds to those candidates only between which nobody can tell. After {@link #seeds}, or 5 if there is no such
     * call, and whenever the number of seeds has doubled, those that are worse than the leader are given up. The comparison ends
     * when one is left, at the latest after 16 times as many seeds; {@link #within} sets another end. Each of the five looks is
     * made at a fifth of the level, so that looking again and again is wrong no more often.
     *
     * @param level how often "is better" may be wrong, such as 0.05
     * @return the changed comparison, which cannot stop runs early nor have several splits of the data
     * @throws IllegalArgumentException if it is not between 0 and 1
     */
    public Compare until(double level) {
        check(level > 0 && level < 1, "until(%s): a level between 0 and 1 is needed; try until(0.05)", level);
        return with(c -> c.until = level);
    }

    /**
     * Cross-validates: the data is split into parts, and each is measured with once, by a model that was trained on the others.
     *
     * @param count how many parts, at least 2
     * @return the changed comparison, which takes one data set
     * @throws IllegalArgumentException if there are fewer
     */
    public Compare folds(int count) {
        check(count >= 2, "folds(%s): at least 2 parts are needed; try folds(5)", count);
        return with(c -> c.folds = count);
    }

    /**
     * Stops the worse two thirds of the candidates early, again and again: successive halving. All are trained for a few epochs,
     * the best third for three times as many, and so on; only those that come to the end are ranked.
     *
     * @return the changed comparison
     */
    public Compare halving() {
        return halving(FACTOR);
    }

    /**
     * Successive halving that keeps another part.
     *
     * @param factor one of so many goes on, with so many times the epochs; at least 2
     * @return the changed comparison
     * @throws IllegalArgumentException if it is smaller
     */
    public Compare halving(int factor) {
        check(factor >= 2, "halving(%s): at least 2 is needed, which keeps every second; try halving()", factor);
        return with(c -> c.pruning = new Pruning.Halving(factor));
    }

    /**
     * Stops candidates early as {@link #halving} does, but without waiting for all: each is held against those before it. Keeps
     * many threads busy, and stops a little less well.
     *
     * @return the changed comparison
     */
    public Compare asha() {
        return with(c -> c.pruning = new Pruning.Asha(FACTOR));
    }

    /**
     * Ends when the time is over; what was done until then is ranked. First all candidates run with one seed, then with the next.
     *
     * @param time such as {@code Duration.ofMinutes(2)}
     * @return the changed comparison
     * @throws IllegalArgumentException if it is not positive
     */
    public Compare within(Duration time) {
        check(
                !time.isNegative() && !time.isZero(),
                "within(%s): a time is needed, such as Duration.ofMinutes(2)",
                time);
        return with(c -> c.nanos = time.toNanos());
    }

    /**
     * Ranks by a metric of classification, averaged over the labels; accuracy over the steps or examples.
     *
     * @param metric such as {@code LabelMetrics.ACCURACY}
     * @return the changed comparison
     */
    public Compare score(LabelMetrics metric) {
        boolean isBad =
                metric == LabelMetrics.BALANCED_ERROR_RATE || metric == LabelMetrics.FP || metric == LabelMetrics.FN;
        Average average = metric == LabelMetrics.ACCURACY ? Average.MICRO : Average.MACRO;
        return with(c -> c.score = new Score.Metric(metric.name(), average, !isBad));
    }

    /**
     * Ranks by a metric of regression, averaged over the dimensions.
     *
     * @param metric such as {@code RegressionMetrics.RMSE}
     * @return the changed comparison
     */
    public Compare score(RegressionMetrics metric) {
        boolean isBad = metric == RegressionMetrics.RMSE || metric == RegressionMetrics.MAE;
        return with(c -> c.score = new Score.Metric(metric.name(), Average.MACRO, !isBad));
    }

    /**
     * Ranks by a metric of sets of labels, averaged over the labels.
     *
     * @param metric such as {@code MultiLabelMetrics.F1}
     * @return the changed comparison
     */
    public Compare score(MultiLabelMetrics metric) {
        boolean isBad = metric == MultiLabelMetrics.BALANCED_ERROR_RATE
                || metric == MultiLabelMetrics.FP
                || metric == MultiLabelMetrics.FN;
        return with(c -> c.score = new Score.Metric(metric.name(), Average.MACRO, !isBad));
    }

    /**
     * Ranks by a number of an evaluation of sequences, the highest first.
     *
     * @param name what it is called
     * @param evaluator such as {@code new LabelSequenceEvaluator()}
     * @param number the number
     * @param <T> the kind of output
     * @param <E> the evaluation
     * @return the changed comparison
     */
    public <T extends Output<T>, E extends SequenceEvaluation<T>> Compare highest(
            String name, SequenceEvaluator<T, E> evaluator, ToDoubleFunction<E> number) {
        return with(c -> c.score = Score.of(name, evaluator, number));
    }

    /**
     * Ranks by a number of an evaluation of examples, the highest first; for the lowest, take it with a minus.
     *
     * @param name what it is called
     * @param evaluator such as {@code new LabelEvaluator()}
     * @param number the number
     * @param <T> the kind of output
     * @param <E> the evaluation
     * @return the changed comparison
     */
    public <T extends Output<T>, E extends Evaluation<T>> Compare highest(
            String name, Evaluator<T, E> evaluator, ToDoubleFunction<E> number) {
        return with(c -> c.score = Score.of(name, evaluator, number));
    }

    /**
     * Lets another trainer take part, for data with one output for each example. It runs to its end.
     *
     * @param name what the leaderboard calls it
     * @param trainer such as {@code new LogisticRegressionTrainer()}
     * @return the changed comparison, which needs a {@code score} that is no loss
     */
    public Compare beside(String name, Trainer<?> trainer) {
        return with(c -> c.rivals = plus(rivals, new Rival(name, trainer)));
    }

    /**
     * Lets another trainer take part, for data with an output at each step. It runs to its end.
     *
     * @param name what the leaderboard calls it
     * @param trainer any sequence trainer
     * @return the changed comparison, which needs a {@code score} that is no loss
     */
    public Compare beside(String name, SequenceTrainer<?> trainer) {
        return with(c -> c.rivals = plus(rivals, new Rival(name, trainer)));
    }

    /**
     * Chooses how many runs are made side by side on this machine. They come out the same for any number.
     *
     * @param count at least 1; without this call as many as there are processors, and fewer if memory is short
     * @return the changed comparison
     * @throws IllegalArgumentException if it is not positive
     */
    public Compare threads(int count) {
        check(count >= 1, "threads(%s): at least 1 is needed", count);
        return with(c -> c.place = new LocalThreads(count));
    }

    /**
     * Chooses where the runs are made. They come out the same anywhere.
     *
     * @param where such as a cluster
     * @return the changed comparison
     */
    public Compare on(Backend where) {
        return with(c -> c.place = where);
    }

    /**
     * Keeps each result in a file, so that the same comparison goes on where it was stopped or killed: no run that had ended is
     * made again, but for one where the score is a function of one's own, to see that it still is the same.
     *
     * <p>A comparison with more seeds, more or other values, or another way to stop early goes on with the same file and makes only
     * the runs that are missing. Other data, another score, and a comparison that shares no candidate with the file are refused.
     *
     * @param path the file; it need not exist yet
     * @return the changed comparison
     */
    public Compare checkpoint(Path path) {
        return with(c -> c.file = path);
    }

    /**
     * Shows nothing while it runs.
     *
     * @return the changed comparison
     */
    public Compare quiet() {
        return with(c -> c.quiet = true);
    }

    /**
     * Runs the comparison by cross-validation, on sequences that have an output at each step.
     *
     * @param data the data
     * @param <T> the kind of output
     * @return who was better; if it was stopped, what was known until then
     * @throws IllegalArgumentException if something does not make sense, or no run could be made
     */
    public <T extends Output<T>> Comparison run(SequenceDataset<T> data) {
        checkFolds(true);
        return run(new Data.Whole<>(new SequenceAdapter<>(data), folds, seed()), true);
    }

    /**
     * Runs the comparison on sequences that have an output at each step.
     *
     * @param train the data to train on
     * @param validation the data to measure with
     * @param <T> the kind of output
     * @return who was better; if it was stopped, what was known until then
     * @throws IllegalArgumentException if something does not make sense, or no run could be made
     */
    public <T extends Output<T>> Comparison run(SequenceDataset<T> train, SequenceDataset<T> validation) {
        checkFolds(false);
        return run(
                new Data.Given(List.of(Fold.of(new SequenceAdapter<>(train), new SequenceAdapter<>(validation)))),
                false);
    }

    /**
     * Runs the comparison by cross-validation, on examples that are a sequence each, with one output.
     *
     * @param data the data
     * @param <T> the kind of output
     * @return who was better; if it was stopped, what was known until then
     * @throws IllegalArgumentException if something does not make sense, or no run could be made
     */
    public <T extends Output<T>> Comparison run(Dataset<T> data) {
        checkFolds(true);
        return run(new Data.Whole<>(new ExampleAdapter<>(data), folds, seed()), true);
    }

    /**
     * Runs the comparison on examples that are a sequence each, with one output.
     *
     * @param train the data to train on
     * @param validation the data to measure with
     * @param <T> the kind of output
     * @return who was better; if it was stopped, what was known until then
     * @throws IllegalArgumentException if something does not make sense, or no run could be made
     */
    public <T extends Output<T>> Comparison run(Dataset<T> train, Dataset<T> validation) {
        checkFolds(false);
        return run(
                new Data.Given(List.of(Fold.of(new ExampleAdapter<>(train), new ExampleAdapter<>(validation)))), false);
    }

    /**
     * Runs the comparison on split sequences: trains on the training part and measures with the validation part. The test part is
     * left for the winner.
     *
     * @param parts what {@code split} gives
     * @param <T> the kind of output
     * @return who was better; if it was stopped, what was known until then
     * @throws IllegalArgumentException if something does not make sense, or no run could be made
     */
    public <T extends Output<T>> Comparison run(Parts.OfSequences<T> parts) {
        return run(parts.training(), parts.validation());
    }

    /**
     * Runs the comparison on split examples: trains on the training part and measures with the validation part. The test part is
     * left for the winner.
     *
     * @param parts what {@code split} gives
     * @param <T> the kind of output
     * @return who was better; if it was stopped, what was known until then
     * @throws IllegalArgumentException if something does not make sense, or no run could be made
     */
    public <T extends Output<T>> Comparison run(Parts.OfExamples<T> parts) {
        return run(parts.training(), parts.validation());
    }

    /**
     * Runs the comparison on several splits of examples, such as those of a backtest: each is trained and measured with its
     * validation part. The test parts are left for the winner.
     *
     * @param parts the splits, at least one
     * @param <T> the kind of output
     * @return who was better; if it was stopped, what was known until then
     * @throws IllegalArgumentException if something does not make sense, or no run could be made
     */
    public <T extends Output<T>> Comparison run(List<Parts.OfExamples<T>> parts) {
        checkFolds(false);
        check(!parts.isEmpty(), "run(parts): there is no split; give at least one");
        List<Fold> splits = parts.stream()
                .map(part -> Fold.of(new ExampleAdapter<>(part.training()), new ExampleAdapter<>(part.validation())))
                .toList();
        return run(new Data.Given(splits), parts.size() > 1);
    }

    private long seed() {
        return base.hyperparameters().get(Hyperparameters.SEED);
    }

    private void checkFolds(boolean isWanted) {
        check(
                isWanted || folds == 0,
                "run(train, validation): with folds(%s) one data set is needed, which is split",
                folds);
        check(
                !isWanted || folds > 0,
                "run(data): say how to split it, such as folds(5), or give data to measure with as well");
    }

    private Comparison run(Data data, boolean isCrossValidated) {
        List<Candidate> candidates = candidates();
        List<Repeat> repeats = new ArrayList<>();
        int first = until == 0 ? 0 : seeds == 1 ? SEEDS : seeds;
        int most = until == 0 ? seeds : Race.most(first);
        checkUntil(data.count());
        for (int seed = 0; seed < most; seed++) {
            for (int fold = 0; fold < data.count(); fold++) {
                repeats.add(new Repeat(repeats.size(), seed, fold));
            }
        }
        Plan plan = new Plan(candidates, List.copyOf(repeats), pruning);
        Job job = new Job(candidates, plan.repeats(), data, score);
        score.check(job.folds().get(0).training().kind());
        ComparisonListener listener = quiet ? ComparisonListener.NONE : ComparisonListeners.begin();
        double share = isCrossValidated ? job.folds().get(0).share() : 0;
        try (Journal journal = file == null ? Journal.NONE : new JournalFile(file, plan, settings(job.folds()))) {
            job.check(plan, journal.results());
            return checked(new Contest(plan, job, listener, journal, nanos, share, first, until).run(place));
        }
    }

    private void checkUntil(int splits) {
        check(
                until == 0 || splits == 1,
                "until(%s): more seeds say nothing new of %s splits of the same data; give training and validation data, or leave until(…) out",
                until,
                splits);
        check(
                until == 0 || pruning instanceof Pruning.None,
                "until(%s) and halving() or asha(): only runs that come to their end can be told apart; leave one out",
                until);
    }

    private List<Candidate> candidates() {
        check(
                rivals.isEmpty() || !(score instanceof Score.ValidationLoss),
                "beside(…): other trainers have no validation loss; choose what all are ranked by, such as score(LabelMetrics.ACCURACY)");
        List<Candidate> candidates = new ArrayList<>(Search.candidates(base, axes, search));
        for (Candidate candidate : candidates) {
            try {
                candidate.rnn().ifPresent(Rnn::trainer);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("%s: %s".formatted(candidate, e.getMessage()), e);
            }
        }
        for (Rival rival : rivals) {
            candidates.add(new Candidate(candidates.size(), Map.of(), rival));
        }
        return List.copyOf(candidates);
    }

    /** If nobody has a score, the reason is no finding but a mistake. */
    private static Comparison checked(Comparison comparison) {
        boolean isNobodyScored = comparison.message().isEmpty()
                && comparison.standings().stream().allMatch(s -> s.rank() == 0);
        check(
                !isNobodyScored,
                "no run went well; %s: %s",
                comparison.standings().get(0).candidate(),
                comparison.standings().get(0).remark());
        return comparison;
    }

    /** What it would compare, and how to run it. */
    @Override
    public String toString() {
        String call = folds > 0 ? "run(data)" : "run(train, validation)";
        return "a comparison over %s that has not run yet; call %s"
                .formatted(
                        axes.isEmpty()
                                ? "nothing"
                                : axes.stream().map(Axis::name).collect(Collectors.joining(", ")),
                        call);
    }

    /** What all results share; what a run depends on beside them is kept with each. */
    private Map<String, String> settings(List<Fold> data) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("folds", "" + folds);
        settings.put("score", score.name());
        settings.put("data", data.stream().map(Fold::fingerprint).collect(Collectors.joining(", ")));
        return settings;
    }
}
