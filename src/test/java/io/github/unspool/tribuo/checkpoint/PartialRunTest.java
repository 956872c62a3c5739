package io.github.unspool.tribuo.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.unspool.Rnn;
import io.github.unspool.data.Sequences;
import io.github.unspool.optimiser.Rate;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.training.History;
import io.github.unspool.training.TrainingListener;
import io.github.unspool.tribuo.RnnSequenceModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.classification.Label;
import org.tribuo.sequence.SequenceDataset;

/** Runs in legs are the runs that never paused, bit for bit. */
class PartialRunTest {
    private static final SequenceDataset<Label> TRAINING =
            Sequences.words("the whale swam on", "the ship sailed on", "call me", "me and the whale");
    private static final SequenceDataset<Label> VALIDATION = Sequences.words("the whale sailed on", "call the ship");

    static List<Rnn> chains() {
        Rnn rnn = Rnn.builder().hidden(5).gru().batch(3).epochs(8);
        return List.of(
                rnn,
                rnn.adam(Rate.cosine(0.05)),
                rnn.top().dropout(0.3).recurrentDropout(0.2).seed(3),
                rnn.patience(2).adam(0.3),
                rnn.truncate(2).bucket().learnStart().embedding(3),
                Rnn.builder().hidden(4).lstm().bidirectional().epochs(5).sgd(0.2));
    }

    private static PartialRun partlyTrained(byte[] begin, int until) {
        return new PartialRun(begin, until, TrainingListener.NONE);
    }

    private static PartialRun.End<RnnSequenceModel<Label>> run(Rnn rnn, PartialRun part) {
        return rnn.<Label>sequenceTrainer().train(TRAINING, VALIDATION, part);
    }

    private static List<float[]> numbers(RnnSequenceModel<Label> model) {
        return model.weights().parameters().stream().map(Parameter::values).toList();
    }

    @ParameterizedTest
    @MethodSource("chains")
    void legs_oneAfterTheOther_areTheWholeRun(Rnn rnn) {
        RnnSequenceModel<Label> whole = rnn.quiet().train(TRAINING, VALIDATION);
        PartialRun.End<RnnSequenceModel<Label>> end = run(rnn, partlyTrained(new byte[0], 1));
        for (int until : new int[] {1, 3, 4, 100}) {
            // One that was over before it came there is not gone on with.
            end = end.state().length == 0 ? end : run(rnn, partlyTrained(end.state(), until));
        }
        assertThat(end.state()).isEmpty();
        assertThat(end.model().history()).isEqualTo(whole.history());
        assertThat(numbers(end.model())).usingRecursiveComparison().isEqualTo(numbers(whole));
    }

    @Test
    void leg_thatIsPaused_endsLikeARunThatIsComplete() {
        Rnn rnn = chains().get(0);
        RnnSequenceModel<Label> shorter = rnn.epochs(3).quiet().train(TRAINING, VALIDATION);
        PartialRun.End<RnnSequenceModel<Label>> end = run(rnn, partlyTrained(new byte[0], 3));
        assertThat(end.model().history().ending()).isEqualTo(History.Ending.COMPLETED);
        assertThat(end.model().history().epochs()).isEqualTo(shorter.history().epochs());
        assertThat(numbers(end.model())).usingRecursiveComparison().isEqualTo(numbers(shorter));
    }

    @Test
    void leg_ofAnotherRun_isRefused() {
        byte[] state = run(chains().get(0), partlyTrained(new byte[0], 3)).state();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(chains().get(0).seed(2), partlyTrained(state, 5)))
                .withMessage("the paused run is of another run: seed is 1 there and 2 here; start it again");
        state[state.length - 1] ^= 1;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(chains().get(0), partlyTrained(state, 5)))
                .withMessageContaining("is a damaged checkpoint");
    }
}
