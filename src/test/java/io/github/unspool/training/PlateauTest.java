package io.github.unspool.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.unspool.Rnn;
import io.github.unspool.data.Sequences;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.classification.Label;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.sequence.SequenceDataset;

class PlateauTest {
    @TempDir
    Path folder;

    private static SequenceDataset<Label> data() {
        return Sequences.words("a b c a", "c a b b");
    }

    @Test
    void factorAfter_someEpochsWithoutABetterLoss_falls() {
        Plateau plateau = new Plateau(2, 0.5);
        assertThat(plateau.factorAfter(List.of())).isEqualTo(1);
        assertThat(plateau.factorAfter(List.of(3.0, 2.0, 2.0))).isEqualTo(1);
        assertThat(plateau.factorAfter(List.of(3.0, 2.0, 2.0, 2.5))).isEqualTo(0.5);
        assertThat(plateau.factorAfter(List.of(3.0, 2.0, 2.0, 2.5, 2.1))).isEqualTo(0.5);
        assertThat(plateau.factorAfter(List.of(3.0, 2.0, 2.0, 2.5, 2.1, 2.2))).isEqualTo(0.25);
        assertThat(plateau.factorAfter(List.of(3.0, 2.0, 2.0, 2.5, 1.0, 1.1))).isEqualTo(0.5);
        assertThat(Plateau.LOWER_RATE.fallback().factorAfter(List.of(1.0, 2.0, 3.0)))
                .isEqualTo(1);
    }

    /** A rate that is far too high makes the validation loss rise; a factor of almost 0 then stops all change. */
    @Test
    void train_onAPlateau_takesSmallerSteps() {
        Rnn rnn = Rnn.builder()
                .hidden(4)
                .tanh()
                .epochs(30)
                .sgd(3)
                .lowerRate(1, 1e-12)
                .seed(1)
                .quiet();
        List<Double> losses = rnn.train(data(), data()).history().epochs().list().stream()
                .map(Epoch::validationLoss)
                .toList();
        int first = 1;
        while (losses.get(first) < losses.get(first - 1)) {
            first++;
        }
        assertThat(first).isLessThan(25);
        assertThat(losses.subList(first + 1, 30))
                .allSatisfy(loss -> assertThat(loss).isCloseTo(losses.get(29), within(1e-6)));
    }

    @Test
    void train_resumed_hasTheSameRate() {
        Rnn rnn = Rnn.builder()
                .hidden(4)
                .tanh()
                .epochs(12)
                .sgd(3)
                .lowerRate(1, 0.5)
                .seed(1)
                .quiet();
        Path file = folder.resolve("run.checkpoint");
        rnn.epochs(7).checkpoint(file).train(data());
        assertThat(rnn.checkpoint(file).train(data()).history().loss())
                .isEqualTo(rnn.train(data()).history().loss());
    }

    @Test
    void train_withAnOptimiserOfAnotherLibrary_isRefused() {
        Rnn rnn = Rnn.builder()
                .hidden(4)
                .tanh()
                .optimiser(new AdaGrad(0.1))
                .lowerRate(3)
                .quiet();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rnn.train(data()))
                .withMessageStartingWith(
                        "lowerRate: the learning rate of org.tribuo.math.optimisers.AdaGrad cannot be changed; use");
    }
}
