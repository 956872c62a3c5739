package io.github.unspool;

import io.github.unspool.data.Sequences;
import io.github.unspool.network.Weights;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.tribuo.RnnSequenceModel;
import java.util.ArrayList;
import java.util.List;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sequence.example.SequenceDataGenerator;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.sequence.MutableSequenceDataset;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceExample;

/** Small data and quickly trained models that tests of several packages share. */
public final class Samples {
    /** What the sentence model has read before its last word, "networks". */
    public static final List<String> BEGINNING = List.of("I", "love", "recurrent", "neural");

    private static RnnSequenceModel<Label> sentenceModel;

    private Samples() {}

    /** One sentence of five words. */
    public static SequenceDataset<Label> sentence() {
        return Sequences.words("I love recurrent neural networks");
    }

    /** A network that learns the sentence by heart. */
    public static Rnn rnn() {
        return Rnn.builder().hidden(4).tanh().epochs(100).adam(0.05).seed(42);
    }

    /** A model that knows the sentence by heart; it is immutable, so it is trained once. */
    public static synchronized RnnSequenceModel<Label> sentenceModel() {
        if (sentenceModel == null) {
            sentenceModel = rnn().train(sentence());
        }
        return sentenceModel;
    }

    /** Tribuo's own data, several features a step, not from text. */
    public static MutableSequenceDataset<Label> gorillas() {
        return SequenceDataGenerator.generateGorillaDataset(2);
    }

    /** Data that comes from no text. */
    public static MutableSequenceDataset<Label> dataset(List<SequenceExample<Label>> examples) {
        LabelFactory labels = new LabelFactory();
        return new MutableSequenceDataset<>(examples, new SimpleDataSourceProvenance("a test", labels), labels);
    }

    /** A sequence with one feature of value 1 a step, such as {@code sequence(1, "a→X", "b→Y")}. */
    public static SequenceExample<Label> sequence(float weight, String... steps) {
        SequenceExample<Label> example = new SequenceExample<>();
        for (String step : steps) {
            String[] parts = step.split("→");
            example.addExample(new ArrayExample<>(new Label(parts[1]), new String[] {parts[0]}, new double[] {1}));
        }
        example.setWeight(weight);
        return example;
    }

    /** The bits of all weights, in order. */
    public static List<Integer> bits(RnnSequenceModel<?> model) {
        return bits(model.weights());
    }

    /** The bits of weights, in order. */
    public static List<Integer> bits(Weights weights) {
        List<Integer> bits = new ArrayList<>();
        for (Parameter parameter : weights.parameters()) {
            for (float value : parameter.values()) {
                bits.add(Float.floatToRawIntBits(value));
            }
        }
        return bits;
    }
}
