package io.github.unspool.data;

import io.github.unspool.data.csv.Csv;
import io.github.unspool.data.csv.CsvFormat;
import io.github.unspool.data.csv.TableFile;
import io.github.unspool.data.music.Melodies;
import io.github.unspool.data.sample.SampleMaker;
import io.github.unspool.data.split.Parts;
import io.github.unspool.data.table.Call;
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
 * Creates Tribuo data sets of sequences: texts, whose label at each step is the next token, pairs of texts, time series,
 * tables in long format, tagged text and melodies.
 */
public final class Sequences {
    private Sequences() {}

    /**
     * Starts a builder for a text, such as {@code Sequences.text(book).characters().parts(64).split(0.9, 0.05)}.
     *
     * @param text the text
     * @return a builder, which cuts the text into words by default
     */
    public static Text text(String text) {
        return new Text(TextFile.of(text));
    }

    /**
     * Starts a builder for a text file.
     *
     * @param file a file in UTF-8; a byte order mark is removed, and line ends become {@code \n}
     * @return a builder, which cuts the text into words by default
     * @throws IllegalArgumentException if the file is in another encoding, or too large for the available memory
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static Text text(Path file) {
        return new Text(TextFile.read(file));
    }

    /**
     * Splits sentences into words.
     *
     * @param sentences the sentences, whose words are separated by white space
     * @return a sequence for each sentence, one step shorter than the sentence
     * @throws IllegalArgumentException if there is no sentence, or one of fewer than two words
     */
    public static SequenceDataset<Label> words(String... sentences) {
        if (sentences.length == 0) {
            throw new IllegalArgumentException(
                    "words(): no sentences; give at least one, such as words(\"I love recurrent neural networks\")");
        }
        List<List<String>> sequences = new ArrayList<>();
        for (String sentence : sentences) {
            List<String> words = sentence == null ? List.of() : TextUnit.WORDS.split(sentence);
            String which = "sentence " + (sequences.size() + 1);
            if (words.isEmpty()) {
                throw new IllegalArgumentException(which + " is empty; it needs at least two words");
            }
            if (words.size() < 2) {
                throw new IllegalArgumentException(
                        "%s, \"%s\", has only one word; it needs at least two".formatted(which, sentence.strip()));
            }
            sequences.add(words);
        }
        TextFile text = TextFile.of(String.join("\n", sentences));
        return new TextCut(text, TextUnit.WORDS, false).dataset(sequences, "words");
    }

    /**
     * Splits a text into characters.
     *
     * @param text at least two characters
     * @return one sequence, one step shorter than the text
     * @throws IllegalArgumentException if the text is shorter
     */
    public static SequenceDataset<Label> characters(String text) {
        return characters(text, 1);
    }

    /**
     * Splits a long text into characters, and cuts it into parts that form batches.
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
     * Starts a builder for a time series, for forecasts.
     *
     * @param table the rows; it is copied
     * @param columns the columns to predict: one column of numbers or several
     * @return the series, whose {@code window} must be set
     * @throws IllegalArgumentException if there is no such column, it does not hold numbers, or there are no rows
     */
    public static Series series(Table table, String... columns) {
        return Series.of(table.copy(), table.name(), null, CsvFormat.INFERRED, columns);
    }

    /**
     * Starts a builder for a time series in a CSV file; see {@link Csv}.
     *
     * @param file of comma-separated values
     * @param columns the columns to predict: one column of numbers or several
     * @return the series, whose {@code window} must be set
     * @throws IllegalArgumentException if the file cannot be used, there is no such column, or it does not hold numbers
     */
    public static Series series(Path file, String... columns) {
        return series(file, c -> c, columns);
    }

    /**
     * Starts a builder for a time series in a CSV file with a given format.
     *
     * @param file of comma-separated values
     * @param format the format, such as {@code c -> c.missing("?").number("load", ',')}
     * @param columns the columns to predict: one column of numbers or several
     * @return the series, whose {@code window} must be set
     * @throws IllegalArgumentException if the file cannot be used, there is no such column, or it does not hold numbers
     */
    public static Series series(Path file, UnaryOperator<CsvFormat> format, String... columns) {
        return Series.of(Csv.load(file, format.apply(CsvFormat.INFERRED)), columns);
    }

    /**
     * Starts a builder for the melodies of MIDI files, as text with a line of notes for each (see {@link Melodies}), such as
     * {@code Sequences.melodies(file).words().lines().data()}. The melody is the highest note at each time of the voice
     * with the highest mean pitch; times are rounded to sixteenths.
     *
     * @param files MIDI files
     * @return the text
     * @throws IllegalArgumentException if there is no file, or a file is not a MIDI file or has no notes
     * @throws java.io.UncheckedIOException if one cannot be read
     */
    public static Text melodies(Path... files) {
        if (files.length == 0) {
            throw new IllegalArgumentException("melodies(): no files; give at least one MIDI file");
        }
        return new Text(TextFile.melodies(files));
    }

    /**
     * Reads tagged text in the format of the CoNLL shared tasks: a line for each token, with columns separated by tabs or
     * white space, and a blank line after each sentence. Each sentence becomes a sequence. Lines that begin with {@code #}
     * before a sentence are comments.
     *
     * @param file in UTF-8
     * @param word the column of the tokens, 1 for the first
     * @param tag the column of the labels, 1 for the first; for parts of speech in CoNLL-U, {@code word} is 2 and
     *     {@code tag} 4
     * @return the sentences, for training or a split
     * @throws IllegalArgumentException if the file is in another encoding, has no sentence, or a line has too few columns
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static Samples<SequenceDataset<Label>, Parts.OfSequences<Label>> tagged(Path file, int word, int tag) {
        return new TaggedFile(TextFile.read(file), word, tag).samples();
    }

    /**
     * Starts a builder for sequences from a table in long format, which has a row for each step.
     *
     * @param table its rows
     * @return the rows
     */
    public static Rows table(Table table) {
        return new Rows(TableFile.of(table));
    }

    /**
     * Starts a builder for sequences from a CSV file in long format, which has a row for each step.
     *
     * @param file as {@link Csv} reads it
     * @return the rows
     * @throws IllegalArgumentException if it is not such a file, or too large for the available memory
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static Rows table(Path file) {
        return table(file, c -> c);
    }

    /**
     * Starts a builder for sequences from a CSV file in long format, with a given file format.
     *
     * @param file as {@link Csv} reads it
     * @param format the format, such as {@code c -> c.text("station")}
     * @return the rows
     * @throws IllegalArgumentException if it is not such a file, or too large for the available memory
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static Rows table(Path file, UnaryOperator<CsvFormat> format) {
        return new Rows(Csv.load(file, format.apply(CsvFormat.INFERRED)));
    }

    /**
     * Splits the words of a table into letters: each row is a sequence, each character a step with a feature of that name.
     *
     * @param table a row for each word
     * @param column the words, such as names
     * @return the steps, whose targets must be set next: {@code label("language")}, or {@code labels("sounds")}
     * @throws IllegalArgumentException if there is no such column, or a row has no value
     */
    public static Steps letters(Table table, String column) {
        return spelled(TableFile.of(table), column, TextUnit.CHARACTERS);
    }

    /**
     * Splits one word into letters, as the input of a prediction.
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
            throw new IllegalArgumentException("letters(\"\"): the word is empty; it needs at least one letter");
        }
        List<List<Feature>> steps = TextUnit.CHARACTERS.split(word).stream()
                .map(letter -> List.of(new Feature(letter, 1)))
                .toList();
        return new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, SampleMaker.named(steps));
    }

    /**
     * Splits the texts of a table into words: each row is a sequence, each word a step with a feature of that name.
     *
     * @param table a row for each text
     * @param column the texts
     * @return the steps, whose targets must be set next, such as {@code label("author")}
     * @throws IllegalArgumentException if there is no such column, or a row has no value
     */
    public static Steps words(Table table, String column) {
        return spelled(TableFile.of(table), column, TextUnit.WORDS);
    }

    /**
     * Splits the texts of a table into pieces of words, as GPT-2 did: each row is a sequence, each piece a step with a feature
     * of that name.
     *
     * @param table a row for each text
     * @param column the texts
     * @return the steps, whose targets must be set next, such as {@code toSubwords("english")}
     * @throws IllegalArgumentException if there is no such column, or a row has no value
     * @throws IllegalStateException if the library JTokkit is missing
     */
    public static Steps subwords(Table table, String column) {
        return spelled(TableFile.of(table), column, TextUnit.SUBWORDS);
    }

    /**
     * Starts a builder for pairs of texts, such as words and their pronunciations, of which a model learns to make the second
     * of the first.
     *
     * <pre>{@code
     * Sequences.pairs(Datasets.pronunciations(), "word", "phonemes").letters().toWords().split(0.8, 0.1)
     * }</pre>
     *
     * @param table a row for each pair; a source may occur several times, with other targets
     * @param source the column of inputs
     * @param target the column of targets
     * @return the pairs, whose tokens must be set next
     * @throws IllegalArgumentException if there is no such column, or a cell is empty; the message names the row
     */
    public static Pairs pairs(Table table, String source, String target) {
        return Pairs.of(TableFile.of(table), source, target);
    }

    /**
     * Starts a builder for pairs of texts from a CSV file; see {@link #pairs(Table, String, String)} and {@link Csv}. Both
     * columns are read as text.
     *
     * @param file of comma-separated values, with a header
     * @param source the column of inputs
     * @param target the column of targets
     * @return the pairs, whose tokens must be set next
     * @throws IllegalArgumentException if the file cannot be used, there is no such column, or a cell is empty; the message names
     *     the row
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static Pairs pairs(Path file, String source, String target) {
        return pairs(file, c -> c, source, target);
    }

    /**
     * Starts a builder for pairs of texts from a CSV file with a given format.
     *
     * @param file of comma-separated values, with a header
     * @param format the format, such as {@code c -> c.separator('|')}
     * @param source the column of inputs
     * @param target the column of targets
     * @return the pairs, whose tokens must be set next
     * @throws IllegalArgumentException if the file cannot be used, there is no such column, or a cell is empty; the message names
     *     the row
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static Pairs pairs(Path file, UnaryOperator<CsvFormat> format, String source, String target) {
        return Pairs.of(Csv.load(file, format.apply(CsvFormat.INFERRED).text(source, target)), source, target);
    }

    /**
     * Starts a builder for pairs of texts from two files, of which the same lines belong together, as translations are often
     * published.
     *
     * @param sources a file in UTF-8 with an input on each line
     * @param targets a file in UTF-8 with as many lines, the targets
     * @return the pairs, whose tokens must be set next
     * @throws IllegalArgumentException if a file is in another encoding, a line is blank, or the numbers of lines differ
     * @throws java.io.UncheckedIOException if one cannot be read
     */
    public static Pairs pairs(Path sources, Path targets) {
        return Pairs.ofLines(TextFile.read(sources), TextFile.read(targets));
    }

    static Steps spelled(TableFile file, String column, TextUnit unit) {
        Table table = file.table();
        Column<?> cells = file.column(column);
        List<Steps.Sequence> sequences = new ArrayList<>(table.rowCount());
        for (int row = 0; row < table.rowCount(); row++) {
            String text = Columns.value(cells, row);
            List<List<Feature>> steps = unit.split(text).stream()
                    .map(token -> List.of(new Feature(token, 1)))
                    .toList();
            if (steps.isEmpty()) {
                throw new IllegalArgumentException(
                        "row %s of column \"%s\" has no words; add some, or remove the row".formatted(row + 1, column));
            }
            sequences.add(new Steps.Sequence('"' + text + '"', List.of(row), steps));
        }
        return Steps.spelled(file, sequences, column, "%s(%s)".formatted(call(unit), Call.quoted(column)));
    }

    private static String call(TextUnit unit) {
        return switch (unit) {
            case CHARACTERS -> "letters";
            case WORDS -> "words";
            case SUBWORDS -> "subwords";
        };
    }

    /**
     * Starts a builder for a time series with the settings of a model, for a table that has the same columns.
     *
     * <pre>{@code
     * var model = RnnModel.load(Path.of("births.model"), Regressor.class);
     * Sequences.series(table, model).forecast(model)
     * }</pre>
     *
     * @param table the rows; it is copied
     * @param model trained on examples of a series
     * @return the series; calls that select or order rows, such as {@code sorted()}, must be repeated
     * @throws IllegalArgumentException if the model was not trained on a series, or the table lacks its columns
     */
    public static Series series(Table table, Model<Regressor> model) {
        return Series.like(model, columns -> series(table, columns));
    }

    /**
     * Starts a builder for a time series in a CSV file with the settings of a model; see {@link #series(Table, Model)} and
     * {@link Csv}.
     *
     * @param file of comma-separated values
     * @param model trained on examples of a series
     * @return the series
     * @throws IllegalArgumentException if the file cannot be used, or lacks the columns that the model reads
     */
    public static Series series(Path file, Model<Regressor> model) {
        return series(file, c -> c, model);
    }

    /**
     * Starts a builder for a time series in a CSV file with the settings of a model and a given format. By default, column
     * types, decimal mark, date patterns and marks of missing values are those of training.
     *
     * @param file of comma-separated values
     * @param format the format
     * @param model trained on examples of a series
     * @return the series
     * @throws IllegalArgumentException if the file cannot be used, or lacks the columns that the model reads
     */
    public static Series series(Path file, UnaryOperator<CsvFormat> format, Model<Regressor> model) {
        CsvFormat said = format.apply(CsvFormat.INFERRED).or(Series.format(model));
        return Series.like(model, columns -> Series.of(Csv.load(file, said), columns));
    }
}
