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
 * A text on its way to a data set for telling what comes next; {@link Sequences#text(String)} begins one. Immutable: each call
 * gives a new one.
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
     * A step is a word, what stands between white space; so it is if nothing else is said.
     *
     * @return this text in words
     */
    public Text words() {
        return new Text(file, TextUnit.WORDS, lines, parts, vocabulary);
    }

    /**
     * A step is a character, a Unicode code point; line ends are characters too.
     *
     * @return this text in characters
     */
    public Text characters() {
        return new Text(file, TextUnit.CHARACTERS, lines, parts, vocabulary);
    }

    /**
     * A step is a piece of a word, as GPT-2 cut them. Needs the library {@code com.knuddels:jtokkit}.
     *
     * @return this text in pieces of words
     */
    public Text subwords() {
        return new Text(file, TextUnit.SUBWORDS, lines, parts, vocabulary);
    }

    /**
     * Each line that is not blank is a sequence of its own, which begins with the mark {@code <begin>} and ends with the mark
     * {@code <end>}: a model of it can begin and end by itself.
     *
     * @return this text line by line
     * @throws IllegalStateException after {@code parts}
     */
    public Text lines() {
        if (parts > 1) {
            throw new IllegalStateException("lines(): a text goes by lines or in parts(%s), not both".formatted(parts));
        }
        return new Text(file, unit, true, parts, vocabulary);
    }

    /**
     * Cuts the text into sequences of nearly the same length, which are trained on side by side. With {@code split} this is
     * the number for the training part; the others get sequences about as long.
     *
     * @param parts how many sequences
     * @return this text in parts
     * @throws IllegalArgumentException if it is not positive
     * @throws IllegalStateException after {@code lines}
     */
    public Text parts(int parts) {
        if (parts < 1) {
            throw new IllegalArgumentException("parts(%s): at least 1 is needed; try parts(32)".formatted(parts));
        }
        if (lines) {
            throw new IllegalStateException("parts(%s): a text goes by lines() or in parts, not both".formatted(parts));
        }
        return new Text(file, unit, false, parts, vocabulary);
    }

    /**
     * Makes rare steps one and the same, {@code <unknown>}.
     *
     * @param times how often a word, character or piece must stand in the training part to be known
     * @return this text with that vocabulary
     * @throws IllegalArgumentException if it is not positive
     */
    public Text atLeast(int times) {
        return new Text(file, unit, lines, parts, new Vocabulary(times, vocabulary.most()));
    }

    /**
     * Makes all but the most frequent steps one and the same, {@code <unknown>}.
     *
     * @param count how many different words, characters or pieces of the training part are known
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
     * The whole text as a model reads it: by words, characters or pieces as the text that it was trained on, and what it
     * does not know as {@code <unknown>}.
     *
     * @param model trained on a text
     * @return its sequences, for {@code model.loss(data)}
     * @throws IllegalArgumentException if the model was not trained on a text, or this one has what the model does not know
     */
    public SequenceDataset<Label> data(RnnSequenceModel<Label> model) {
        TextProvenance trained = TextProvenance.of(model.getProvenance().getDatasetProvenance())
                .orElseThrow(() -> new IllegalArgumentException("the model was not trained on a text"));
        Text same = new Text(file, trained.unit(), trained.marks(), parts, vocabulary);
        List<List<String>> sequences = same.cut().sequences("text", same.cut().pieces(), parts);
        return same.cut().dataset(Vocabulary.apply(model, sequences), same + ", as a model reads it");
    }

    /**
     * The text in three parts that follow each other. What comes after the training part has no say in the vocabulary: what
     * the training part does not know is {@code <unknown>} there.
     *
     * @param training what share of the text to train on, such as 0.9
     * @param validation what share follows for validation, such as 0.05; the rest is for the test
     * @return the parts
     * @throws IllegalArgumentException if a share is not above 0 or nothing is left for the test, if a part is too short, or
     *     has what the training part does not know, while {@code atLeast} and {@code most} leave nothing unknown
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

    /** A part that is not trained on, in sequences about as long as those of training. */
    private SequenceDataset<Label> later(
            String name, List<String> pieces, double perPiece, List<List<String>> trained, String made) {
        TextCut cut = cut();
        int sequences = (int) Math.max(1, Math.rint(perPiece * pieces.size()));
        return cut.dataset(Vocabulary.apply(name, trained, cut.sequences(name, pieces, sequences)), made);
    }

    private TextCut cut() {
        return new TextCut(file, unit, lines);
    }

    /** The calls that make the same of the same text. */
    @Override
    public String toString() {
        String cut = lines ? ".lines()" : parts > 1 ? ".parts(" + parts + ")" : "";
        return unit.name().toLowerCase(Locale.ROOT) + "()" + cut + vocabulary;
    }
}
