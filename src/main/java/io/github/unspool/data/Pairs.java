package io.github.unspool.data;

import io.github.unspool.data.csv.CsvFormat;
import io.github.unspool.data.csv.TableFile;
import io.github.unspool.data.split.Parts;
import io.github.unspool.data.text.TextFile;
import io.github.unspool.file.Sha256;
import io.github.unspool.runtime.Memory;
import io.github.unspool.tribuo.output.LabelSequence;
import io.github.unspool.tribuo.provenance.TextProvenance.Source;
import io.github.unspool.tribuo.text.TextUnit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.tribuo.Dataset;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Pairs of a source text and a target text; {@link Sequences#pairs} creates them. What the steps of the source are is said
 * first, then what the labels of the target are. Immutable.
 *
 * <pre>{@code
 * Sequences.pairs(Datasets.dates(), "text", "date").letters().toLetters().split(0.8, 0.1)
 * }</pre>
 */
public final class Pairs {
    /** The memory for a character of a source as a step, in Tribuo's features and in ours. */
    private static final long BYTES_PER_CHARACTER = 150;

    private final TableFile table;
    private final String source;
    private final String target;

    private Pairs(TableFile table, String source, String target) {
        this.table = table;
        this.source = source;
        this.target = target;
    }

    /** Rows of a table. */
    static Pairs of(TableFile table, String source, String target) {
        long characters = 0;
        Column<?> sources = table.column(source);
        Column<?> targets = table.column(target);
        if (sources.isEmpty()) {
            throw new IllegalArgumentException(table.source().name() + " has no rows; add at least one");
        }
        for (int row = 0; row < sources.size(); row++) {
            check(table, sources, row);
            check(table, targets, row);
            characters += sources.getString(row).length();
        }
        Memory.check(table.source().name() + " in sequences", BYTES_PER_CHARACTER * characters);
        return new Pairs(table, sources.name(), targets.name());
    }

    private static void check(TableFile table, Column<?> cells, int row) {
        if (cells.isMissing(row) || cells.getString(row).isBlank()) {
            throw new IllegalArgumentException(
                    "row %s of %s has nothing in column \"%s\"; add a text, or remove the row"
                            .formatted(row + 1, table.source().name(), cells.name()));
        }
    }

    /** Lines of two files. */
    static Pairs ofLines(TextFile sources, TextFile targets) {
        List<String> from = sources.text().lines().toList();
        List<String> to = targets.text().lines().toList();
        if (from.size() != to.size()) {
            throw new IllegalArgumentException(
                    "%s has %s lines, but %s has %s; line n of one must be the target of line n of the other"
                            .formatted(
                                    sources.source().name(),
                                    from.size(),
                                    targets.source().name(),
                                    to.size()));
        }
        checkLines(sources, from);
        checkLines(targets, to);
        String name = sources.source().name() + ", " + targets.source().name();
        String hashes = sources.source().sha256() + targets.source().sha256();
        Source both = new Source(name, Sha256.of(hashes.getBytes(StandardCharsets.US_ASCII)));
        Table table = Table.create(name, StringColumn.create("source", from), StringColumn.create("target", to));
        return of(new TableFile(table, both, CsvFormat.INFERRED), "source", "target");
    }

    private static void checkLines(TextFile file, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                throw new IllegalArgumentException("line %s of %s is blank; remove it from both files, or add a text"
                        .formatted(i + 1, file.source().name()));
            }
        }
    }

    /**
     * Reads sources letter by letter.
     *
     * @return the pairs, whose targets must be set next; each Unicode code point of a source is a step
     */
    public Targets letters() {
        return new Targets(TextUnit.CHARACTERS);
    }

    /**
     * Reads sources word by word.
     *
     * @return the pairs, whose targets must be set next; what stands between white space is a step
     */
    public Targets words() {
        return new Targets(TextUnit.WORDS);
    }

    /**
     * Reads sources in pieces of words, as GPT-2 did.
     *
     * @return the pairs, whose targets must be set next
     * @throws IllegalStateException if the library JTokkit is missing
     */
    public Targets subwords() {
        return new Targets(TextUnit.SUBWORDS);
    }

    /** Pairs whose sources are cut into steps. What the labels of a target are comes next. */
    public final class Targets {
        private final Steps steps;

        private Targets(TextUnit unit) {
            steps = Sequences.spelled(table, source, unit);
        }

        /**
         * Makes a label of each letter of a target.
         *
         * @return the pairs, for training or a split, which keeps those with the same source together
         */
        public Samples<Dataset<LabelSequence>, Parts.OfExamples<LabelSequence>> toLetters() {
            return steps.toLetters(target);
        }

        /**
         * Makes a label of each word of a target, that is of what stands between white space, such as phonemes.
         *
         * @return the pairs, for training or a split, which keeps those with the same source together
         */
        public Samples<Dataset<LabelSequence>, Parts.OfExamples<LabelSequence>> toWords() {
            return steps.toWords(target);
        }

        /**
         * Makes labels of the pieces of the words of a target, as GPT-2 cut them.
         *
         * @return the pairs, for training or a split, which keeps those with the same source together
         * @throws IllegalStateException if the library JTokkit is missing
         */
        public Samples<Dataset<LabelSequence>, Parts.OfExamples<LabelSequence>> toSubwords() {
            return steps.toSubwords(target);
        }
    }
}
