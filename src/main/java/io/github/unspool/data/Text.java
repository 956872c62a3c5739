package io.github.unspool.data;

import io.github.unspool.data.sample.Vocabulary;
import io.github.unspool.data.split.Parts;
import io.github.unspool.data.split.Shares;
import io.github.unspool.data.text.TextCut;
import io.github.unspool.data.text.TextFile;
import io.github.unspool.tribuo.RnnSequenceModel;
import io.github.unspool.tribuo.provenance.TextProvenance;
import io.github.unspool.tribuo.text.TextUnit;
import java.util.List;
import java.util.Locale;
import org.tribuo.classification.Label;
import org.tribuo.sequence.SequenceDataset;

/**
 * A builder of a data set from a text, for predicting the next token; {@link Sequences#text(String)} creates one.
 * Immutable: each method returns a new builder.
 *
 * <pre>{@code
 * var parts = Sequences.text(book).characters().parts(64).split(0.9, 0.05);
 * var model = rnn.train(parts);
 * }</pre>
 */
public final class Text {
    private final TextFile file;
    private final TextUnit unit;
    private final boolean lines;
    private final int parts;
    private final Vocabulary vocabulary;

    Text(TextFile file) {
        this(file, TextUnit.WORDS, false, 1, Vocabulary.ALL);
    }

    private Text(TextFile file, TextUnit unit, boolean lines, int parts, Vocabulary vocabulary) {
        this.file = file;
        this.unit = unit;
        this.lines = lines;
        this.parts = parts;
        this.vocabulary = vocabulary;
    }

    /**
     * Splits the text into words, which are separated by white space. This is the default.
     *
     * @return this text in words
     */
    public Text words() {
        return new Text(file, TextUnit.WORDS, lines, parts, vocabulary);
    }

    /**
     * Splits the text into characters (Unicode code points, including line ends).
     *
     * @return this text in characters
     */
    public Text characters() {
        return new Text(file, TextUnit.CHARACTERS, lines, parts, vocabulary);
    }

    /**
     * Splits the text into subwords, with the encoding of GPT-2. Requires the library {@code com.knuddels:jtokkit}.
     *
     * @return this text in pieces of words
     */
    public Text subwords() {
        return new Text(file, TextUnit.SUBWORDS, lines, parts, vocabulary);
    }

    /**
     * Makes each line that is not blank a separate sequence, between the tokens {@code <begin>} and {@code <end>}: a model
     * can then generate a line without a start, and end it.
     *
     * @return this text line by line
     * @throws IllegalStateException after {@code parts}
     */
    public Text lines() {
        if (parts > 1) {
            throw new IllegalStateException(
                    "lines() and parts(%s) exclude each other; remove one of them".formatted(parts));
        }
        return new Text(file, unit, true, parts, vocabulary);
    }

    /**
     * Cuts the text into sequences of nearly the same length, which form batches. With {@code split} this is the number for
     * the training data; sequences of the other parts have about the same length.
     *
     * @param parts how many sequences
     * @return this text in parts
     * @throws IllegalArgumentException if it is not positive
     * @throws IllegalStateException after {@code lines}
     */
    public Text parts(int parts) {
        if (parts < 1) {
            throw new IllegalArgumentException(
                    "parts(%s): the number must be at least 1; try parts(32)".formatted(parts));
        }
        if (lines) {
            throw new IllegalStateException(
                    "parts(%s) and lines() exclude each other; remove one of them".formatted(parts));
        }
        return new Text(file, unit, false, parts, vocabulary);
    }

    /**
     * Sets the minimum count: rarer tokens become {@code <unknown>}.
     *
     * @param times the minimum count of a token in the training data
     * @return this text with that vocabulary
     * @throws IllegalArgumentException if it is not positive
     */
    public Text atLeast(int times) {
        return new Text(file, unit, lines, parts, new Vocabulary(times, vocabulary.most()));
    }

    /**
     * Sets the maximum size of the vocabulary: all but the most frequent tokens become {@code <unknown>}.
     *
     * @param count the number of different tokens of the training data to keep
     * @return this text with that vocabulary
     * @throws IllegalArgumentException if it is not positive
     */
    public Text most(int count) {
        return new Text(file, unit, lines, parts, new Vocabulary(vocabulary.atLeast(), count));
    }

    /**
     * The whole text.
     *
     * @return its sequences
     * @throws IllegalArgumentException if it is too short, or too large for the memory there is
     */
    public SequenceDataset<Label> data() {
        TextCut cut = cut();
        return cut.dataset(vocabulary.train(cut.sequences("text", cut.pieces(), parts)), toString());
    }

    /**
     * The whole text, prepared for a model: split into the same kind of tokens as its training text, with tokens that are
     * not in its vocabulary replaced by {@code <unknown>}.
     *
     * @param model trained on a text
     * @return its sequences, for {@code model.loss(data)}
     * @throws IllegalArgumentException if the model was not trained on a text, or this text has tokens that are not in a
     *     vocabulary without {@code <unknown>}
     */
    public SequenceDataset<Label> data(RnnSequenceModel<Label> model) {
        TextProvenance trained = TextProvenance.of(model.getProvenance().getDatasetProvenance())
                .orElseThrow(() -> new IllegalArgumentException("the model was not trained on a text"));
        Text same = new Text(file, trained.unit(), trained.marks(), parts, vocabulary);
        List<List<String>> sequences = same.cut().sequences("text", same.cut().pieces(), parts);
        return same.cut().dataset(Vocabulary.apply(model, sequences), same + ", with the vocabulary of a model");
    }

    /**
     * Splits the text into three consecutive parts. The vocabulary is that of the training data; other tokens are
     * {@code <unknown>} in the later parts.
     *
     * @param training the fraction of the text for training, such as 0.9
     * @param validation the fraction that follows for validation, such as 0.05; the rest is test data
     * @return the parts
     * @throws IllegalArgumentException if a fraction is not above 0, no test data is left, a part is too short, or a later
     *     part has tokens that are not in the training data and {@code atLeast} or {@code most} was not called
     */
    public Parts.OfSequences<Label> split(double training, double validation) {
        TextCut cut = cut();
        List<List<String>> pieces = Shares.of(training, validation).split(cut.pieces());
        double perPiece = (double) parts / Math.max(1, pieces.get(0).size());
        List<List<String>> trained = vocabulary.train(cut.sequences("training part", pieces.get(0), parts));
        String made = this + ".split(" + training + ", " + validation + "), ";
        return new Parts.OfSequences<>(
                cut.dataset(trained, made + "training"),
                later("validation part", pieces.get(1), perPiece, trained, made + "validation"),
                later("test part", pieces.get(2), perPiece, trained, made + "test"));
    }

    /** The validation or test data, in sequences about as long as those of training. */
    private SequenceDataset<Label> later(
            String name, List<String> pieces, double perPiece, List<List<String>> trained, String made) {
        TextCut cut = cut();
        int sequences = (int) Math.max(1, Math.rint(perPiece * pieces.size()));
        return cut.dataset(Vocabulary.apply(name, trained, cut.sequences(name, pieces, sequences)), made);
    }

    private TextCut cut() {
        return new TextCut(file, unit, lines);
    }

    /** The method calls that create this builder. */
    @Override
    public String toString() {
        String cut = lines ? ".lines()" : parts > 1 ? ".parts(" + parts + ")" : "";
        return unit.name().toLowerCase(Locale.ROOT) + "()" + cut + vocabulary;
    }
}
