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
 * Sequences with what is to be told, as one data set or in three parts. Immutable.
 *
 * @param <D> the kind of data set
 * @param <P> three of them
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
     * Makes rare words, letters or categories one and the same, {@code <unknown>}; of a column, {@code font=<unknown>}.
     *
     * @param times how often one must stand in the training part to be known
     * @return these sequences with that vocabulary
     * @throws IllegalArgumentException if it is not positive
     */
    public Samples<D, P> atLeast(int times) {
        return new Samples<>(set, new Vocabulary(times, vocabulary.most()), group, seed);
    }

    /**
     * Makes all but the most frequent words, letters or categories one and the same, {@code <unknown>}; of each column for
     * itself.
     *
     * @param count how many different ones of the training part are known
     * @return these sequences with that vocabulary
     * @throws IllegalArgumentException if it is not positive
     */
    public Samples<D, P> most(int count) {
        return new Samples<>(set, new Vocabulary(vocabulary.atLeast(), count), group, seed);
    }

    /**
     * Keeps sequences together when they are split: those of one group are all in the same part, such as all letters of a
     * font.
     *
     * @param column the groups, the same in all rows of a sequence
     * @return these sequences in groups
     * @throws IllegalArgumentException if there is no such column, or a row has no value or another than its sequence
     */
    public Samples<D, P> by(String column) {
        set.groups().apply(column);
        return new Samples<>(set, vocabulary, column, seed);
    }

    /**
     * Brings all features that are numbers to mean 0 and variance 1 of the training part. A model of it remembers that scale, and
     * {@link #data(Model)} reads other rows on it.
     *
     * @return these sequences with their numbers scaled
     */
    public Samples<D, P> scaled() {
        return new Samples<>(set.scaled(), vocabulary, group, seed);
    }

    /**
     * Chooses another split; the same seed gives the same.
     *
     * @param seed any number; 1 if nothing is said
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
     * All sequences on the scale of a model of whole sequences, to measure it or to predict for them.
     *
     * @param model trained on sequences of a table
     * @return the data set
     * @throws IllegalArgumentException if the model was trained on something else, or a column is of another kind here
     */
    public D data(Model<?> model) {
        return data(model.getProvenance(), model.getFeatureIDMap());
    }

    /**
     * All sequences on the scale of a model of each step, to measure it or to predict for them.
     *
     * @param model trained on sequences of a table
     * @return the data set
     * @throws IllegalArgumentException if the model was trained on something else, or a column is of another kind here
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
     * The sequences in three parts, drawn at random. Each is in one part, as a whole. If each has a label, of every label about
     * the same share is in each part, and one at least in training, unless {@link #by} keeps groups together.
     *
     * @param training what share to train on, such as 0.8
     * @param validation what share is for validation, such as 0.1; the rest is for the test
     * @return the parts, each in the order of the source
     * @throws IllegalArgumentException if a share is not above 0, if a part would be empty, or has at a step only what the
     *     training part does not know
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
     * These sequences to train on, and others to validate and test with, such as the official files of a shared task. All are
     * read by the vocabulary and the labels of these.
     *
     * <pre>{@code
     * var parts = Sequences.tagged(train, 2, 4).atLeast(2).split(Sequences.tagged(dev, 2, 4), Sequences.tagged(test, 2, 4));
     * }</pre>
     *
     * @param validation to choose by
     * @param test to look at once, at the end
     * @return the parts
     * @throws IllegalArgumentException if a part has a label, or a step or sequence of nothing, that training knows
     */
    public P split(Samples<D, P> validation, Samples<D, P> test) {
        return set.with(validation.set, test.set, vocabulary);
    }
}
