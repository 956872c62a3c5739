package io.github.unspool.bench;

import com.sun.management.ThreadMXBean;
import io.github.unspool.cell.Cells;
import io.github.unspool.network.Updates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Scanner;
import java.util.stream.Collectors;

/**
 * Unspool's side of {@code src/tools/bench/bench_tasks.py}. Its argument is the number of threads that the engine may use. It
 * answers each line of its input with a line; the first group makes the job that the second is about:
 *
 * <pre>
 * text EMBEDDING FOLDER           a word; writes the files of the job
 * ragged CELL FOLDER              a word; writes the files of the job
 * even CELL HIDDEN SEQUENCES STEPS    a word
 * epoch CELL HIDDEN SEQUENCES STEPS   a word
 * model FOLDER                    a word; trains a model of characters and writes its files
 * step FOLDER                     a word; reads those files
 * sample FOLDER                   a word; reads those files
 *
 * who                             the name of the JVM
 * check COUNT                     what must be equal: the loss before each update, or −log p of each step
 * time SECONDS                    ms for a run, seconds that were measured, seconds of CPU that this process used
 * bytes RUNS                      how many bytes a run allocates
 * </pre>
 */
public final class TaskContestant {
    private static final double NANOS = 1e9;

    private final int threads;
    private Workload job;

    private TaskContestant(int threads) {
        this.threads = threads;
    }

    public static void main(String[] args) throws IOException {
        TaskContestant contestant = new TaskContestant(Integer.parseInt(args[0]));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(contestant.answer(new Scanner(line)));
        }
    }

    private String answer(Scanner words) throws IOException {
        String command = words.next();
        return switch (command) {
            case "who" -> System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version");
            case "check" -> check(words.nextInt());
            case "time" -> time(Double.parseDouble(words.next()));
            case "bytes" -> String.valueOf(bytes(words.nextInt()));
            case "model" -> {
                TextModel.make(Path.of(words.next()));
                yield "made";
            }
            default -> {
                job = job(command, words);
                yield "ready";
            }
        };
    }

    private Workload job(String command, Scanner words) throws IOException {
        return switch (command) {
            case "text" -> updates(Updates.text(words.nextInt(), threads), Path.of(words.next()));
            case "ragged" -> updates(Updates.ragged(Cells.named(words.next()), threads), Path.of(words.next()));
            case "even" ->
                updates(
                        Updates.even(
                                Cells.named(words.next()), words.nextInt(), words.nextInt(), words.nextInt(), threads),
                        null);
            case "epoch" ->
                epoch(Updates.epoch(Cells.named(words.next()), words.nextInt(), words.nextInt(), words.nextInt()));
            case "step" -> TextModel.steps(Path.of(words.next()));
            case "sample" -> TextModel.sampling(Path.of(words.next()));
            default -> throw new IllegalArgumentException(command);
        };
    }

    private static Workload updates(Updates updates, Path folder) {
        if (folder != null) {
            updates.write(folder);
        }
        return new Workload() {
            @Override
            public void restart() {
                updates.restart();
            }

            @Override
            public void run() {
                updates.run();
            }

            @Override
            public double[] check(int count) {
                double[] losses = new double[count];
                Arrays.setAll(losses, i -> updates.run());
                return losses;
            }
        };
    }

    private static Workload epoch(Runnable epoch) {
        return new Workload() {
            @Override
            public void restart() {}

            @Override
            public void run() {
                epoch.run();
            }

            @Override
            public double[] check(int count) {
                throw new UnsupportedOperationException("there is no contestant to compare with");
            }
        };
    }

    private String check(int count) {
        job.restart();
        return Arrays.stream(job.check(count)).mapToObj(Double::toString).collect(Collectors.joining(" "));
    }

    private String time(double seconds) {
        job.restart();
        job.run();
        long cpu = cpu();
        long start = System.nanoTime();
        long end = start + (long) (seconds * NANOS);
        long now = start;
        int runs = 0;
        for (; now < end; now = System.nanoTime()) {
            job.run();
            runs++;
        }
        double measured = (now - start) / NANOS;
        return measured * 1e3 / runs + " " + measured + " " + (cpu() - cpu) / NANOS;
    }

    private double bytes(int runs) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < runs; i++) {
            job.run();
        }
        return (thread.getThreadAllocatedBytes(Thread.currentThread().getId()) - before) / (double) runs;
    }

    private static long cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }
}
