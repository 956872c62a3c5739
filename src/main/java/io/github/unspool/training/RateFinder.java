package io.github.unspool.training;

import static io.github.unspool.training.Plateau.LOWER_RATE;
import static io.github.unspool.training.Stopping.PATIENCE;
import static io.github.unspool.training.TrainingSettings.EPOCHS;

import io.github.unspool.math.Workers;
import io.github.unspool.network.Weights;
import io.github.unspool.optimiser.Optimiser;
import io.github.unspool.optimiser.Rate;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.part.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Searches for a learning rate by training once while the rate rises from very small to far too large.
 *
 * <p>Source: L. N. Smith, <i>Cyclical learning rates for training neural networks</i>, arXiv:1506.01186, section 3.3, with
 * rates that rise evenly on a logarithmic scale and losses instead of accuracies.
 */
public final class RateFinder {
    /** The number of updates that raise the rate tenfold. */
    static final int UPDATES_A_DECADE = 20;

    private static final Rate FALLING = Rate.exponential(100, 1e-8);
    private static final int UPDATES = 8 * UPDATES_A_DECADE + 1;

    private RateFinder() {}

    /**
     * Trains with rising rates from 10⁻⁶ to 100, one for each of 161 updates, until the smoothed loss is four times its
     * lowest and higher than at first, or a loss is not finite. An interrupt of the thread ends the search too, and is
     * consumed.
     *
     * @param weights the weights to begin with; their values afterwards are of no use
     * @param sequences the data, gone through as often as needed; at least one sequence
     * @param settings how to train; epochs, patience and optimiser do not count
     * @param optimisers makes an optimiser of some learning rate
     * @param workers the threads
     * @return the losses by rate
     */
    public static RateSearch search(
            Weights weights,
            List<Sequence> sequences,
            TrainingSettings settings,
            Function<Rate, Optimiser> optimisers,
            Workers workers) {
        Sweep sweep = new Sweep(optimisers.apply(FALLING));
        // An epoch has at least one update.
        TrainingSettings sweeping = new TrainingSettings(
                settings.chosen().with(EPOCHS, UPDATES).without(PATIENCE).without(LOWER_RATE),
                () -> sweep,
                settings.seed(),
                settings.words());
        History history = new TrainingLoop(weights, sequences, List.of(), sweeping, sweep, workers).run();
        return new RateSearch(
                sweep.rates, sweep.losses, Measure.of(weights.network().loss()), sweep.ending(history.ending()));
    }

    /** Sets the optimiser's rates, and records the losses. */
    private static final class Sweep implements Optimiser, TrainingListener {
        private final Optimiser optimiser;
        private final List<Double> rates = new ArrayList<>();
        private final List<Double> losses = new ArrayList<>();
        private final RateSearch.Smoothing smoothing = new RateSearch.Smoothing();
        private double lowest = Double.POSITIVE_INFINITY;
        private boolean diverged;

        Sweep(Optimiser optimiser) {
            this.optimiser = optimiser;
        }

        /** The rate falls over a run, and this is that run from its end to its beginning. */
        private double place() {
            return 1 - (double) rates.size() / (UPDATES - 1);
        }

        @Override
        public void step(List<Parameter> weights, List<Parameter> gradients, double progress) {
            optimiser.step(weights, gradients, place());
        }

        @Override
        public void progress(Progress progress) {
            double loss = progress.updateLoss();
            if (Double.isNaN(loss)) {
                return;
            }
            rates.add(FALLING.at(place()));
            losses.add(loss);
            double smooth = smoothing.next(loss);
            lowest = Math.min(lowest, smooth);
            diverged = smooth > 4 * lowest && smooth > losses.get(0);
        }

        @Override
        public boolean isEnough() {
            return diverged || rates.size() == UPDATES;
        }

        private History.Ending ending(History.Ending ending) {
            if (diverged) {
                return History.Ending.DIVERGED;
            }
            return rates.size() == UPDATES ? History.Ending.COMPLETED : ending;
        }
    }
}
