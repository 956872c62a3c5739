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
 * <p>It ends with 0 if all went well, 1 if a file, its data or the training was at fault, 2 if the command was written wrongly,
 * 3 for a mistake of Unspool's own, and 130 if it was stopped.
 */
@Command(
        name = "unspool",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {TrainCommand.class, EvaluateCommand.class, SampleCommand.class, ForecastCommand.class},
        description = {
            "Recurrent neural networks for texts and time series: train one, look how good it is, let it write or forecast.",
            ""
        },
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
            "With the module Java trains several times faster; without it the numbers are the same. Java",
            "warns that it uses the module; that is meant so. More memory: java -Xmx4g … -jar unspool.jar",
            "",
            "Exit codes: 0 all went well, 1 a file or its data is at fault, 2 the command is, 3 Unspool is, 130 stopped."
        })
public final class Main {
    private Main() {}

    /**
     * Runs the command and ends Java.
     *
     * @param args what stands behind the command's name
     */
    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        // All that is read again, and all sentences, are written with the same letters and digits everywhere.
        Locale.setDefault(Locale.ROOT);
        // One line for a warning, without a date.
        System.setProperty("java.util.logging.SimpleFormatter.format", "%5$s%n");
        // From JDK 22 on another console would say that it is there when it is not.
        System.setProperty("jdk.console", "java.base");
        PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, charset());
        PrintWriter err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, charset());
        System.exit(run(out, err, args));
    }

    /** That of the machine; but plain ASCII is what a machine has that was told nothing. */
    private static Charset charset() {
        Charset machine = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
        return machine.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : machine;
    }

    /**
     * Runs the command.
     *
     * @param out where results go
     * @param err where progress, warnings and errors go
     * @param args what stands behind the command's name
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
        SettingOptions.addTo(command.getSubcommands().get("train").getCommandSpec());
        try {
            return command.execute(args);
        } catch (OutOfMemoryError e) {
            err.println("unspool: Java's memory is full; start it with more, such as java -Xmx4g -jar unspool.jar");
            return Mistakes.DATA;
        } finally {
            out.flush();
            err.flush();
        }
    }

    /** What the jar says of itself. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"unspool " + (version == null ? "of a checkout" : version)};
        }
    }
}
