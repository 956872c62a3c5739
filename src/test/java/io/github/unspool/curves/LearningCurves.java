package io.github.unspool.curves;

import io.github.unspool.cell.Cell;
import io.github.unspool.cell.Cells;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Records Unspool's curves ({@code record}, with tasks or without), or draws and tabulates those of both ({@code draw});
 * docs/learning-curves.md says how to run it.
 */
final class LearningCurves {
    static final Path PAGE = Path.of("docs/learning-curves.md");

    private LearningCurves() {}

    public static void main(String[] args) throws IOException {
        List<Task> tasks =
                args.length > 1 ? Stream.of(args).skip(1).map(Task::valueOf).toList() : List.of(Task.values());
        for (Task task : tasks) {
            switch (args.length > 0 ? args[0] : "") {
                case "record" -> record(task);
                case "draw" -> {
                    Files.write(PAGE.resolveSibling(CurveChart.file(task)), CurveChart.png(task));
                    System.out.println(CurveTable.of(task));
                }
                default -> throw new IllegalArgumentException("record or draw, then tasks such as COPY");
            }
        }
    }

    private static void record(Task task) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "# Recorded by io.github.unspool.curves.LearningCurves.",
                "# To record it again, see docs/learning-curves.md."));
        for (Cell cell : Cells.all()) {
            for (long seed : Curves.seeds().toArray()) {
                lines.addAll(Curves.lines(cell.name(), seed, new Run(task, cell, seed).losses(task.updates)));
            }
        }
        Files.write(Curves.file(task, "unspool"), lines);
    }
}
