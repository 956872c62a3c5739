package io.github.unspool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.unspool.data.Sequences;
import io.github.unspool.loss.Loss;
import io.github.unspool.optimiser.Rate;
import io.github.unspool.training.History;
import io.github.unspool.training.Measure;
import io.github.unspool.training.RateSearch;
import io.github.unspool.tribuo.RnnSequenceTrainer;
import io.github.unspool.tribuo.optimiser.Adam;
import io.github.unspool.tribuo.optimiser.RmsProp;
import io.github.unspool.tribuo.optimiser.RnnOptimiser;
import io.github.unspool.tribuo.optimiser.Sgd;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.sequence.SequenceDataset;

/** The search for a learning rate, as users call it. */
class FindRateTest {

    static Stream<RnnOptimiser> optimisers() {
        return Stream.of(
                new Adam(1e-5),
                new Adam(Rate.cosine(1e-5).warmUp(0.1), 0.01),
                new Sgd(1e-5),
                new Sgd(Rate.linear(1e-5), 0.9, true),
                new RmsProp(1e-5));
    }

    private static Rnn gorillas(RnnOptimiser optimiser) {
        return Rnn.builder().hidden(8).gru().batch(4).epochs(30).optimiser(optimiser);
    }

    private static double loss(RnnOptimiser optimiser, double rate) {
        return gorillas(optimiser.withRate(Rate.constant(rate)))
                .train(Samples.gorillas())
                .history()
                .loss();
    }

    /** Whatever rate the chain has. */
    @ParameterizedTest
    @MethodSource("optimisers")
    void suggestion_ofAnyOptimiser_trainsWell(RnnOptimiser optimiser) {
        double rate = gorillas(optimiser).findRate(Samples.gorillas()).suggestion();
        assertThat(loss(optimiser, rate)).isLessThan(0.05);
        assertThat(loss(optimiser, rate / 100)).as("a rate that is too small").isGreaterThan(0.5);
    }

    @Test
    void withRate_keepsAllElse() {
        assertThat(new Adam(Rate.cosine(0.1), 0.25).withRate(Rate.constant(0.5)))
                .hasToString("optimiser(new Adam(Rate.constant(0.5), 0.25))");
        assertThat(new Sgd(Rate.linear(0.1), 0.5, true).withRate(Rate.steps(0.5, 2, 0.1)))
                .hasToString("optimiser(new Sgd(Rate.steps(0.5, 2, 0.1), 0.5, true))");
        assertThat(new RmsProp(0.1).withRate(Rate.constant(0.5))).hasToString("optimiser(new RmsProp(0.5))");
        Adam adam = new Adam(0.1);
        adam.withRate(Rate.constant(0.5));
        assertThat(adam).hasToString("adam(0.1)");
    }

    @Test
    void findRate_reluWithoutClipping_endsWhenItDivergesAndSuggestsLess() {
        SequenceDataset<Label> text = Sequences.characters("the loss of a network that reads too fast grows and grows");
        Rnn relu = Rnn.builder().hidden(16).relu().truncate(5).epochs(20);

        RateSearch search = relu.sgd(0.1).findRate(text);

        assertThat(search.ending()).isEqualTo(History.Ending.DIVERGED);
        assertThat(search.rates()).hasSizeLessThan(161);
        History history = relu.sgd(search.suggestion()).train(text).history();
        assertThat(history.ending()).isEqualTo(History.Ending.COMPLETED);
        assertThat(history.loss()).isLessThan(0.8 * search.losses().get(0));
    }

    @Test
    void findRate_isNoRun() {
        RnnSequenceTrainer<Label> plain = Samples.rnn().sequenceTrainer();
        var expected = Samples.bits(plain.train(Samples.sentence()));
        RnnSequenceTrainer<Label> searching = Samples.rnn().sequenceTrainer();

        RateSearch search = searching.findRate(Samples.sentence());

        assertThat(searching.getInvocationCount()).isZero();
        assertThat(Samples.bits(searching.train(Samples.sentence()))).isEqualTo(expected);
        assertThat(searching.findRate(Samples.sentence()))
                .as("whatever was run before")
                .isEqualTo(search);
    }

    @Test
    void findRate_sameSeed_givesTheSameNumbers() {
        Rnn rnn = gorillas(new Adam(0.01));
        assertThat(rnn.findRate(Samples.gorillas())).isEqualTo(rnn.findRate(Samples.gorillas()));
        assertThat(rnn.seed(2).findRate(Samples.gorillas())).isNotEqualTo(rnn.findRate(Samples.gorillas()));
    }

    @Test
    void findRate_withValidation_leavesItsDataOut() {
        Rnn rnn = gorillas(new Adam(0.01));
        assertThat(rnn.validation(0.5).findRate(Samples.gorillas()).losses().get(0))
                .isNotEqualTo(rnn.findRate(Samples.gorillas()).losses().get(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Samples.rnn().validation(0.5).findRate(Samples.sentence()))
                .withMessage("validation(0.5) of 1 sequences leaves none for training");
    }

    /** Which of two features came first. */
    private static Dataset<Label> examples() {
        LabelFactory labels = new LabelFactory();
        MutableDataset<Label> data = new MutableDataset<>(new SimpleDataSourceProvenance("a test", labels), labels);
        for (int i = 0; i < 12; i++) {
            boolean up = i % 2 == 0;
            data.add(new ArrayExample<>(
                    new Label(up ? "up" : "down"),
                    new String[] {"t0:" + (up ? "a" : "b"), "t1:" + (up ? "b" : "a")},
                    new double[] {1 + i / 10.0, 1}));
        }
        return data;
    }

    @Test
    void findRate_ofOneOutputForEachExample_trainsWell() {
        Rnn rnn = Rnn.builder().hidden(4).lstm().epochs(60).batch(4);
        RateSearch search = rnn.findRate(examples());
        assertThat(search.losses().get(0)).isBetween(0.3, 1.2);
        assertThat(search.measure()).isEqualTo(Measure.of(Loss.crossEntropy()));
        assertThat(rnn.adam(search.suggestion()).train(examples()).history().loss())
                .isLessThan(0.02);
    }

    @Test
    void findRate_withAnOptimiserOfTribuos_saysWhatToChoose() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Samples.rnn().optimiser(new AdaGrad(0.1)).findRate(Samples.sentence()))
                .withMessage(
                        "findRate: the learning rate of org.tribuo.math.optimisers.AdaGrad cannot be changed; use adam(0.01), sgd(0.1) or optimiser(new RmsProp(0.001)) for the search");
    }
}
