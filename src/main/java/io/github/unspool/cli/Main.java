package io.github.unspool.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/**
 * The command {@code java -jar unspool.jar}.
 *
 * <p>The exit code is 0 for success, 1 for an error in a file, its data or the training, 2 for an error in the command
 * line, 3 for an error in Unspool, and 130 if it was stopped.
 */
@Command(
        name = "unspool",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {TrainCommand.class, EvaluateCommand.class, SampleCommand.class, ForecastCommand.class},
        description = {"Recurrent neural networks for texts and time series: train, evaluate, sample, forecast.", ""},
        footer = {
            "",
            "A text:",
            "  unspool train book.txt --epochs 5 --model book.model --chart loss.png",
            "  unspool sample book.model --start \"Call me\" --length 500 --temperature 0.8",
            "A table:",
            "  unspool train births.csv --column births --time date --window 28 --horizon 7 --difference 7 --model births.model",
            "  unspool evaluate births.csv --model births.model --chart test.png",
            "  unspool forecast births.csv --model births.model --table forecast.csv --chart forecast.png",
            "",
            "Here unspool stands for:  java --add-modules jdk.incubator.vector -jar unspool.jar",
            "A checkout has ./unspool train and so on, which start Java in this way.",
            "Training is several times faster with the module; the numbers are the same without it. Java",
            "prints a warning about the module, which is normal. More memory: java -Xmx4g … -jar unspool.jar",
            "",
            "Exit codes: 0 success, 1 error in a file or its data, 2 in the command line, 3 in Unspool, 130 stopped."
        })
public final class Main {
    private Main() {}

    /**
     * Runs the command and ends Java.
     *
     * @param args the arguments of the command
     */
    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        // Files and messages use the same digits and letters in every locale.
        Locale.setDefault(Locale.ROOT);
        // One line for a warning, without a date.
        System.setProperty("java.util.logging.SimpleFormatter.format", "%5$s%n");
        // From JDK 22 on, another console claims to exist without a terminal.
        System.setProperty("jdk.console", "java.base");
        PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, charset());
        PrintWriter err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, charset());
        System.exit(run(out, err, args));
    }

    /** The machine's encoding; plain ASCII is the default of an unconfigured machine. */
    private static Charset charset() {
        Charset machine = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
        return machine.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : machine;
    }

    /**
     * Runs the command.
     *
     * @param out where results go
     * @param err where progress, warnings and errors go
     * @param args the arguments of the command
     * @return the exit code
     */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine command = new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Mistakes::ofUsage)
                .setExecutionExceptionHandler(Mistakes::ofRun);
        command.getSubcommands().values().forEach(each -> each.getCommandSpec().versionProvider(new Version()));
        SettingOptions.addTo(command.getSubcommands().get("train").getCommandSpec());
        try {
            return command.execute(args);
        } catch (OutOfMemoryError e) {
            err.println("unspool: out of memory; start Java with more, such as java -Xmx4g -jar unspool.jar");
            return Mistakes.DATA;
        } finally {
            out.flush();
            err.flush();
        }
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"unspool " + (version == null ? "of a checkout" : version)};
        }
    }
}
