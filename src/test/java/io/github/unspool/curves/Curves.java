package io.github.unspool.curves;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Recorded curves of a task, one file for each framework; {@code src/test/pytorch/curves.py} describes the format. */
final class Curves {
    static final Path FOLDER = Path.of("src/test/resources/io/github/unspool/curves");
    static final int SEEDS = 8;
    /** How many losses are recorded one by one. */
    static final int FIRST = 20;
    /** How many updates are averaged into one number of the curve. */
    static final int WINDOW = 50;
    /** How many batches the checksum of the data covers. */
    static final int CHECKED = 100;
    /** How many windows the end of a run has. */
    private static final int END = 4;

    private final Map<String, double[]> numbers = new LinkedHashMap<>();

    private Curves() {}

    static Curves ofPyTorch(Task task) {
        return read(file(task, "pytorch"));
    }

    static Curves ofUnspool(Task task) {
        return read(file(task, "unspool"));
    }

    static Path file(Task task, String framework) {
        return FOLDER.resolve(task.name().toLowerCase(Locale.ROOT) + "-" + framework + ".txt");
    }

    private static Curves read(Path file) {
        Curves curves = new Curves();
        try {
            for (String line : Files.readAllLines(file)) {
                if (!line.startsWith("#")) {
                    String[] words = line.split(" ");
                    double[] values = Arrays.stream(words, 3, words.length)
                            .mapToDouble(Double::parseDouble)
                            .toArray();
                    curves.numbers.put(String.join(" ", words[0], words[1], words[2]), values);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return curves;
    }

    /** The lines of one run. */
    static List<String> lines(String cell, long seed, double[] losses) {
        return List.of(
                "%s %s first %s".formatted(cell, seed, text("%.9g", Arrays.copyOf(losses, FIRST))),
                "%s %s means %s".formatted(cell, seed, text("%.6g", means(losses))));
    }

    private static String text(String format, double[] values) {
        return Arrays.stream(values)
                .mapToObj(x -> String.format(Locale.ROOT, format, x))
                .collect(Collectors.joining(" "));
    }

    /** The mean loss of each window, one after the other. */
    static double[] means(double[] losses) {
        return IntStream.range(0, losses.length / WINDOW)
                .mapToDouble(i -> Arrays.stream(losses, i * WINDOW, (i + 1) * WINDOW)
                        .average()
                        .orElseThrow())
                .toArray();
    }

    long checksum(String cellOrData, long seed) {
        return (long) numbers(cellOrData, seed, "checksum")[0];
    }

    double[] first(String cell, long seed) {
        return numbers(cell, seed, "first");
    }

    double[] means(String cell, long seed) {
        return numbers(cell, seed, "means");
    }

    private double[] numbers(String who, long seed, String what) {
        return numbers.get(who + " " + seed + " " + what);
    }

    /** The loss of the first batch. */
    double start(String cell, long seed) {
        return first(cell, seed)[0];
    }

    /** The mean loss of the window that begins in the middle. */
    double middle(String cell, long seed) {
        double[] means = means(cell, seed);
        return means[means.length / 2];
    }

    /** The mean loss of the last windows. */
    double end(String cell, long seed) {
        double[] means = means(cell, seed);
        return Arrays.stream(means, means.length - END, means.length).average().orElseThrow();
    }

    /** The ends of all seeds. */
    Spread ends(String cell) {
        return Spread.of(seeds().mapToDouble(seed -> end(cell, seed)));
    }

    /** One window of all seeds. */
    Spread window(String cell, int window) {
        return Spread.of(seeds().mapToDouble(seed -> means(cell, seed)[window]));
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, SEEDS);
    }

    /**
     * How the seeds differ.
     *
     * @param mean their mean
     * @param deviation the standard deviation, estimated from them
     */
    record Spread(double mean, double deviation) {
        static Spread of(DoubleStream stream) {
            double[] values = stream.toArray();
            double mean = Arrays.stream(values).average().orElseThrow();
            double squares =
                    Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
            return new Spread(mean, Math.sqrt(squares / (values.length - 1)));
        }
    }
}
