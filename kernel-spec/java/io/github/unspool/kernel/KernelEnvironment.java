package io.github.unspool.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dflib.jjava.jupyter.kernel.util.PathsHandler;

/**
 * What the environment sets: JJava's variables, and ours. A value that cannot be read is reported and left out, since a kernel that
 * does not start could not say why.
 */
final class KernelEnvironment {
    private static final Pattern DURATION = Pattern.compile("(-?\\d+)\\W*([A-Za-z]*)");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final int KEPT_RESULTS = 100;

    private final Map<String, String> environment;
    private final Consumer<String> warn;

    /**
     * Settings of an environment.
     *
     * @param warn takes a sentence about each value that cannot be read
     */
    KernelEnvironment(Map<String, String> environment, Consumer<String> warn) {
        this.environment = environment;
        this.warn = warn;
    }

    private String get(String name) {
        return environment.getOrDefault(name, "").strip();
    }

    /** How long a cell may run, or null for as long as it likes; JJAVA_TIMEOUT, in milliseconds or with a unit. */
    Duration timeout() {
        String text = get("JJAVA_TIMEOUT");
        Matcher value = DURATION.matcher(text);
        if (text.isEmpty()) {
            return null;
        }
        try {
            if (!value.matches()) {
                throw new IllegalArgumentException();
            }
            long length = Long.parseLong(value.group(1));
            String unit =
                    value.group(2).isEmpty() ? "MILLISECONDS" : value.group(2).toUpperCase(Locale.ROOT);
            return length <= 0
                    ? null
                    : Duration.of(length, TimeUnit.valueOf(unit).toChronoUnit());
        } catch (IllegalArgumentException e) {
            warn.accept("JJAVA_TIMEOUT=" + text + " is no time; write 5000 or 5 SECONDS");
            return null;
        }
    }

    /** What else the compiler is told; JJAVA_COMPILER_OPTS. */
    List<String> compilerOptions() {
        List<String> options = new ArrayList<>();
        for (Matcher word = WORD.matcher(get("JJAVA_COMPILER_OPTS")); word.find(); ) {
            options.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        return options;
    }

    /** Jars and folders for cells; JJAVA_CLASSPATH. */
    String classpath() {
        return get("JJAVA_CLASSPATH");
    }

    /** Whether extensions are installed; JJAVA_LOAD_EXTENSIONS. */
    boolean loadsExtensions() {
        String text = environment.get("JJAVA_LOAD_EXTENSIONS");
        return text == null
                || !text.isBlank() && !text.strip().equals("0") && !text.strip().equalsIgnoreCase("false");
    }

    /** Code that runs before the first cell; the files of JJAVA_STARTUP_SCRIPTS_PATH, then JJAVA_STARTUP_SCRIPT. */
    List<String> startupScripts() {
        List<String> scripts = new ArrayList<>();
        for (Path file : PathsHandler.splitAndResolveGlobs(get("JJAVA_STARTUP_SCRIPTS_PATH"))) {
            try {
                scripts.add(Files.readString(file));
            } catch (IOException e) {
                warn.accept("JJAVA_STARTUP_SCRIPTS_PATH: " + file + " cannot be read: " + e);
            }
        }
        scripts.add(get("JJAVA_STARTUP_SCRIPT"));
        return scripts;
    }

    /** How many values of expressions are kept that no variable holds; UNSPOOL_KEPT_RESULTS. */
    int keptResults() {
        String text = get("UNSPOOL_KEPT_RESULTS");
        try {
            return text.isEmpty() ? KEPT_RESULTS : Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            warn.accept("UNSPOOL_KEPT_RESULTS=" + text + " is no number; write 100");
            return KEPT_RESULTS;
        }
    }
}
