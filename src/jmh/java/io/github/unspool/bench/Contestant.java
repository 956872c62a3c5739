package io.github.unspool.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Scanner;
import java.util.StringJoiner;

/**
 * One side of {@code src/tools/bench/bench.py}. It answers each line of its input with a line:
 *
 * <pre>
 * who                                 its name and version
 * peak SECONDS                        GFLOP/s, of all its threads together
 * point CELL HIDDEN SEQUENCES FOLDER  a word
 * check UPDATES                       the loss before each update
 * time SECONDS                        ms for an update, seconds that were measured, seconds of CPU that this process used
 * </pre>
 */
abstract class Contestant {
    private static final double NANOS = 1e9;

    final int threads;

    Contestant(int threads) {
        this.threads = threads;
    }

    abstract String who();

    /** Makes a network and a batch ready. */
    abstract void point(String cell, int hidden, int sequences, Path folder) throws IOException;

    /** Goes back to the first weights. */
    abstract void restart();

    /** Makes an update and returns the loss before it. */
    abstract double run();

    final void serve() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(answer(new Scanner(line)));
        }
    }

    private String answer(Scanner words) throws IOException {
        String command = words.next();
        switch (command) {
            case "who":
                return who();
            case "peak":
                return String.valueOf(FmaPeak.reached(threads, Double.parseDouble(words.next())));
            case "point":
                point(words.next(), words.nextInt(), words.nextInt(), Path.of(words.next()));
                return "ready";
            case "check":
                return check(words.nextInt());
            case "time":
                return time(Double.parseDouble(words.next()));
            default:
                throw new IllegalArgumentException(command);
        }
    }

    String check(int updates) {
        restart();
        StringJoiner losses = new StringJoiner(" ");
        for (int i = 0; i < updates; i++) {
            losses.add(String.valueOf(run()));
        }
        return losses.toString();
    }

    private String time(double seconds) {
        restart();
        run();
        long cpu = cpu();
        long start = System.nanoTime();
        long end = start + (long) (seconds * NANOS);
        long now = start;
        int updates = 0;
        for (; now < end; now = System.nanoTime()) {
            run();
            updates++;
        }
        double measured = (now - start) / NANOS;
        return measured * 1e3 / updates + " " + measured + " " + (cpu() - cpu) / NANOS;
    }

    private static long cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }
}
