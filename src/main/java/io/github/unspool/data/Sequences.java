package io.github.unspool.data;

import io.github.unspool.data.csv.Csv;
import io.github.unspool.data.csv.CsvFormat;
import io.github.unspool.data.csv.TableFile;
import io.github.unspool.data.music.Melodies;
import io.github.unspool.data.sample.SampleMaker;
import io.github.unspool.data.split.Parts;
import io.github.unspool.data.table.Columns;
import io.github.unspool.data.text.TextCut;
import io.github.unspool.data.text.TextFile;
import io.github.unspool.tribuo.text.TextUnit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.regression.Regressor;
import org.tribuo.sequence.SequenceDataset;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Texts as Tribuo data sets for telling what comes next: a step's feature is what stands at that place of the text, its
 * label what stands at the following.
 */
public final class Sequences {
    private Sequences() {}

    /**
     * A text to be cut as is said next, such as {@code Sequences.text(book).characters().parts(64).split(0.9, 0.05)}.
     *
     * @param text the text
     * @return the text in words, as long as nothing else is said
     */
    public static Text text(String text) {
        return new Text(TextFile.of(text));
    }

    /**
     * A file of text to be cut as is said next.
     *
     * @param file in UTF-8; a byte order mark is left out, and line ends become {@code \n}
     * @return the text in words, as long as nothing else is said
     * @throws IllegalArgumentException if the file is in another encoding, or too large for the memory there is
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static Text text(Path file) {
        return new Text(TextFile.read(file));
    }

    /**
     * Sentences in words.
     *
     * @param sentences each becomes a sequence; its words are what stands between white space
     * @return a sequence for each sentence, one step shorter than the sentence
     * @throws IllegalArgumentException if there is no sentence, or one of fewer than two words
     */
    public static SequenceDataset<Label> words(String... sentences) {
        if (sentences.length == 0) {
            throw new IllegalArgumentException(
                    "words(): no data; give at least one sentence, such as words(\"I love recurrent neural networks\")");
        }
        List<List<String>> sequences = new ArrayList<>();
        for (String sentence : sentences) {
            List<String> words = sentence == null ? List.of() : TextUnit.WORDS.split(sentence);
            String which = "sentence " + (sequences.size() + 1);
            if (words.isEmpty()) {
                throw new IllegalArgumentException(which + " is empty: give it at least two words");
            }
            if (words.size() < 2) {
                throw new IllegalArgumentException(
                        "%s, \"%s\", has no next word: give it at least two words".formatted(which, sentence.strip()));
            }
            sequences.add(words);
        }
        TextFile text = TextFile.of(String.join("\n", sentences));
        return new TextCut(text, TextUnit.WORDS, false).dataset(sequences, "words");
    }

    /**
     * A text in characters.
     *
     * @param text at least two characters
     * @return one sequence, one step shorter than the text
     * @throws IllegalArgumentException if the text is shorter
     */
    public static SequenceDataset<Label> characters(String text) {
        return characters(text, 1);
    }

    /**
     * A long text in characters, cut into parts that are trained on side by side.
     *
     * @param text at least two characters for each part
     * @param parts how many sequences of nearly the same length to cut the text into
     * @return the sequences; the last label of each is the first character of the following
     * @throws IllegalArgumentException if the text is too short
     */
    public static SequenceDataset<Label> characters(String text, int parts) {
        return text(text).characters().parts(parts).data();
    }

    /**
     * Rows of numbers in the order of time, for forecasts.
     *
     * @param table the rows; it is copied
     * @param columns what to tell: one column of numbers or several
     * @return the series, which waits for its {@code window}
     * @throws IllegalArgumentException if there is no such column, it does not hold numbers, or there are no rows
     */
    public static Series series(Table table, String... columns) {
        return Series.of(table.copy(), table.name(), null, CsvFormat.INFERRED, columns);
    }

    /**
     * Rows of numbers in the order of time, from a file; see {@link Csv}.
     *
     * @param file of comma-separated values
     * @param columns what to tell: one column of numbers or several
     * @return the series, which waits for its {@code window}
     * @throws IllegalArgumentException if the file cannot be used, there is no such column, or it does not hold numbers
     */
    public static Series series(Path file, String... columns) {
        return series(file, c -> c, columns);
    }

    /**
     * Rows of numbers in the order of time, from a file of which something is said.
     *
     * @param file of comma-separated values
     * @param format says it, such as {@code c -> c.missing("?").number("load", ',')}
     * @param columns what to tell: one column of numbers or several
     * @return the series, which waits for its {@code window}
     * @throws IllegalArgumentException if the file cannot be used, there is no such column, or it does not hold numbers
     */
    public static Series series(Path file, UnaryOperator<CsvFormat> format, String... columns) {
        return Series.of(Csv.load(file, format.apply(CsvFormat.INFERRED)), columns);
    }

    /**
     * The melodies of MIDI files, a line of words for each, as {@link Melodies} says, to be cut as is said next, such as
     * {@code Sequences.melodies(file).words().lines().data()}. A melody is the highest note at each time of the voice that is
     * highest on average; times are rounded to sixteenths.
     *
     * @param files MIDI files
     * @return the text
     * @throws IllegalArgumentException if there is no file, or one is no MIDI file or has no notes
     * @throws java.io.UncheckedIOException if one cannot be read
     */
    public static Text melodies(Path... files) {
        if (files.length == 0) {
            throw new IllegalArgumentException("melodies(): no file; give at least one MIDI file");
        }
        return new Text(TextFile.melodies(files));
    }

    /**
     * Tagged text as the shared tasks of CoNLL have it: a line for each token with its columns between tabs or white space, and
     * a blank line after each sentence, which becomes a sequence. Lines that begin with {@code #} before a sentence are comments.
     *
     * @param file in UTF-8
     * @param word the column of the tokens, 1 for the first
     * @param tag the column of what is told at each, 1 for the first: for the parts of speech of CoNLL-U 2 and 4
     * @return the sentences, to be trained on or split
     * @throws IllegalArgumentException if the file is in another encoding, has no sentence, or a line has not as many columns
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static Samples<SequenceDataset<Label>, Parts.OfSequences<Label>> tagged(Path file, int word, int tag) {
        return new TaggedFile(TextFile.read(file), word, tag).samples();
    }

    /**
     * A table in long format, a row for each step, to be made sequences of as is said next.
     *
     * @param table its rows
     * @return the rows
     */
    public static Rows table(Table table) {
        return new Rows(TableFile.of(table));
    }

    /**
     * A CSV file in long format, a row for each step, to be made sequences of as is said next.
     *
     * @param file as {@link Csv} reads it
     * @return the rows
     * @throws IllegalArgumentException if it is no such file, or larger than Java's memory
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static Rows table(Path file) {
        return table(file, c -> c);
    }

    /**
     * A CSV file in long format of which something is said.
     *
     * @param file as {@link Csv} reads it
     * @param format says it, such as {@code c -> c.text("station")}
     * @return the rows
     * @throws IllegalArgumentException if it is no such file, or larger than Java's memory
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static Rows table(Path file, UnaryOperator<CsvFormat> format) {
        return new Rows(Csv.load(file, format.apply(CsvFormat.INFERRED)));
    }

    /**
     * Words letter by letter: each row is a sequence, each character a step with a feature of that name.
     *
     * @param table a row for each word
     * @param column the words, such as names
     * @return the steps, of which is to be said next what is told: {@code label("language")}, or {@code labels("sounds")}
     * @throws IllegalArgumentException if there is no such column, or a row has no value
     */
    public static Steps letters(Table table, String column) {
        return spelled(table, column, TextUnit.CHARACTERS);
    }

    /**
     * One word letter by letter, of which nothing is known yet.
     *
     * <pre>{@code
     * model.predict(Sequences.letters("Nowak"))
     * }</pre>
     *
     * @param word such as a name
     * @return an example with a feature for each letter, named as those of {@link #letters(Table, String)}, and no label
     * @throws IllegalArgumentException if the word is empty
     */
    public static Example<Label> letters(String word) {
        if (word.isEmpty()) {
            throw new IllegalArgumentException("letters(\"\"): there is no letter to read; give at least one");
        }
        List<List<Feature>> steps = TextUnit.CHARACTERS.split(word).stream()
                .map(letter -> List.of(new Feature(letter, 1)))
                .toList();
        return new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, SampleMaker.named(steps));
    }

    /**
     * Texts word by word: each row is a sequence, each word a step with a feature of that name.
     *
     * @param table a row for each text
     * @param column the texts
     * @return the steps, of which is to be said next what is told, such as {@code label("author")}
     * @throws IllegalArgumentException if there is no such column, or a row has no value
     */
    public static Steps words(Table table, String column) {
        return spelled(table, column, TextUnit.WORDS);
    }

    private static Steps spelled(Table table, String column, TextUnit unit) {
        TableFile file = TableFile.of(table);
        Column<?> cells = file.column(column);
        List<Steps.Sequence> sequences = new ArrayList<>(table.rowCount());
        for (int row = 0; row < table.rowCount(); row++) {
            String text = Columns.value(cells, row);
            List<List<Feature>> steps = unit.split(text).stream()
                    .map(token -> List.of(new Feature(token, 1)))
                    .toList();
            if (steps.isEmpty()) {
                throw new IllegalArgumentException(
                        "row %s of column \"%s\" has no words; give it some, or leave the row out"
                                .formatted(row + 1, column));
            }
            sequences.add(new Steps.Sequence('"' + text + '"', List.of(row), steps));
        }
        String call = unit == TextUnit.CHARACTERS ? "letters" : "words";
        return Steps.spelled(file, sequences, "%s(\"%s\")".formatted(call, column));
    }

    /**
     * Rows of numbers as a model reads them: the calls that made its windows, for a table that has the same columns.
     *
     * <pre>{@code
     * var model = RnnModel.load(Path.of("births.model"), Regressor.class);
     * Sequences.series(table, model).forecast(model)
     * }</pre>
     *
     * @param table the rows; it is copied
     * @param model trained on examples of a series
     * @return the series; how it chooses or orders rows, such as {@code sorted()}, is to be said again
     * @throws IllegalArgumentException if the model was not trained on a series, or the table has not its columns
     */
    public static Series series(Table table, Model<Regressor> model) {
        return Series.like(model, columns -> series(table, columns));
    }

    /**
     * Rows of numbers as a model reads them, from a file; see {@link #series(Table, Model)} and {@link Csv}.
     *
     * @param file of comma-separated values
     * @param model trained on examples of a series
     * @return the series
     * @throws IllegalArgumentException if the file cannot be used, or has not the columns that the model reads
     */
    public static Series series(Path file, Model<Regressor> model) {
        return series(file, c -> c, model);
    }

    /**
     * Rows of numbers as a model reads them, from a file of which something is said; anything else is as in training: the
     * kinds of columns, the decimal mark, the form of dates and the marks of missing values.
     *
     * @param file of comma-separated values
     * @param format says it
     * @param model trained on examples of a series
     * @return the series
     * @throws IllegalArgumentException if the file cannot be used, or has not the columns that the model reads
     */
    public static Series series(Path file, UnaryOperator<CsvFormat> format, Model<Regressor> model) {
        CsvFormat said = format.apply(CsvFormat.INFERRED).or(Series.format(model));
        return Series.like(model, columns -> Series.of(Csv.load(file, said), columns));
    }
}
