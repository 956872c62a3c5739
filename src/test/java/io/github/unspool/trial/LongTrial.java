package io.github.unspool.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.OwnJvm;
import io.github.unspool.compare.spark.FullMemory;
import io.github.unspool.jupyter.HostileText;
import io.github.unspool.tribuo.SameBits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The trials at length, which {@code ./unspool trial [minutes]} runs. What they find is appended to a file, a line for each part of
 * a round: trial, tries, failures; and of the soak how many trainings, megabytes, milliseconds. Each round has seeds of its own,
 * which follow from how many rounds the file has, so that it may be interrupted and continued.
 */
class LongTrial {
    private static final Path FIGURES = Path.of(System.getProperty("unspool.trial.file", "target/trial.csv"));
    private static final long MINUTES = Long.getLong("unspool.trial.minutes", 10);
    private static final int FILES = 500;
    private static final int NAMES = 20;
    private static final int KILLS = 10;
    private static final int USES = 400;
    private static final int MODELS = 32;

    @TempDir
    Path folder;

    /** A trial of which each try is good or bad. */
    private interface Try {
        boolean isGood() throws Exception;
    }

    @Test
    void run() throws Exception {
        long end = System.nanoTime() + MINUTES * 60_000_000_000L;
        do {
            round(rounds());
        } while (System.nanoTime() < end);
        Map<String, long[]> sums = sums();
        System.out.println("\nall rounds in " + FIGURES + ": trial, tries, failures");
        sums.forEach((trial, sum) -> System.out.println("%s,%s,%s".formatted(trial, sum[0], sum[1])));
        assertThat(sums).allSatisfy((trial, sum) -> assertThat(sum[1]).isZero());
    }

    private void round(long round) throws Exception {
        // First, so that a round that is interrupted is not made again with its seeds.
        note(List.of("round,%s".formatted(round + 1)));
        Random random = new Random(round);
        String damaged = Files.createTempDirectory(folder, "damaged").toString();
        note(OwnJvm.lines(
                DamagedFiles.class,
                List.of("-Xmx256m"),
                damaged,
                Long.toString(1_000_000 + round * FILES),
                Integer.toString(FILES)));
        for (String format : KilledSaving.writers().keySet()) {
            count("killed while saving " + format, KILLS, () -> KilledSavingTest.isWhole(folder, format, random));
        }
        for (String run : KilledRuns.runs().keySet()) {
            count("killed and continued: " + run, 1, () -> KilledRuns.endsTheSame(folder, run, random));
        }
        String options = SameBits.MORE.get((int) (round % SameBits.MORE.size()));
        count("same bits with " + options, 1, () -> SameBits.hashesWith(options).equals(SameBits.HASHES));
        note(List.of("one model on many threads,%s,%s".formatted(USES, SharedUse.differentUses(USES))));
        note(List.of("one trainer on many threads,%s,%s".formatted(MODELS, SharedUse.differentModels(MODELS))));
        String first = Long.toString(round * NAMES);
        note(OwnJvm.lines(HostileText.class, List.of("-Djava.awt.headless=true"), first, Integer.toString(NAMES)));
        note(OwnJvm.lines(FullMemory.class, List.of("-Djava.awt.headless=true")));
        note(OwnJvm.lines(Soak.class, List.of("-Xmx512m", "-Djava.awt.headless=true"), "500", "50"));
    }

    private static void count(String trial, int tries, Try one) throws Exception {
        int failures = 0;
        for (int i = 0; i < tries; i++) {
            failures += one.isGood() ? 0 : 1;
        }
        note(List.of("%s,%s,%s".formatted(trial, tries, failures)));
    }

    private static List<String> figures() throws IOException {
        return Files.exists(FIGURES) ? Files.readAllLines(FIGURES) : List.of();
    }

    private static long rounds() throws IOException {
        return figures().stream().filter(line -> line.startsWith("round,")).count();
    }

    /** Tries and failures of each trial, in all rounds. */
    private static Map<String, long[]> sums() throws IOException {
        Map<String, long[]> sums = new TreeMap<>();
        for (String line : figures()) {
            if (line.matches("(?!round,|soak,).*,\\d+,\\d+")) {
                String[] parts = line.split(",(?=\\d+,\\d+$)|,(?=\\d+$)");
                long[] sum = sums.computeIfAbsent(parts[0], trial -> new long[2]);
                sum[0] += Long.parseLong(parts[1]);
                sum[1] += Long.parseLong(parts[2]);
            }
        }
        return sums;
    }

    private static void note(List<String> lines) throws IOException {
        Files.write(FIGURES, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        lines.forEach(System.out::println);
    }
}
