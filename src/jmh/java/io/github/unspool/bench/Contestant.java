package io.github.unspool.bench;

import io.github.unspool.cell.Cells;
import io.github.unspool.network.TrainStep;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Scanner;
import java.util.StringJoiner;

/**
 * Unspool's side of {@code src/main/python/bench.py}. It answers each line of its input with a line:
 *
 * <pre>
 * who                                 the name of the JVM
 * peak SECONDS                        GFLOP/s
 * point CELL HIDDEN SEQUENCES FOLDER  a word; writes the files of the point
 * check UPDATES                       the loss before each update
 * time SECONDS                        ms for an update, seconds that were measured, seconds of CPU that this process used
 * </pre>
 */
public final class Contestant {
    private static final double NANOS = 1e9;
    private static float unused;

    private TrainStep step;

    private Contestant() {}

    public static void main(String[] args) throws IOException {
        Contestant contestant = new Contestant();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(contestant.answer(new Scanner(line)));
        }
    }

    private String answer(Scanner words) {
        String command = words.next();
        return switch (command) {
            case "who" -> System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version");
            case "peak" -> String.valueOf(peak(Double.parseDouble(words.next())));
            case "point" -> point(words.next(), words.nextInt(), words.nextInt(), Path.of(words.next()));
            case "check" -> check(words.nextInt());
            case "time" -> time(Double.parseDouble(words.next()));
            default -> throw new IllegalArgumentException(command);
        };
    }

    private static double peak(double seconds) {
        double best = 0;
        for (long end = System.nanoTime() + (long) (seconds * NANOS); System.nanoTime() < end; ) {
            long start = System.nanoTime();
            unused += FmaPeak.run();
            best = Math.max(best, FmaPeak.FLOPS / (System.nanoTime() - start));
        }
        return best;
    }

    private String point(String cell, int hidden, int sequences, Path folder) {
        step = new TrainStep(Cells.named(cell), hidden, sequences, 1);
        step.write(folder);
        return "ready";
    }

    private String check(int updates) {
        step.restart();
        StringJoiner losses = new StringJoiner(" ");
        for (int i = 0; i < updates; i++) {
            losses.add(String.valueOf(step.run()));
        }
        return losses.toString();
    }

    private String time(double seconds) {
        step.restart();
        step.run();
        long cpu = cpu();
        long start = System.nanoTime();
        long end = start + (long) (seconds * NANOS);
        long now = start;
        int updates = 0;
        for (; now < end; now = System.nanoTime()) {
            step.run();
            updates++;
        }
        double measured = (now - start) / NANOS;
        return measured * 1e3 / updates + " " + measured + " " + (cpu() - cpu) / NANOS;
    }

    private static long cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }
}
