package io.github.unspool.compare;

import io.github.unspool.Rnn;
import io.github.unspool.data.split.Parts;
import io.github.unspool.runtime.Host;
import io.github.unspool.tribuo.adapter.ExampleAdapter;
import io.github.unspool.tribuo.adapter.SequenceAdapter;
import io.github.unspool.tribuo.output.TokenMetric;
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
 * Compares hyperparameters. Immutable: each method returns a new comparison.
 *
 * <pre>{@code
 * var c = Compare.of(Rnn.builder().hidden(16).gru().epochs(50))
 *     .over("units", List.of(8, 16, 32), Rnn::units)
 *     .over("rate", List.of(0.1, 0.01, 0.001), Rnn::adam)
 *     .seeds(5)
 *     .run(train, validation);
 * c.best()        // the best network, ready to train
 * }</pre>
 *
 * <p>The result of a run depends only on its candidate and its repeat, so a comparison gives the same results with any
 * number of threads. Defaults: all combinations, one run for each, ranked by the validation loss, as many threads as
 * processors.
 */
public final class Compare implements Cloneable {
    /** The significance level of a difference. */
    static final double LEVEL = 0.05;

    private static final int FACTOR = 3;
    /** The default number of seeds before the first decision of a race. */
    private static final int SEEDS = 5;

    private final Rnn base;
    private List<Axis> axes = List.of();
    private List<CompetingTrainer> competitors = List.of();
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
     * Creates a comparison.
     *
     * @param base the builder that all candidates start from; it may lack layers
     * @return a comparison of one
     */
    public static Compare of(Rnn base) {
        return new Compare(base);
    }

    /**
     * Varies a part of the builder, with a name for each variant.
     *
     * @param name the name of the hyperparameter, such as {@code cell}
     * @param ways the variants, such as {@code Map.of("tanh", r -> r.hidden(16).tanh(), "gru", r -> r.hidden(16).gru())}
     * @return the changed comparison
     * @throws IllegalArgumentException if there is no way, or the name was used before
     */
    public Compare over(String name, Map<String, UnaryOperator<Rnn>> ways) {
        return over(Axis.of(name, ways));
    }

    /**
     * Varies the argument of a builder method.
     *
     * @param name the name of the hyperparameter, such as {@code rate}
     * @param values the values to try
     * @param step the builder method, such as {@code Rnn::adam}, or {@code (r, p) -> r.top().dropout(p)} for an option of
     *     the last layer
     * @param <V> the kind of values
     * @return the changed comparison
     * @throws IllegalArgumentException if there is no value, or the name was used before
     */
    public <V> Compare over(String name, List<V> values, BiFunction<Rnn, V, Rnn> step) {
        return over(Axis.of(name, values, step));
    }

    /**
     * Varies the argument of a builder method within a range; {@link #random} or {@link #sobol} sets the number of
     * candidates.
     *
     * @param name the name of the hyperparameter, such as {@code rate}
     * @param range the range, such as {@code Range.log(0.001, 0.1)}
     * @param step the builder method, such as {@code Rnn::adam}
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
                "over(\"%s\", …): this name is already used; choose another one",
                axis.name());
        return with(c -> c.axes = plus(axes, axis));
    }

    /**
     * Restricts the last {@code over} to networks that meet a condition, given the choices before it.
     *
     * @param applies such as {@code rnn -> rnn.hyperparameters().layers().size() > 1}
     * @return the changed comparison
     * @throws IllegalArgumentException if nothing is varied yet
     */
    public Compare when(Predicate<Rnn> applies) {
        check(!axes.isEmpty(), "when(…): there is no over(…) before it; call over(…) first");
        List<Axis> changed = new ArrayList<>(axes);
        changed.set(axes.size() - 1, axes.get(axes.size() - 1).when(applies));
        return with(c -> c.axes = List.copyOf(changed));
    }

    /**
     * Tries a number of random combinations, drawn with the seed of the base network.
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
     * Tries a number of combinations that cover the space evenly: points of a Sobol sequence. This needs fewer candidates
     * than random search to find good ones.
     *
     * @param candidates how many, at least 1; preferably a power of 2
     * @return the changed comparison
     * @throws IllegalArgumentException if it is not positive
     */
    public Compare sobol(int candidates) {
        check(candidates >= 1, "sobol(%s): at least 1 candidate is needed; try sobol(16)", candidates);
        return with(c -> c.search = new Search.Sobol(candidates));
    }

    /**
     * Repeats each run with several seeds: the seed of the network, the next one, and so on.
     *
     * @param count how many runs, at least 1; 5 show how large the noise is
     * @return the changed comparison
     * @throws IllegalArgumentException if it is not positive
     */
    public Compare seeds(int count) {
        check(count >= 1, "seeds(%s): at least 1 run is needed; try seeds(5)", count);
        return with(c -> c.seeds = count);
    }

    /**
     * Adds seeds only for the candidates that cannot be distinguished yet. After {@link #seeds} (5 by default), and
     * whenever the number of seeds has doubled, candidates that are significantly worse than the leader are dropped. The
     * comparison ends when one is left, and at the latest after 16 times as many seeds; {@link #within} sets a time limit.
     * Each of the five tests is made at a fifth of the level, so that repeated testing does not increase the error rate.
     *
     * @param level the probability with which "is better" may be wrong, such as 0.05
     * @return the changed comparison, which cannot stop runs early nor have several splits of the data
     * @throws IllegalArgumentException if it is not between 0 and 1
     */
    public Compare until(double level) {
        check(level > 0 && level < 1, "until(%s): a level between 0 and 1 is needed; try until(0.05)", level);
        return with(c -> c.until = level);
    }

    /**
     * Cross-validates: splits the data into folds; each fold is the validation data once, for a model that was trained on
     * the others.
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
     * Stops the worse two thirds of the candidates at each rung (successive halving): all are trained for a few epochs, the
     * best third for three times as many, and so on. Only candidates that reach the end are ranked.
     *
     * @return the changed comparison
     */
    public Compare halving() {
        return halving(FACTOR);
    }

    /**
     * Successive halving that keeps another fraction.
     *
     * @param factor the best 1/factor of the candidates continue, for factor times as many epochs; at least 2
     * @return the changed comparison
     * @throws IllegalArgumentException if it is smaller
     */
    public Compare halving(int factor) {
        check(
                factor >= 2,
                "halving(%s): the factor must be at least 2, which keeps every second candidate; try halving()",
                factor);
        return with(c -> c.pruning = new Pruning.Halving(factor));
    }

    /**
     * Stops candidates early like {@link #halving}, but asynchronously (ASHA): each candidate is compared only with those
     * before it. This keeps many threads busy, with slightly worse decisions.
     *
     * @return the changed comparison
     */
    public Compare asha() {
        return with(c -> c.pruning = new Pruning.Asha(FACTOR));
    }

    /**
     * Sets a time limit; the results until then are ranked. All candidates run with the first seed, then with the next.
     *
     * @param time such as {@code Duration.ofMinutes(2)}
     * @return the changed comparison
     * @throws IllegalArgumentException if it is not positive
     */
    public Compare within(Duration time) {
        check(
                !time.isNegative() && !time.isZero(),
                "within(%s): the time must be positive, such as Duration.ofMinutes(2)",
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
     * Ranks by a metric of predicted sequences of labels, over all of them together.
     *
     * @param metric such as {@code TokenMetric.TOKEN_ERROR_RATE}
     * @return the changed comparison
     */
    public Compare score(TokenMetric metric) {
        return with(c -> c.score = new Score.Metric(metric.name(), Average.MICRO, metric.isHigherBetter()));
    }

    /**
     * Ranks by a number that is computed from an evaluation of sequences, the highest first.
     *
     * @param name the name of the score
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
     * Ranks by a number that is computed from an evaluation of examples, the highest first; negate it to rank the lowest
     * first.
     *
     * @param name the name of the score
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
     * Adds a competing trainer, for data with one output for each example. It is never stopped early.
     *
     * @param name its name on the leaderboard
     * @param trainer such as {@code new LogisticRegressionTrainer()}
     * @return the changed comparison, which needs a {@code score} other than the validation loss
     */
    public Compare competitor(String name, Trainer<?> trainer) {
        return with(c -> c.competitors = plus(competitors, new CompetingTrainer(name, trainer)));
    }

    /**
     * Adds a competing trainer, for data with an output at each step. It is never stopped early.
     *
     * @param name its name on the leaderboard
     * @param trainer any sequence trainer
     * @return the changed comparison, which needs a {@code score} other than the validation loss
     */
    public Compare competitor(String name, SequenceTrainer<?> trainer) {
        return with(c -> c.competitors = plus(competitors, new CompetingTrainer(name, trainer)));
    }

    /**
     * Sets the number of concurrent runs on this machine. The results are the same for any number.
     *
     * @param count at least 1; by default the number of processors, or fewer if memory is short
     * @return the changed comparison
     * @throws IllegalArgumentException if it is not positive
     */
    public Compare threads(int count) {
        check(count >= 1, "threads(%s): at least 1 is needed", count);
        return with(c -> c.place = new LocalThreads(count));
    }

    /**
     * Sets the backend that executes the runs. The results are the same on any backend.
     *
     * @param where the backend, such as a cluster
     * @return the changed comparison
     */
    public Compare on(Backend where) {
        return with(c -> c.place = where);
    }

    /**
     * Stores each result in a file, so that the same comparison can be resumed after it was stopped or killed. Completed
     * runs are not repeated, except for one run if the score is a function, to verify that the function is unchanged.
     *
     * <p>A comparison with more seeds, more or other values, or another way to stop early can use the same file and makes
     * only the missing runs. A comparison with other data, another score, or no candidate in common with the file is
     * refused.
     *
     * @param path the file; it need not exist yet
     * @return the changed comparison
     */
    public Compare checkpoint(Path path) {
        return with(c -> c.file = path);
    }

    /**
     * Suppresses progress output.
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
     * @return the results; if it was stopped, those until then
     * @throws IllegalArgumentException if the settings or the data are invalid, or all runs failed
     */
    public <T extends Output<T>> Comparison run(SequenceDataset<T> data) {
        checkFolds(true);
        return run(new Data.Whole<>(new SequenceAdapter<>(data), folds, seed()), true);
    }

    /**
     * Runs the comparison on sequences that have an output at each step.
     *
     * @param train the training data
     * @param validation the validation data
     * @param <T> the kind of output
     * @return the results; if it was stopped, those until then
     * @throws IllegalArgumentException if the settings or the data are invalid, or all runs failed
     */
    public <T extends Output<T>> Comparison run(SequenceDataset<T> train, SequenceDataset<T> validation) {
        checkFolds(false);
        return run(
                new Data.Given(List.of(Fold.of(new SequenceAdapter<>(train), new SequenceAdapter<>(validation)))),
                false);
    }

    /**
     * Runs the comparison by cross-validation, on examples, each of which is a sequence with one output.
     *
     * @param data the data
     * @param <T> the kind of output
     * @return the results; if it was stopped, those until then
     * @throws IllegalArgumentException if the settings or the data are invalid, or all runs failed
     */
    public <T extends Output<T>> Comparison run(Dataset<T> data) {
        checkFolds(true);
        return run(new Data.Whole<>(new ExampleAdapter<>(data), folds, seed()), true);
    }

    /**
     * Runs the comparison on examples, each of which is a sequence with one output.
     *
     * @param train the training data
     * @param validation the validation data
     * @param <T> the kind of output
     * @return the results; if it was stopped, those until then
     * @throws IllegalArgumentException if the settings or the data are invalid, or all runs failed
     */
    public <T extends Output<T>> Comparison run(Dataset<T> train, Dataset<T> validation) {
        checkFolds(false);
        return run(
                new Data.Given(List.of(Fold.of(new ExampleAdapter<>(train), new ExampleAdapter<>(validation)))), false);
    }

    /**
     * Runs the comparison on split sequences, with their training and validation data. The test data is not read, so it can
     * measure the winner.
     *
     * @param parts the result of {@code split}
     * @param <T> the kind of output
     * @return the results; if it was stopped, those until then
     * @throws IllegalArgumentException if the settings or the data are invalid, or all runs failed
     */
    public <T extends Output<T>> Comparison run(Parts.OfSequences<T> parts) {
        return run(parts.training(), parts.validation());
    }

    /**
     * Runs the comparison on split examples, with their training and validation data. The test data is not read, so it can
     * measure the winner.
     *
     * @param parts the result of {@code split}
     * @param <T> the kind of output
     * @return the results; if it was stopped, those until then
     * @throws IllegalArgumentException if the settings or the data are invalid, or all runs failed
     */
    public <T extends Output<T>> Comparison run(Parts.OfExamples<T> parts) {
        return run(parts.training(), parts.validation());
    }

    /**
     * Runs the comparison on several splits of examples, such as those of a backtest, with their training and validation
     * data. The test data is not read, so it can measure the winner.
     *
     * @param parts the splits, at least one
     * @param <T> the kind of output
     * @return the results; if it was stopped, those until then
     * @throws IllegalArgumentException if the settings or the data are invalid, or all runs failed
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
                "run(train, validation): folds(%s) splits one data set; call run(data), or remove folds(…)",
                folds);
        check(
                !isWanted || folds > 0,
                "run(data): there is no validation data; call folds(5), or run(train, validation)");
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
        ComparisonListener listener = quiet
                ? ComparisonListener.NONE
                : Host.current().listener(ComparisonListener.class).orElse(ComparisonListener.NONE);
        double share = isCrossValidated ? job.folds().get(0).share() : 0;
        try (Journal journal = file == null ? Journal.NONE : new JournalFile(file, plan, settings(job.folds()))) {
            job.check(plan, journal.results());
            return checked(new Contest(plan, job, listener, journal, nanos, share, first, until).run(place));
        }
    }

    private void checkUntil(int splits) {
        check(
                until == 0 || splits == 1,
                "until(%s): more seeds add no information about %s splits of the same data; call run(train, validation), or remove until(…)",
                until,
                splits);
        check(
                until == 0 || pruning instanceof Pruning.None,
                "until(%s) and halving() or asha() exclude each other, because until(…) compares complete runs; remove one of them",
                until);
    }

    private List<Candidate> candidates() {
        check(
                competitors.isEmpty() || !(score instanceof Score.ValidationLoss),
                "competitor(…): other trainers have no validation loss; choose a score for all, such as score(LabelMetrics.ACCURACY)");
        List<Candidate> candidates = new ArrayList<>(Search.candidates(base, axes, search));
        for (Candidate candidate : candidates) {
            try {
                candidate.rnn().ifPresent(Rnn::trainer);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("%s: %s".formatted(candidate, e.getMessage()), e);
            }
        }
        for (CompetingTrainer competitor : competitors) {
            candidates.add(new Candidate(candidates.size(), Map.of(), competitor));
        }
        return List.copyOf(candidates);
    }

    /** If no candidate has a score, the reason is an error. */
    private static Comparison checked(Comparison comparison) {
        boolean isNobodyScored =
                comparison.message().isEmpty() && comparison.rows().stream().allMatch(s -> s.rank() == 0);
        check(
                !isNobodyScored,
                "all runs failed; %s: %s",
                comparison.rows().get(0).candidate(),
                comparison.rows().get(0).remark());
        return comparison;
    }

    /** A description of the comparison and how to run it. */
    @Override
    public String toString() {
        String call = folds > 0 ? "run(data)" : "run(train, validation)";
        return "a comparison over %s that has not been run; call %s"
                .formatted(
                        axes.isEmpty()
                                ? "nothing"
                                : axes.stream().map(Axis::name).collect(Collectors.joining(", ")),
                        call);
    }

    /** The settings that all results share; all other settings of a run are stored with each result. */
    private Map<String, String> settings(List<Fold> data) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("folds", "" + folds);
        settings.put("score", score.name());
        settings.put("data", data.stream().map(Fold::fingerprint).collect(Collectors.joining(", ")));
        return settings;
    }
}
