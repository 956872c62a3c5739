package io.github.unspool.data;

import io.github.unspool.data.csv.TableFile;
import io.github.unspool.data.sample.Rare;
import io.github.unspool.data.sample.Sample;
import io.github.unspool.data.sample.SampleMaker;
import io.github.unspool.data.sample.SampleSet;
import io.github.unspool.data.split.Parts;
import io.github.unspool.data.table.Call;
import io.github.unspool.data.table.Columns;
import io.github.unspool.file.Excerpt;
import io.github.unspool.tribuo.output.LabelSequence;
import io.github.unspool.tribuo.output.LabelSequenceFactory;
import io.github.unspool.tribuo.text.TextUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.tribuo.Dataset;
import org.tribuo.Feature;
import org.tribuo.Output;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.sequence.SequenceDataset;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.columns.Column;

/**
 * Sequences with inputs, whose targets must be chosen next: one for each sequence, or one at each step. Immutable.
 */
public final class Steps {
    private final TableFile table;
    private final List<Sequence> sequences;
    /** The column of the texts whose tokens are the steps; null if each step is a row. */
    private final String text;

    private final String made;
    private final UnaryOperator<String> unknowns;
    /** The features that are numbers. */
    private final List<String> numbers;

    /**
     * The inputs of one sequence.
     *
     * @param name such as {@code glyph "a"}, for errors
     * @param rows its rows in the table: one for each step, or a single row with a word or text
     * @param steps the features of each
     */
    record Sequence(String name, List<Integer> rows, List<List<Feature>> steps) {}

    /** Tokens of a text. */
    static Steps spelled(TableFile table, List<Sequence> sequences, String text, String made) {
        return new Steps(table, sequences, text, made, Rare::token, List.of());
    }

    /** Columns, of which some are numbers and the others categories. */
    static Steps ofColumns(
            TableFile table, List<Sequence> sequences, String made, List<String> numbers, List<String> categories) {
        return new Steps(table, sequences, null, made, Rare.categories(categories), numbers);
    }

    private Steps(
            TableFile table,
            List<Sequence> sequences,
            String text,
            String made,
            UnaryOperator<String> unknowns,
            List<String> numbers) {
        this.table = table;
        this.sequences = sequences;
        this.text = text;
        this.made = made;
        this.unknowns = unknowns;
        this.numbers = numbers;
    }

    /**
     * A label for each sequence, such as the language of a name.
     *
     * @param column the column of labels, equal in all rows of a sequence
     * @return the sequences, for training or a split
     * @throws IllegalArgumentException if there is no such column, a row has no value, or the rows of a sequence differ
     */
    public Samples<Dataset<Label>, Parts.OfExamples<Label>> label(String column) {
        return samples(
                SampleMaker.examples(new LabelFactory()),
                whole(labelsOf(table.column(column)), column),
                "label",
                column);
    }

    /**
     * A label at each step, such as the sound of a letter.
     *
     * @param column the column of labels; for letters of words, as many labels as letters, separated by blanks
     * @return the sequences, for training or a split
     * @throws IllegalArgumentException if there is no such column, a row has no value, or the number of labels is not the
     *     number of letters
     */
    public Samples<SequenceDataset<Label>, Parts.OfSequences<Label>> labels(String column) {
        Column<?> cells = table.column(column);
        List<List<Label>> outputs = text != null ? spelled(cells) : stepwise(labelsOf(cells));
        return samples(SampleMaker.sequences(new LabelFactory()), outputs, "labels", column);
    }

    /**
     * A number for each sequence.
     *
     * @param column the column of numbers, equal in all rows of a sequence
     * @return the sequences, for training or a split
     * @throws IllegalArgumentException if there is no such column of numbers, a row has no value, or the rows of a sequence
     *     differ
     */
    public Samples<Dataset<Regressor>, Parts.OfExamples<Regressor>> number(String column) {
        return samples(
                SampleMaker.examples(new RegressionFactory()), whole(numbersOf(column), column), "number", column);
    }

    /**
     * A number at each step.
     *
     * @param column the numbers
     * @return the sequences, for training or a split
     * @throws IllegalArgumentException if there is no such column of numbers, or a row has no value
     * @throws IllegalStateException if the steps are the letters or words of one row
     */
    public Samples<SequenceDataset<Regressor>, Parts.OfSequences<Regressor>> numbers(String column) {
        if (text != null) {
            throw new IllegalStateException(
                    "numbers(\"%s\"): each row has only one number, but several steps; use number(\"%s\")"
                            .formatted(column, column));
        }
        return samples(SampleMaker.sequences(new RegressionFactory()), stepwise(numbersOf(column)), "numbers", column);
    }

    /**
     * A sequence of letters for each sequence, of any length, such as a date in another format. A split keeps rows with the same
     * text together.
     *
     * @param column the texts, equal in all rows of a sequence; each Unicode code point is a label
     * @return the sequences, for training or a split
     * @throws IllegalArgumentException if there is no such column, a row has no value, or the rows of a sequence differ
     */
    public Samples<Dataset<LabelSequence>, Parts.OfExamples<LabelSequence>> toLetters(String column) {
        return to(column, TextUnit.CHARACTERS, "toLetters");
    }

    /**
     * A sequence of words for each sequence, of any length, such as a translation, or the phonemes of a word. A split keeps rows
     * with the same text together.
     *
     * @param column the texts, equal in all rows of a sequence; what stands between white space is a label
     * @return the sequences, for training or a split
     * @throws IllegalArgumentException if there is no such column, a row has no words, or the rows of a sequence differ
     */
    public Samples<Dataset<LabelSequence>, Parts.OfExamples<LabelSequence>> toWords(String column) {
        return to(column, TextUnit.WORDS, "toWords");
    }

    /**
     * A sequence of pieces of words for each sequence, of any length, such as a translation. A split keeps rows with the same
     * text together.
     *
     * @param column the texts, equal in all rows of a sequence, which are cut as GPT-2 did
     * @return the sequences, for training or a split
     * @throws IllegalArgumentException if there is no such column, a row has no value, or the rows of a sequence differ
     * @throws IllegalStateException if the library JTokkit is missing
     */
    public Samples<Dataset<LabelSequence>, Parts.OfExamples<LabelSequence>> toSubwords(String column) {
        return to(column, TextUnit.SUBWORDS, "toSubwords");
    }

    private Samples<Dataset<LabelSequence>, Parts.OfExamples<LabelSequence>> to(
            String column, TextUnit unit, String call) {
        Column<?> cells = table.column(column);
        var samples = samples(
                SampleMaker.examples(new LabelSequenceFactory()),
                whole(row -> labels(cells, row, unit), column),
                call,
                column);
        return text == null ? samples : samples.by(text);
    }

    private static LabelSequence labels(Column<?> cells, int row, TextUnit unit) {
        List<String> labels = unit.split(Columns.value(cells, row));
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("row %s of column \"%s\" has no words; add some, or remove the row"
                    .formatted(row + 1, cells.name()));
        }
        return LabelSequence.of(labels);
    }

    private <T extends Output<T>, D, P extends Parts<D>> Samples<D, P> samples(
            SampleMaker<T, D, P> maker, List<List<T>> outputs, String call, String column) {
        List<Sample<T>> samples = new ArrayList<>(sequences.size());
        for (int i = 0; i < sequences.size(); i++) {
            samples.add(new Sample<>(sequences.get(i).steps(), outputs.get(i)));
        }
        String calls = "%s.%s(%s)".formatted(made, call, Call.quoted(column));
        return new Samples<>(
                new SampleSet<>(samples, maker, table.source(), calls, this::groups, unknowns, numbers, false));
    }

    /** What stands in a column for each sequence. */
    private List<String> groups(String column) {
        Column<?> cells = table.column(column);
        return whole(row -> Columns.value(cells, row), column).stream()
                .map(list -> list.get(0))
                .toList();
    }

    private IntFunction<Label> labelsOf(Column<?> cells) {
        return row -> new Label(Columns.name(cells, row));
    }

    private IntFunction<Regressor> numbersOf(String column) {
        if (!(table.column(column) instanceof NumericColumn<?> numbers)) {
            throw new IllegalArgumentException(
                    "the column \"%s\" has the type %s, not numbers; predict words with label(\"%s\")"
                            .formatted(column, table.column(column).type().name(), column));
        }
        return row -> {
            Columns.value(numbers, row);
            return new Regressor(column, numbers.getDouble(row));
        };
    }

    private <T> List<List<T>> stepwise(IntFunction<T> output) {
        return sequences.stream()
                .map(s -> s.rows().stream().map(output::apply).toList())
                .toList();
    }

    /** One output for each sequence, which must be equal in all its rows. */
    private <T> List<List<T>> whole(IntFunction<T> output, String column) {
        Column<?> cells = table.column(column);
        for (Sequence sequence : sequences) {
            checkAgreed(sequence, cells);
        }
        return sequences.stream()
                .map(s -> List.of(output.apply(s.rows().get(0))))
                .toList();
    }

    private void checkAgreed(Sequence sequence, Column<?> cells) {
        int first = sequence.rows().get(0);
        for (int row : sequence.rows()) {
            if (!Columns.value(cells, row).equals(Columns.value(cells, first))) {
                throw new IllegalArgumentException(
                        "row %s of column \"%s\" is %s, but row %s of the same sequence, %s, is %s; use labels or numbers for a target at each step"
                                .formatted(
                                        row + 1,
                                        cells.name(),
                                        Excerpt.of(Columns.text(cells, row)),
                                        first + 1,
                                        sequence.name(),
                                        Excerpt.of(Columns.text(cells, first))));
            }
        }
    }

    private List<List<Label>> spelled(Column<?> cells) {
        List<List<Label>> outputs = new ArrayList<>(sequences.size());
        for (Sequence sequence : sequences) {
            int row = sequence.rows().get(0);
            List<String> labels = TextUnit.WORDS.split(Columns.value(cells, row));
            if (labels.size() != sequence.steps().size()) {
                throw new IllegalArgumentException(
                        "row %s of column \"%s\" has %s labels, but %s has %s steps; there must be one label for each step"
                                .formatted(
                                        row + 1,
                                        cells.name(),
                                        labels.size(),
                                        sequence.name(),
                                        sequence.steps().size()));
            }
            outputs.add(labels.stream().map(Label::new).toList());
        }
        return outputs;
    }
}
