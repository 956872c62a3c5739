package io.github.unspool.bench;

import io.github.unspool.cell.Cell;
import io.github.unspool.cell.Cells;
import io.github.unspool.cell.Recurrences;
import io.github.unspool.network.Updates;
import java.io.IOException;
import java.nio.file.Path;

/** Unspool's side. A point's folder is where it writes weights and batch, for the others to read. */
public final class UnspoolContestant extends Contestant {
    private Updates updates;

    private UnspoolContestant(int threads) {
        super(threads);
    }

    /**
     * Answers until its input ends.
     *
     * @param args how many threads share an update
     */
    public static void main(String[] args) throws IOException {
        new UnspoolContestant(Integer.parseInt(args[0])).serve();
    }

    @Override
    String who() {
        return System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version");
    }

    @Override
    void point(String cell, int hidden, int sequences, Path folder) {
        updates = Updates.even(cell(cell), hidden, sequences, Updates.STEPS, threads);
        updates.write(folder);
    }

    /** One of the library, or one that is given by its equations. */
    private static Cell cell(String name) {
        return Recurrences.all().stream()
                .<Cell>map(own -> own)
                .filter(own -> own.name().equals(name))
                .findFirst()
                .orElseGet(() -> Cells.named(name));
    }

    @Override
    void restart() {
        updates.restart();
    }

    @Override
    double run() {
        return updates.run();
    }
}
