package io.github.unspool.cli;

import static io.github.unspool.cli.Commands.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.cli.Commands.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes of users: a sentence each, an exit code, and never a stack trace. */
class MistakesTest {
    @TempDir
    private Path folder;

    private Path file(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    private static void assertUsage(Ran ran, String command, String sentence) {
        assertThat(ran)
                .isEqualTo(new Ran(2, "", "unspool: " + sentence + "\n" + command + " --help lists all options.\n"));
    }

    private static void assertData(Ran ran, String sentence) {
        assertThat(ran).isEqualTo(new Ran(1, "", "unspool: " + sentence + "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "evaluate", "sample", "forecast"})
    void help_ofEachCommand_isPrinted(String command) {
        Ran ran = run(command, "--help");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("Usage: unspool " + command + " ").contains("--help");
        assertThat(ran.err()).isEmpty();
        assertThat(run("--help").out()).contains("\n  " + command + " ");
    }

    @Test
    void version_isTheSameOfEachCommand() {
        // Of the jar's manifest, which a test of the jar reads.
        Ran version = new Ran(0, "unspool of a checkout\n", "");
        assertThat(run("--version")).isEqualTo(version);
        for (String command : List.of("train", "evaluate", "sample", "forecast")) {
            assertThat(run(command, "--version")).isEqualTo(version);
        }
    }

    @Test
    void noCommand_isAWrongUsage() {
        assertUsage(run(), "unspool", "Missing required subcommand");
    }

    @Test
    void options_thatDoNotExistOrAreOutOfRange_areNamed() throws Exception {
        Path text = file("a.txt", "abcabc");
        Path model = folder.resolve("a.model");
        assertUsage(run("train", text), "unspool train", "Missing required option: '--model=FILE'");
        assertUsage(
                run("train", text, "--model", model, "--epochs", 0),
                "unspool train",
                "--epochs 0: at least 1 is needed; try --epochs 100");
        assertUsage(
                run("train", text, "--model", model, "--parts", 0),
                "unspool train",
                "Invalid value for option '--parts': '0' is not a positive whole number");
        Ran ran = run("train", text, "--model", model, "--layer", "hidden(3)");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err())
                .startsWith(
                        "unspool: Invalid value for option '--layer' (LAYER): \"hidden(3)\" is not a layer; write one such as"
                                + " hidden(64).lstm() or ");
        assertThat(run("train", text, "--model", model, "--epoch", 3).err()).contains("--epochs");
        assertUsage(
                run("train", text, "--model", model, "--split", "0.9"),
                "unspool train",
                "--split: there must be two fractions, such as 0.9,0.05");
        assertThat(model).doesNotExist();
    }

    @Test
    void files_thatCouldNotBeWritten_areNamedBeforeAnythingIsRead() {
        Path nowhere = folder.resolve("no/such/a.model");
        assertUsage(
                run("train", folder.resolve("missing.txt"), "--model", nowhere),
                "unspool train",
                "%s cannot be written: the folder %s does not exist; create it first"
                        .formatted(nowhere, nowhere.getParent()));
        assertUsage(
                run("train", folder.resolve("missing.txt"), "--model", folder.resolve("m"), "--chart", "a.gif"),
                "unspool train",
                "--chart a.gif: the file name must end in .png");
        assertUsage(
                run("train", folder.resolve("missing.txt"), "--model", folder),
                "unspool train",
                folder + " cannot be written: it is a folder; choose a file in it");
    }

    @Test
    void files_thatAreNotThere_areNamed() {
        Path missing = folder.resolve("missing.txt");
        Path model = folder.resolve("a.model");
        assertData(run("train", missing, "--model", model), "there is no file " + missing);
        assertData(run("sample", missing, "--start", "a"), "there is no file " + missing);
        assertData(run("evaluate", missing, "--model", model), "there is no file " + model);
        assertData(run("forecast", missing, "--model", model), "there is no file " + model);
    }

    @Test
    void aTable_needsAColumnThatItHas() throws Exception {
        Path table = file("a.csv", "date,births\n2024-01-01,5\n2024-01-02,6\n");
        Path model = folder.resolve("a.model");
        assertUsage(
                run("train", table, "--model", model),
                "unspool train",
                table + " is a table; choose the columns to predict, such as --column births");
        assertData(
                run("train", table, "--column", "birth", "--model", model),
                "a.csv has no column \"birth\"; did you mean \"births\"? The columns are date, births");
        assertData(
                run("train", table, "--column", "births", "--model", model),
                "the window is not set; choose one, such as --window 28");
    }

    @Test
    void aFileThatIsNoModel_isSaid() throws Exception {
        Path text = file("a.txt", "abcabcabcabc");
        for (Ran ran : new Ran[] {
            run("sample", text, "--start", "a"),
            run("evaluate", text, "--model", text),
            run("forecast", text, "--model", text)
        }) {
            assertData(ran, text + " is a damaged model file: it cannot be parsed");
        }
    }

    @Test
    void aModelOfAnotherKind_isSaid() throws Exception {
        Path text = file("a.txt", "ab".repeat(400));
        Path model = folder.resolve("a.model");
        assertThat(run("train", text, "--layer", "hidden(2).tanh()", "--epochs", 1, "--parts", 4, "--model", model)
                        .code())
                .isZero();
        Path table = file("a.csv", "y\n1\n2\n");
        assertData(
                run("forecast", table, "--model", model),
                model + " contains a model of another type, RnnSequenceModel, not a RnnModel");
    }

    @Test
    void calls_becomeOptions_whereThereAreSuch() {
        var command = new picocli.CommandLine(new TrainCommand()).getCommandSpec();
        assertThat(Mistakes.asOptions("write time(\"date\"), dayOfYear() and hidden(3).lstm()", command))
                .isEqualTo("write --time date, --day-of-year and hidden(3).lstm()");
    }

    @Test
    void namesAndCells_thatWouldMoveATerminal_areShownEscaped() throws Exception {
        Path table =
                file("t.csv", "d\u001B[2J,y\n2024-01-01,1\n2024-01-02,2\n2024-01-04,3\n2024-01-05,4\n2024-01-06,1\n");
        Ran gap = run(
                "train", table, "--column", "y", "--time", "d\u001B[2J", "--window", 1, "--model", folder.resolve("m"));
        assertData(
                gap,
                "row 3: 2024-01-04 follows 2024-01-02 in column \"d\\u001b[2J\", which is not the usual step; fill the gaps with --every P1D, or accept the rows as they are with --irregular");
        Ran missing = run("train", table, "--column", "z\u0007", "--window", 1, "--model", folder.resolve("m"));
        assertData(missing, "t.csv has no column \"z\\u0007\"; did you mean \"y\"? The columns are d\\u001b[2J, y");
    }
}
