package io.github.unspool.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.network.Sentences;
import io.github.unspool.parameter.SparseRows;
import io.github.unspool.part.Sequence;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    @Test
    void of_dataThatDiffersInAnything_differs() {
        List<List<Sequence>> all = List.of(
                List.of(),
                List.of(Sentences.of(0, 1, 2, 3)),
                List.of(Sentences.of(0, 1, 2, 2)),
                List.of(Sentences.of(1, 1, 2, 3)),
                List.of(Sentences.of(0, 1), Sentences.of(1, 2, 3)),
                List.of(Sentences.of(1, 2, 3), Sentences.of(0, 1)),
                List.of(Sentences.of(new float[] {1, 1, 2}, 0, 1, 2, 3)),
                List.of(Sentences.of(new float[] {1, 1, 0}, 0, 1, 2, 3)),
                List.of(inputs(0.5, -0.0)),
                List.of(inputs(0.5, 0.0)),
                List.of(inputs(0.25, 0.0)));

        Set<String> prints = new HashSet<>();
        all.forEach(data -> prints.add(Fingerprint.of(data)));

        assertThat(prints).hasSameSizeAs(all).allMatch(print -> print.matches("[0-9a-f]{16}"));
    }

    private static Sequence inputs(double... values) {
        SparseRows.Builder rows = new SparseRows.Builder(1);
        for (int i = 0; i < values.length; i++) {
            rows.add(i, values[i]);
        }
        rows.endRow();
        return Sequence.unlabelled(rows.build());
    }

    @Test
    void of_theSameNumbersInOtherObjects_isTheSame() {
        List<Sequence> large = Sentences.random(900, 800, 3);
        assertThat(Fingerprint.of(Sentences.random(900, 800, 3))).isEqualTo(Fingerprint.of(large));
        assertThat(Fingerprint.of(Sentences.random(900, 800, 2))).isNotEqualTo(Fingerprint.of(large));
    }
}
