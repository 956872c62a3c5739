package io.github.unspool.tribuo.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.unspool.Samples;
import io.github.unspool.tribuo.RnnSequenceModel;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Feature;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sequence.example.SequenceDataGenerator;
import org.tribuo.impl.ArrayExample;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceExample;

/** Data that cannot be encoded, through the doors that users have: train, loss and predict. */
class EncoderTest {
    private static final RnnSequenceModel<Label> MODEL = Samples.rnn().epochs(1).train(letters());

    /** Two sequences; the second has its second step to be spoiled. */
    private static SequenceDataset<Label> letters() {
        return Samples.dataset(List.of(Samples.sequence(1, "a→X", "b→Y"), Samples.sequence(1, "b→X", "a→Y", "c→X")));
    }

    private static SequenceDataset<Label> letters(Label label, Feature... features) {
        SequenceExample<Label> spoiled = Samples.sequence(1, "b→X");
        spoiled.addExample(new ArrayExample<>(label, List.of(features)));
        return Samples.dataset(List.of(Samples.sequence(1, "a→X", "b→Y"), spoiled));
    }

    private static void assertRefused(ThrowingCallable call, String sentence) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(sentence);
    }

    @Test
    void train_stepWithoutLabel_namesSequenceAndStep() {
        var data = letters(LabelFactory.UNKNOWN_LABEL, new Feature("a", 1));
        assertRefused(
                () -> Samples.rnn().train(data),
                "sequence 2, step 2 has no known output; ignoreUnknown() excludes such steps from the loss");
    }

    @Test
    void loss_labelThatTrainingNeverSaw_isLeftOut() {
        var data = letters(new Label("Z"), new Feature("a", 1));
        var known = letters();
        double withoutIt = MODEL.loss(Samples.dataset(List.of(known.getExample(0), Samples.sequence(1, "b→X"))));
        assertThat(MODEL.loss(data)).isEqualTo(withoutIt);
    }

    @Test
    void train_stepWhoseFeaturesWereRemoved_namesSequenceAndStep() {
        SequenceDataset<Label> data = letters();
        data.getExample(1).get(1).removeFeatures(List.of(new Feature("a", 1)));
        assertRefused(() -> Samples.rnn().train(data), "sequence 2, step 2: no features");
    }

    /** Tribuo's own data sets let infinities through, but no NaN. */
    @ParameterizedTest
    @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void train_infiniteFeature_namesSequenceStepAndFeature(double value) {
        var data = letters(new Label("X"), new Feature("a", 1), new Feature("c", value));
        assertRefused(
                () -> Samples.rnn().train(data),
                "sequence 2, step 2: the feature \"c\" is " + value
                        + ", which is not in the range of a float; change it");
    }

    @Test
    void predict_featureThatIsNoNumber_namesStepAndFeature() {
        SequenceExample<Label> spoiled = Samples.sequence(1, "b→X");
        spoiled.get(0).add(new Feature("c", Double.NaN));
        assertRefused(
                () -> MODEL.predict(spoiled),
                "the sequence, step 1: the feature \"c\" is NaN, which is not in the range of a float; change it");
    }

    @Test
    void predict_sequenceWithoutSteps_isRefused() {
        assertRefused(
                () -> MODEL.predict(SequenceDataGenerator.generateEmptyExample()),
                "the sequence is empty; it needs at least one step");
    }

    @Test
    void predict_stepOfUnknownFeaturesOnly_namesOneAndTheNearest() {
        assertRefused(
                () -> MODEL.predict(Samples.sequence(1, "a→X", "bb→X")),
                "the sequence, step 2: \"bb\" was not in the training data;"
                        + " the nearest of its 3 known words: \"b\", \"a\", \"c\"");
    }

    @Test
    void predict_unknownFeatureNextToAKnownOne_isIgnored() {
        SequenceExample<Label> known = Samples.sequence(1, "a→X");
        SequenceExample<Label> both = Samples.sequence(1, "a→X");
        both.get(0).add(new Feature("never seen", 5));
        assertThat(MODEL.predict(both).get(0).getOutputScores())
                .isEqualTo(MODEL.predict(known).get(0).getOutputScores());
    }

    @Test
    void predict_afterRefusal_goesOn() {
        assertThatIllegalArgumentException().isThrownBy(() -> MODEL.next("zz"));
        assertThat(MODEL.next("a").getOutputScores()).containsOnlyKeys("X", "Y");
    }

    @Test
    void predict_featureTooLargeForAFloat_namesStepAndFeature() {
        SequenceExample<Label> large = new SequenceExample<>();
        large.addExample(new ArrayExample<>(new Label("X"), List.of(new Feature("a", 1e39))));
        assertRefused(
                () -> MODEL.predict(large),
                "the sequence, step 1: the feature \"a\" is 1.0E39, which is not in the range of a float; change it");
    }

    @ParameterizedTest
    @ValueSource(floats = {-1, Float.NaN, Float.POSITIVE_INFINITY})
    void train_weightThatIsNone_namesTheSequence(float weight) {
        var data = Samples.dataset(List.of(Samples.sequence(1, "a→X"), Samples.sequence(weight, "b→Y")));
        assertRefused(
                () -> Samples.rnn().train(data),
                "sequence 2 has the weight " + weight + "; it must be finite and not negative");
    }

    @Test
    void train_noWeightAtAll_isRefused() {
        var data = Samples.dataset(List.of(Samples.sequence(0, "a→X", "b→Y")));
        assertRefused(
                () -> Samples.rnn().train(data),
                "there is nothing to learn from: every example has the weight 0 or an unknown target");
    }
}
