package io.github.unspool.data;

import io.github.unspool.data.sample.KnownColumns;
import io.github.unspool.data.sample.SampleSet;
import io.github.unspool.data.sample.Vocabulary;
import io.github.unspool.data.split.Deal;
import io.github.unspool.data.split.Parts;
import io.github.unspool.data.split.Shares;
import org.tribuo.Dataset;
import org.tribuo.FeatureMap;
import org.tribuo.Model;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceModel;

/**
 * Sequences with targets, as one data set or split into three parts. Immutable.
 *
 * @param <D> the type of the data set
 * @param <P> the type of the split
 */
public final class Samples<D, P extends Parts<D>> {
    private final SampleSet<?, D, P> set;
    private final Vocabulary vocabulary;
    private final String group;
    private final long seed;

    Samples(SampleSet<?, D, P> set) {
        this(set, Vocabulary.ALL, null, 1);
    }

    private Samples(SampleSet<?, D, P> set, Vocabulary vocabulary, String group, long seed) {
        this.set = set;
        this.vocabulary = vocabulary;
        this.group = group;
        this.seed = seed;
    }

    /**
     * Sets the minimum count: words, letters or categories that occur less often become {@code <unknown>}; categories of a
     * column {@code font=<unknown>}.
     *
     * @param times the minimum count in the training data
     * @return these sequences with that vocabulary
     * @throws IllegalArgumentException if it is not positive
     */
    public Samples<D, P> atLeast(int times) {
        return new Samples<>(set, new Vocabulary(times, vocabulary.most()), group, seed);
    }

    /**
     * Sets the maximum size of the vocabulary: all but the most frequent words, letters or categories (of each column)
     * become {@code <unknown>}.
     *
     * @param count the number of different values of the training data to keep
     * @return these sequences with that vocabulary
     * @throws IllegalArgumentException if it is not positive
     */
    public Samples<D, P> most(int count) {
        return new Samples<>(set, new Vocabulary(vocabulary.atLeast(), count), group, seed);
    }

    /**
     * Keeps groups of sequences together in a split, such as all letters of a font.
     *
     * @param column the groups, the same in all rows of a sequence
     * @return these sequences in groups
     * @throws IllegalArgumentException if there is no such column, a row has no value, or the rows of a sequence differ
     */
    public Samples<D, P> by(String column) {
        set.groups().apply(column);
        return new Samples<>(set, vocabulary, column, seed);
    }

    /**
     * Scales all numeric features to mean 0 and variance 1 on the training data. The model stores that scale, and
     * {@link #data(Model)} applies it to other rows.
     *
     * @return these sequences with their numbers scaled
     */
    public Samples<D, P> scaled() {
        return new Samples<>(set.scaled(), vocabulary, group, seed);
    }

    /**
     * Sets the seed of the split; the same seed gives the same split.
     *
     * @param seed any number; the default is 1
     * @return these sequences with that seed
     */
    public Samples<D, P> seed(long seed) {
        return new Samples<>(set, vocabulary, group, seed);
    }

    /**
     * All sequences.
     *
     * @return the data set
     */
    public D data() {
        return set.data(vocabulary);
    }

    /**
     * All sequences, scaled for a model with one output for each sequence, to evaluate it or to predict.
     *
     * @param model trained on sequences of a table
     * @return the data set
     * @throws IllegalArgumentException if the model was not trained on sequences of a table, or a column has another type
     */
    public D data(Model<?> model) {
        return data(model.getProvenance(), model.getFeatureIDMap());
    }

    /**
     * All sequences, scaled for a model with an output at each step, to evaluate it or to predict.
     *
     * @param model trained on sequences of a table
     * @return the data set
     * @throws IllegalArgumentException if the model was not trained on sequences of a table, or a column has another type
     */
    public D data(SequenceModel<?> model) {
        return data(model.getProvenance(), model.getFeatureIDMap());
    }

    private D data(ModelProvenance trained, FeatureMap known) {
        D data = set.data(trained.getDatasetProvenance().getSourceProvenance());
        KnownColumns.of(known).check(features(data), set.unknowns());
        return data;
    }

    private static FeatureMap features(Object data) {
        return data instanceof Dataset<?> examples
                ? examples.getFeatureMap()
                : ((SequenceDataset<?>) data).getFeatureMap();
    }

    /**
     * Splits the sequences at random into three parts. If each sequence has a label, the split is stratified: each part has
     * about the same share of each label, and the training data has at least one of each, unless {@link #by} keeps groups
     * together.
     *
     * @param training the fraction for training, such as 0.8
     * @param validation the fraction for validation, such as 0.1; the rest is test data
     * @return the parts, each in the order of the source
     * @throws IllegalArgumentException if a fraction is not above 0, a part would be empty, or a step of a part has only
     *     features that the training data does not contain
     */
    public P split(double training, double validation) {
        Shares shares = Shares.of(training, validation);
        Deal deal = new Deal(shares, seed);
        int[] part = group == null
                ? deal.byKind(set.kinds())
                : deal.byGroup(set.groups().apply(group));
        String how = (group == null ? "" : ".by(\"" + group + "\")") + (seed == 1 ? "" : ".seed(" + seed + ")");
        return set.split(part, vocabulary, how + ".split(" + training + ", " + validation + ")");
    }

    /**
     * Uses these sequences as training data, and others as validation and test data, such as the official files of a shared
     * task. The vocabulary and the labels are those of the training data.
     *
     * <pre>{@code
     * var parts = Sequences.tagged(train, 2, 4).atLeast(2).split(Sequences.tagged(dev, 2, 4), Sequences.tagged(test, 2, 4));
     * }</pre>
     *
     * @param validation the validation data
     * @param test the test data
     * @return the parts
     * @throws IllegalArgumentException if a part has a label that the training data does not contain, or a step or sequence
     *     without a known feature
     */
    public P split(Samples<D, P> validation, Samples<D, P> test) {
        return set.with(validation.set, test.set, vocabulary);
    }
}
