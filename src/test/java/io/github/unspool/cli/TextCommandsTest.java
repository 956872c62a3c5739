package io.github.unspool.cli;

import static io.github.unspool.cli.Commands.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.Rnn;
import io.github.unspool.cli.Commands.Ran;
import io.github.unspool.data.Datasets;
import io.github.unspool.data.Sequences;
import io.github.unspool.data.csv.Csv;
import io.github.unspool.tribuo.RnnSequenceModel;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.classification.Label;
import tech.tablesaw.api.Table;

class TextCommandsTest {
    private static final String TEXT = Datasets.mobyDick().substring(30_000, 36_000);

    @TempDir
    private Path folder;

    private Path text;
    private Path model;

    @BeforeEach
    void write() throws Exception {
        text = Files.writeString(folder.resolve("book.txt"), TEXT);
        model = folder.resolve("book.model");
    }

    private Ran train(Object... more) {
        Object[] all = new Object[more.length + 10];
        System.arraycopy(
                new Object[] {
                    "train", text, "--layer", "hidden(4).tanh()", "--epochs", 2, "--at-least", 2, "--model", model
                },
                0,
                all,
                0,
                10);
        System.arraycopy(more, 0, all, 10, more.length);
        return run(all);
    }

    @Test
    void train_aText_writesTheModelOfTheSameChain() throws Exception {
        Path table = folder.resolve("loss.csv");
        Path chart = folder.resolve("loss.png");
        Ran ran = train("--seed", 7, "--table", table, "--chart", chart);
        var parts = Sequences.text(text).characters().atLeast(2).parts(64).split(0.9, 0.05);
        Rnn rnn = Rnn.builder()
                .hidden(4)
                .tanh()
                .epochs(2)
                .batch(64)
                .truncate(50)
                .clip(5)
                .adam(0.003)
                .seed(7);
        RnnSequenceModel<Label> same = rnn.train(parts);
        RnnSequenceModel<Label> written = RnnSequenceModel.load(model);
        assertThat(written.weights().parameters().toString())
                .isEqualTo(same.weights().parameters().toString());
        assertThat(written.loss(parts.test())).isEqualTo(same.loss(parts.test()));
        assertThat(written.history()).isEqualTo(same.history());
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).isEqualTo(same.history() + "\ntest data: " + TextScores.of(same, parts.test()) + "\n");
        assertThat(ran.err())
                .isEqualTo("Sequences.text(Path.of(\"" + text
                        + "\")).characters().parts(64).atLeast(2).split(0.9, 0.05)\n" + rnn + "\n");
        Table losses = Csv.read(table);
        assertThat(losses.columnNames())
                .containsExactly("epoch", "loss", "perplexity", "gradient norm", "validation loss");
        assertThat(losses.numberColumn("loss").get(1)).isEqualTo(same.history().loss());
        assertThat(Files.readAllBytes(chart)).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void train_quiet_saysNothing() {
        assertThat(train("--quiet")).isEqualTo(new Ran(0, "", ""));
        assertThat(model).exists();
    }

    @Test
    void train_whatIsSent_isTheSameAsAFile() throws Exception {
        InputStream before = System.in;
        Path other = folder.resolve("sent.model");
        System.setIn(new ByteArrayInputStream(TEXT.getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(run("train", "-", "--layer", "hidden(2).gru()", "--epochs", 1, "--at-least", 2, "--model", other)
                            .code())
                    .isZero();
        } finally {
            System.setIn(before);
        }
        run("train", text, "--layer", "hidden(2).gru()", "--epochs", 1, "--at-least", 2, "--model", model);
        assertThat(RnnSequenceModel.load(other).history())
                .isEqualTo(RnnSequenceModel.load(model).history());
    }

    @Test
    void train_stoppedBeforeAnEpochIsComplete_writesNothing() {
        Thread.currentThread().interrupt();
        Ran ran = train();
        assertThat(Thread.interrupted()).isFalse();
        assertThat(ran.code()).isEqualTo(130);
        assertThat(ran.err()).contains("unspool: no model was written: no epoch was completed.");
        assertThat(model).doesNotExist();
    }

    @Test
    void train_lines_writesByItself() throws Exception {
        run("train", text, "--lines", "--layer", "hidden(4).gru()", "--epochs", 1, "--at-least", 2, "--model", model);
        Ran ran = run("sample", model, "--length", 20, "--seed", 3);
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .isEqualTo(RnnSequenceModel.load(model).text().sampler().seed(3).write("", 20) + "\n");
    }

    @Test
    void sample_writesWhatTheModelsSamplerWrites() throws Exception {
        train();
        Ran ran = run(
                "sample",
                model,
                "--start",
                "the ",
                "--length",
                40,
                "--temperature",
                0.8,
                "--top-k",
                5,
                "--nucleus",
                0.9);
        assertThat(ran)
                .isEqualTo(new Ran(
                        0,
                        RnnSequenceModel.load(model)
                                        .text()
                                        .sampler()
                                        .temperature(0.8)
                                        .topK(5)
                                        .nucleus(0.9)
                                        .write("the ", 40)
                                + "\n",
                        ""));
    }

    @Test
    void sample_withoutABeginning_asksForOne() {
        train();
        assertThat(run("sample", model))
                .isEqualTo(
                        new Ran(
                                2,
                                "",
                                "unspool: --start is required for this model, such as --start \"The \"\nunspool sample --help lists all options.\n"));
        assertThat(run("sample", model, "--start", "a", "--temperature", 0))
                .extracting(Ran::code, Ran::err)
                .containsExactly(
                        2,
                        "unspool: --temperature 0.0: the value must be positive and finite; try --temperature 0.7\n"
                                + "unspool sample --help lists all options.\n");
    }

    @Test
    void evaluate_anotherText_givesItsLossAndAPicture() throws Exception {
        train();
        Path other = Files.writeString(
                folder.resolve("other.txt"), Datasets.mobyDick().substring(50_000, 52_000));
        Path table = folder.resolve("scores.csv");
        Path chart = folder.resolve("surprise.png");
        Ran ran = run("evaluate", other, "--model", model, "--table", table, "--chart", chart);
        RnnSequenceModel<Label> written = RnnSequenceModel.load(model);
        double loss = written.loss(Sequences.text(other).data(written));
        assertThat(ran).isEqualTo(new Ran(0, new TextScores(1999, loss) + "\n", ""));
        assertThat(Csv.read(table).doubleColumn("loss").get(0)).isEqualTo(loss);
        assertThat(Files.readAllBytes(chart)).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void evaluate_theTextTrainedOn_isSaid() {
        train();
        assertThat(run("evaluate", text, "--model", model).err())
                .isEqualTo(
                        "unspool: the model was trained on a part of this text, so its predictions are better than for other texts\n");
    }

    @Test
    void train_aTextThatNeedsAVocabulary_namesTheOption() {
        assertThat(run("train", text, "--units", "words", "--model", model))
                .extracting(Ran::code, Ran::out)
                .containsExactly(1, "");
        assertThat(run("train", text, "--units", "words", "--model", model).err())
                .contains("which is not in the training data; call --at-least 2 before")
                .doesNotContain("\tat ");
    }
}
