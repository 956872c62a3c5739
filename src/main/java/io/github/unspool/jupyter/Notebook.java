package io.github.unspool.jupyter;

import io.github.unspool.cell.Cells;
import io.github.unspool.compare.ComparisonListener;
import io.github.unspool.math.Kernels;
import io.github.unspool.runtime.Host;
import io.github.unspool.training.TrainingListener;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What a notebook is given by Unspool, whichever kernel runs it. */
final class Notebook {
    static final List<String> IMPORTS = List.of(
            "java.time.Duration",
            "java.time.Period",
            "java.time.ZoneId",
            "java.nio.file.*",
            "java.util.function.*",
            "java.util.stream.*",
            "io.github.unspool.*",
            "io.github.unspool.data.*",
            "io.github.unspool.data.baseline.*",
            "io.github.unspool.data.csv.*",
            "io.github.unspool.data.music.*",
            "io.github.unspool.data.split.*",
            "io.github.unspool.cell.*",
            "io.github.unspool.compare.*",
            "io.github.unspool.equation.*",
            "io.github.unspool.inspect.*",
            "io.github.unspool.loss.*",
            "io.github.unspool.network.Network",
            "io.github.unspool.network.Weights",
            "io.github.unspool.part.Initial",
            "io.github.unspool.optimiser.*",
            "io.github.unspool.training.*",
            "io.github.unspool.tribuo.*",
            "io.github.unspool.tribuo.optimiser.*",
            "io.github.unspool.tribuo.output.*",
            "io.github.unspool.tribuo.provenance.*",
            "io.github.unspool.tribuo.setting.*",
            "io.github.unspool.view.*",
            "org.tribuo.*",
            "org.tribuo.classification.*",
            "org.tribuo.classification.evaluation.*",
            "org.tribuo.classification.sequence.*",
            "org.tribuo.evaluation.*",
            "org.tribuo.multilabel.*",
            "org.tribuo.regression.*",
            "org.tribuo.regression.evaluation.*",
            "org.tribuo.sequence.*",
            "tech.tablesaw.api.*",
            "org.knowm.xchart.*");

    /** To compile kernels takes a processor for seconds, so the first cells go first; training asks for it in any case. */
    private static final long SECONDS_TO_FIRST_CHART = 3;

    private Notebook() {}

    /** Shows training and comparisons, while they run, in the cell that runs when they begin; keeps the latest model. */
    static Host host(Supplier<OutputCell> running) {
        return Host.PLAIN
                .withListener(TrainingListener.class, () -> new CellProgress(running))
                .withListener(ComparisonListener.class, () -> new CellComparison(running))
                .keepingLatest();
    }

    /** Makes ready, a little later, what the first training needs. */
    static void warmUp() {
        CompletableFuture.delayedExecutor(SECONDS_TO_FIRST_CHART, TimeUnit.SECONDS)
                .execute(() -> {
                    Kernels.warmUp();
                    Cells.warmUp();
                });
    }
}
