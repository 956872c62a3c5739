package io.github.unspool.trial;

import io.github.unspool.OwnJvm;
import io.github.unspool.tribuo.SameBits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The trials at length, which {@code ./unspool trial [minutes]} runs. What they find is appended to a file, a line for each round:
 * trial, tries, failures; and of the soak how many trainings, megabytes, milliseconds. Each round has seeds of its own, which
 * follow from how many rounds the file has, so that it may be interrupted and continued.
 */
class LongTrial {
    private static final Path FIGURES = Path.of(System.getProperty("unspool.trial.file", "target/trial.csv"));
    private static final long MINUTES = Long.getLong("unspool.trial.minutes", 10);
    private static final int TRIES = 500;

    @TempDir
    Path folder;

    @Test
    void run() throws Exception {
        long end = System.nanoTime() + MINUTES * 60_000_000_000L;
        do {
            long round = rounds();
            note(OwnJvm.lines(
                    DamagedFiles.class,
                    List.of("-Xmx256m"),
                    Files.createTempDirectory(folder, "damaged").toString(),
                    Long.toString(1_000_000 + round * TRIES),
                    Integer.toString(TRIES)));
            killSaving(new Random(round));
            String options = SameBits.MORE.get((int) (round % SameBits.MORE.size()));
            boolean areSame = SameBits.hashesWith(options).equals(SameBits.HASHES);
            note(List.of("same bits with %s,1,%d".formatted(options, areSame ? 0 : 1)));
            note(OwnJvm.lines(Soak.class, List.of("-Xmx512m", "-Djava.awt.headless=true"), "500", "50"));
            note(List.of("round,%d,0".formatted(round + 1)));
        } while (System.nanoTime() < end);
    }

    private void killSaving(Random random) throws Exception {
        for (String format : KilledSaving.writers().keySet()) {
            int torn = 0;
            for (int i = 0; i < 10; i++) {
                torn += KilledSavingTest.isWhole(folder, format, random) ? 0 : 1;
            }
            note(List.of("killed while saving %s,10,%d".formatted(format, torn)));
        }
    }

    private static long rounds() throws IOException {
        if (!Files.exists(FIGURES)) {
            return 0;
        }
        return Files.readAllLines(FIGURES).stream()
                .filter(line -> line.startsWith("round,"))
                .count();
    }

    private static void note(List<String> lines) throws IOException {
        Files.write(FIGURES, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        lines.forEach(System.out::println);
    }
}
