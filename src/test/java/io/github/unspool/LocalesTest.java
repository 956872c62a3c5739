package io.github.unspool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.data.Sequences;
import io.github.unspool.data.csv.Csv;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.tribuo.RnnModel;
import io.github.unspool.tribuo.RnnSequenceModel;
import io.github.unspool.tribuo.provenance.SeriesProvenance;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.classification.Label;
import org.tribuo.regression.Regressor;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** Data, builders, model files and forecasts in JVMs of other languages, charsets and time zones: the same text. */
class LocalesTest {
    private static List<String> expected;

    @BeforeAll
    static void here() {
        expected = lines("-Duser.language=en -Duser.country=US");
        assertThat(expected).hasSizeGreaterThan(10);
    }

    private static List<String> lines(String options) {
        List<String> all = new ArrayList<>(OwnJvm.SHORT);
        all.addAll(List.of(options.split(" ")));
        return OwnJvm.lines(LocalesTest.class, all);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Duser.language=tr -Duser.country=TR",
                "-Duser.language=az -Duser.country=AZ",
                "-Duser.language=lt -Duser.country=LT",
                "-Duser.language=ar -Duser.country=EG",
                "-Duser.language=fa -Duser.country=IR",
                "-Duser.language=th -Duser.country=TH -Duser.variant=TH",
                "-Duser.language=de -Duser.country=DE",
                "-Duser.language=hi -Duser.country=IN",
                "-Dfile.encoding=US-ASCII",
                "-Duser.timezone=America/Havana",
                "-Duser.language=ar -Duser.country=EG -Dfile.encoding=US-ASCII -Duser.timezone=Asia/Kathmandu",
            })
    void everything_inAnotherLocale_isTheSame(String options) {
        assertThat(lines(options)).isEqualTo(expected);
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path folder = Files.createTempDirectory("locales");
        series(folder, out);
        words(folder, out);
        Table table =
                Csv.read(Files.writeString(folder.resolve("i.csv"), "ID,Zürich,İ\nI,1.5,01.02.2024\nı,2,02.02.2024\n"));
        out.println(table.columnNames() + " " + table.types() + " "
                + table.column(0).asList());
        out.println(table.dateColumn("İ").asList());
        Sequences.table(table).id("ID").features("Zürich").label("ID").data().forEach(out::println);
        out.println(Sequences.tagged(Files.writeString(folder.resolve("t"), "İI O\nıi B\n"), 1, 2)
                .data()
                .getSourceProvenance());
    }

    private static void series(Path folder, PrintStream out) throws Exception {
        List<String> lines = new ArrayList<>(List.of("date,value"));
        for (int day = 0; day < 60; day++) {
            lines.add(java.time.LocalDate.of(2024, 1, 1).plusDays(day) + "," + (day % 7 + 0.5));
        }
        Path file = Files.write(folder.resolve("v.csv"), lines);
        var parts = Sequences.series(file, "value")
                .time("date")
                .window(12)
                .horizon(2)
                .weekday()
                .split(0.6, 0.2);
        Rnn rnn = Rnn.builder()
                .hidden(12)
                .lstm()
                .dropout(0.25)
                .epochs(2)
                .batch(16)
                .clip(1)
                .quiet();
        out.println(rnn);
        RnnModel<Regressor> model = rnn.train(parts);
        out.println(SeriesProvenance.of(model.getProvenance().getDatasetProvenance())
                .orElseThrow()
                .recipe());
        out.println(model.getFeatureIDMap().get(0).getName());
        Path saved = folder.resolve("model");
        model.serializeToFile(saved);
        RnnModel<Regressor> loaded = RnnModel.load(saved, Regressor.class);
        out.println(hash(loaded.weights().parameters()));
        out.println(Sequences.series(file, loaded).forecast(loaded, 0.5));
        loaded.saveONNXModel("io.github.unspool", 1, folder.resolve("model.onnx"));
        out.println(Files.size(folder.resolve("model.onnx")) > 0);
        Rnn.builder()
                .hidden(3)
                .gru()
                .epochs(2)
                .checkpoint(folder.resolve("c"))
                .quiet()
                .train(parts.training());
        out.println(Rnn.builder()
                .hidden(3)
                .gru()
                .epochs(3)
                .checkpoint(folder.resolve("c"))
                .quiet()
                .train(parts.training())
                .history());
    }

    private static void words(Path folder, PrintStream out) throws Exception {
        RnnSequenceModel<Label> model = Rnn.builder()
                .hidden(4)
                .gru()
                .epochs(2)
                .quiet()
                .train(Sequences.text("Iı iİ ğ Iı iİ ğ").words().data());
        Path saved = folder.resolve("words");
        model.serializeToFile(saved);
        RnnSequenceModel<Label> loaded = RnnSequenceModel.load(saved);
        out.println(loaded.next("Iı").getOutputScores());
        out.println(hash(loaded.weights().parameters()));
    }

    private static int hash(List<Parameter> parameters) {
        return Arrays.deepHashCode(parameters.stream().map(Parameter::values).toArray());
    }

    /** {@code %d} writes the digits of the locale, {@code %s} those of Java. */
    @Test
    void numbersInSentences_areWrittenTheSameEverywhere() throws IOException {
        for (Path sources : List.of(Path.of("src/main/java"), Path.of("kernel-spec/java"))) {
            try (Stream<Path> files = Files.walk(sources)) {
                assertThat(files.filter(file -> file.toString().endsWith(".java")))
                        .isNotEmpty()
                        .allSatisfy(file -> assertThat(file).content().doesNotContain("%" + "d"));
            }
        }
    }

    @Test
    void cellsOfNumbers_areReadTheSameEverywhere() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(new Locale("ar", "EG"));
            Table table = Table.create(
                    "t", IntColumn.create("code", 7, 12, 7, 12, 7, 12), DoubleColumn.create("x", 1, 2, 3, 4, 5, 6));
            var parts =
                    Sequences.series(table, "x").categories("code").window(2).split(0.5, 0.25);
            assertThat(parts.training().getFeatureIDMap().keySet()).contains("t001:code=7", "t002:code=12");
        } finally {
            Locale.setDefault(before);
        }
    }
}
