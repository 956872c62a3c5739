package io.github.unspool.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.unspool.network.Sentences;
import io.github.unspool.part.Sequence;
import io.github.unspool.part.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class StretchesTest {
    private static final List<Sequence> DATA = Sentences.random(3, 2, 4, 5, 3, 6);

    private static List<Integer> lengths(List<Sequence> batch) {
        return batch.stream().map(Sequence::steps).toList();
    }

    @Test
    void batches_haveARowForEachStretch_longestFirst() {
        List<List<Sequence>> batches = new Stretches(DATA, 2).batches();
        assertThat(batches).hasSize(3);
        assertThat(batches.get(0)).containsExactly(DATA.get(3), DATA.get(0));
        assertThat(batches.get(1)).containsExactly(DATA.get(4), DATA.get(1));
        assertThat(batches.get(2)).containsExactly(DATA.get(5), DATA.get(2));
        assertThat(lengths(batches.get(2))).containsExactly(6, 4);
    }

    @Test
    void carry_ifTheOrderOfLengthsChanges_keepsEachRowsState() {
        List<Sequence> data = Sentences.random(3, 2, 5, 4, 1, 6);
        Stretches stretches = new Stretches(data, 3);
        // Batch 0 is 5 (row 1), 3 (row 0), 1 (row 2); batch 1 is 6 (row 2), 4 (row 1), 2 (row 0).
        State state = new State(4, new float[][] {{1, 1, 0, 0, 2, 2, 9, 9}}, new float[][] {{1, 0, 2, 9}});
        stretches.carry(1, state);
        assertThat(state.h()[0]).containsExactly(2, 2, 1, 1, 0, 0, 9, 9);
        assertThat(state.c()[0]).containsExactly(2, 1, 0, 9);
    }

    @Test
    void stretches_ofDifferentNumbers_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Stretches(DATA, 4))
                .withMessage("stateful() with batch(4): 6 sequences are not 4 stretches of equally many; try batch(3)");
    }
}
