package io.github.unspool.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.unspool.Rnn;
import io.github.unspool.file.Sha256;
import io.github.unspool.tribuo.RnnModel;
import io.github.unspool.tribuo.provenance.TableProvenance;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Output;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.sequence.SequenceDataset;
import org.tribuo.sequence.SequenceExample;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

class RowsTest {
    private static final String RUNS = """
            run,day,km,place,rain,good
            a,2026-01-01,1.5,park,true,yes
            a,2026-01-02,2,wood,false,yes
            b,2026-01-01,0,park,false,no
            """;

    @TempDir
    private Path folder;

    private static Table table(String csv) {
        return Table.read()
                .csv(CsvReadOptions.builder(new StringReader(csv))
                        .tableName("runs")
                        .build());
    }

    private static Rows rows(String csv) {
        return Sequences.table(table(csv));
    }

    private static String features(Example<?> example) {
        List<String> features = new ArrayList<>();
        for (Feature feature : example) {
            features.add(feature.getName() + " " + feature.getValue());
        }
        return String.join(", ", features) + " → ";
    }

    private static <T extends Output<T>> List<String> examples(Dataset<T> data) {
        List<String> examples = new ArrayList<>();
        data.forEach(example -> examples.add(features(example) + example.getOutput()));
        return examples;
    }

    private static <T extends Output<T>> List<List<String>> sequences(SequenceDataset<T> data) {
        List<List<String>> sequences = new ArrayList<>();
        for (SequenceExample<T> sequence : data) {
            List<String> steps = new ArrayList<>();
            sequence.forEach(step -> steps.add(features(step) + step.getOutput()));
            sequences.add(steps);
        }
        return sequences;
    }

    private static void assertRefused(ThrowingCallable call, String sentence) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(sentence);
    }

    @Test
    void label_givesAnExampleForEachSequence() {
        var data = rows(RUNS)
                .id("run")
                .features("km", "place", "rain")
                .label("good")
                .data();
        assertThat(examples(data))
                .containsExactly(
                        "t001:km 1.5, t001:place=park 1.0, t001:rain=true 1.0,"
                                + " t002:km 2.0, t002:place=wood 1.0, t002:rain=false 1.0 → yes",
                        "t001:km 0.0, t001:place=park 1.0, t001:rain=false 1.0 → no");
    }

    @Test
    void labels_giveASequenceWithALabelAtEachStep() {
        assertThat(sequences(rows(RUNS).id("run").features("km").labels("place").data()))
                .containsExactly(List.of("km 1.5 → park", "km 2.0 → wood"), List.of("km 0.0 → park"));
    }

    @Test
    void numbers_arePredictedAtEachStepOrOnce() {
        assertThat(sequences(rows(RUNS).features("place").numbers("km").data()))
                .containsExactly(
                        List.of("place=park 1.0 → (km,1.5)", "place=wood 1.0 → (km,2.0)", "place=park 1.0 → (km,0.0)"));
        assertThat(examples(rows("id,x,y\n1,3,4\n1,5,4\n")
                        .id("id")
                        .features("x")
                        .number("y")
                        .data()))
                .containsExactly("t001:x 3.0, t002:x 5.0 → (y,4.0)");
    }

    @Test
    void sorted_bringsTimesIntoOrderWithinEachSequence() {
        String csv = "id,day,x\na,2026-01-03,3\nb,2026-01-09,9\na,2026-01-01,1\nb,2026-01-02,2\n";
        var sorted = rows(csv)
                .id("id")
                .time("day")
                .sorted()
                .features("x")
                .labels("id")
                .data();
        assertThat(sequences(sorted))
                .containsExactly(List.of("x 1.0 → a", "x 3.0 → a"), List.of("x 2.0 → b", "x 9.0 → b"));
        assertRefused(
                () -> rows(csv).id("id").time("day").features("x"),
                "row 3 of column \"day\": 2026-01-01 of id \"a\" comes after 2026-01-03; call sorted() to sort each sequence");
    }

    @Test
    void time_twice_isRefusedSortedOrNot() {
        Rows rows = rows("id,n,x\na,1,3\na,2,3\na,1,4\n").id("id").time("n");
        assertRefused(
                () -> rows.sorted().features("x"),
                "row 3 of column \"n\": 1 of id \"a\" occurs twice; if these rows belong to several sequences, identify them with id(…); otherwise remove one of the two rows");
    }

    @Test
    void gaps_areRefusedFilledOrMarked() {
        Rows rows = rows("id,x,w\na,1,red\na,,\nb,2,blue\n").id("id");
        assertRefused(
                () -> rows.features("x"),
                "row 2 of column \"x\" has no value; fill missing values with forwardFill(), or mark them with mask()");
        assertThat(examples(rows.forwardFill().features("x", "w").label("id").data())
                        .get(0))
                .isEqualTo("t001:w=red 1.0, t001:x 1.0, t002:w=red 1.0, t002:x 1.0 → a");
        assertThat(examples(rows.mask().features("x", "w").label("id").data()).get(0))
                .isEqualTo("t001:w=red 1.0, t001:x 1.0, t002:w missing 1.0, t002:x missing 1.0 → a");
        assertRefused(
                () -> rows("id,x\na,1\nb,\nb,2\n").id("id").forwardFill().features("x"),
                "row 2 of column \"x\" has no value, and its sequence has none before it for forwardFill(); use mask() instead");
    }

    @Test
    void wrongColumns_areRefused() {
        String known = "[run, day, km, place, rain, good]";
        assertRefused(
                () -> rows(RUNS).id("who"),
                "runs has no column \"who\"; did you mean \"run\"? The columns are run, day, km, place, rain, good");
        assertRefused(() -> rows(RUNS).features(), "features(): no columns; choose some of " + known);
        assertRefused(
                () -> rows(RUNS).features("day"),
                "the column \"day\" has the unsupported type LOCAL_DATE; use numbers, words or truth values");
        assertRefused(
                () -> rows(RUNS).id("run").features("km").label("place"),
                "row 2 of column \"place\" is wood, but row 1 of the same sequence, run \"a\", is park; use labels or numbers for a target at each step");
        assertRefused(
                () -> rows(RUNS).features("km").numbers("place"),
                "the column \"place\" has the type STRING, not numbers; predict words with label(\"place\")");
        assertRefused(
                () -> rows("id,x,y\na,1,\n").features("x").label("y"),
                "row 1 of column \"y\" has no value; add one, or remove the row");
        assertRefused(
                () -> rows("id,x\na,1e300\n").features("x"),
                "row 1 of column \"x\" is 1.0E300, which is not in the range of a float; change it");
    }

    @Test
    void csv_withByteOrderMarkQuotesAndAnyLineEnds_isRead() throws IOException {
        Path file = Files.writeString(
                folder.resolve("runs.csv"), "\uFEFFid,x,word\r\n\"a\",1,\"yes, \"\"quoted\"\"\"\r\na,2,no\r\n");
        var data = Sequences.table(file).id("id").features("x").labels("word").data();
        assertThat(sequences(data)).containsExactly(List.of("x 1.0 → yes, \"quoted\"", "x 2.0 → no"));
        assertThat(data.getSourceProvenance().toString())
                .contains("source=runs.csv")
                .contains(Sha256.of(Files.readAllBytes(file)))
                .contains("table().id(\"id\").features(\"x\").labels(\"word\")");
    }

    @Test
    void csv_ofAnotherEncodingOrRaggedRows_isRefused() throws IOException {
        Path latin = Files.write(folder.resolve("latin.csv"), "id,ä\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.table(latin))
                .withMessageStartingWith("latin.csv is not UTF-8: line 1, byte 4 of the file, is 0xE4;");
        Path ragged = Files.writeString(folder.resolve("ragged.csv"), "id,x\na,1\nb\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequences.table(ragged))
                .withMessage("ragged.csv: row 2, which begins in line 3, has 1 cells, and the header 2 (id, x)");
    }

    @Test
    void letters_readWordsCharacterByCharacter() {
        Table names = table("name,language\nBø,Norwegian\nA,German\n");
        assertThat(examples(Sequences.letters(names, "name").label("language").data()))
                .containsExactly("t001:B 1.0, t002:ø 1.0 → Norwegian", "t001:A 1.0 → German");
        Table words = table("word,sounds\nso,S OW\n");
        assertThat(sequences(Sequences.letters(words, "word").labels("sounds").data()))
                .containsExactly(List.of("s 1.0 → S", "o 1.0 → OW"));
        assertThat(sequences(Sequences.words(words, "sounds").labels("sounds").data()))
                .containsExactly(List.of("S 1.0 → S", "OW 1.0 → OW"));
    }

    @Test
    void letters_wrongLabels_areRefused() {
        Table words = table("word,sounds,n\nso,S OW,1\ncat,K AE,2\n");
        assertRefused(
                () -> Sequences.letters(words, "word").labels("sounds"),
                "row 2 of column \"sounds\" has 2 labels, but \"cat\" has 3 steps; there must be one label for each step");
        assertThatIllegalStateException()
                .isThrownBy(() -> Sequences.letters(words, "word").numbers("n"))
                .withMessage("numbers(\"n\"): each row has only one number, but several steps; use number(\"n\")");
    }

    @Test
    void provenance_hasTheHashOfTheJarsFile() {
        // The SHA-256 of surnames.csv in datasets/README.md.
        var data =
                Sequences.letters(Datasets.surnames(), "name").label("language").data();
        assertThat(data.getSourceProvenance())
                .isEqualTo(new TableProvenance(
                        "surnames",
                        "27936e5ea18c4c289b9591decf46f711168afeb14d6777ec7030c108bb2fa05c",
                        "letters(\"name\").label(\"language\")",
                        data.getOutputFactory().getProvenance()));
    }

    @Test
    void strokes_areAModelsData() throws IOException {
        var fonts = Datasets.strokes();
        var two = fonts.where(fonts.stringColumn("font").isIn("futural", "scripts"));
        var data = Sequences.table(two)
                .id("glyph")
                .time("step")
                .features("x", "y", "pen")
                .label("font")
                .data();
        var model = Rnn.builder()
                .hidden(8)
                .gru()
                .epochs(12)
                .batch(8)
                .adam(0.01)
                .seed(1)
                .quiet()
                .train(data);
        assertThat(data.size()).isEqualTo(104);
        assertThat(new LabelEvaluator().evaluate(model, data).accuracy()).isGreaterThan(0.9);
        Path file = folder.resolve("fonts.model");
        model.serializeToFile(file);
        assertThat(RnnModel.load(file, Label.class)
                        .getProvenance()
                        .getDatasetProvenance()
                        .getSourceProvenance())
                .as("a stored model can be traced to its bytes")
                .isEqualTo(data.getSourceProvenance());
    }
}
