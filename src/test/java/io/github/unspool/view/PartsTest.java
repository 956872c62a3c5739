package io.github.unspool.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.unspool.Rnn;
import io.github.unspool.Samples;
import io.github.unspool.data.Sequences;
import io.github.unspool.loss.Loss;
import io.github.unspool.network.Weights;
import io.github.unspool.optimiser.Rate;
import io.github.unspool.tribuo.optimiser.Adam;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import tech.tablesaw.api.Table;

class PartsTest {

    private static List<String> rows(Table table) {
        return IntStream.range(0, table.rowCount())
                .mapToObj(row -> table.columns().stream()
                        .map(column -> column.getString(row))
                        .collect(Collectors.joining(" | ")))
                .toList();
    }

    @Test
    void table_networkBeforeTraining_countsWithWhatTheDataTells() {
        Rnn rnn = Rnn.builder().embedding(8).hidden(4).gru().hidden(3).lstm().bidirectional();
        assertThat(Views.table(rnn).columnNames()).containsExactly("part", "what it is", "reads", "gives", "numbers");
        assertThat(rows(Views.table(rnn)))
                .containsExactly(
                        "embedding | embedding(8) | D | 8 | 8·D",
                        // 8·12 + 4·12 + 2·12
                        "layer 1 | hidden(4).gru() | 8 | 4 | 168",
                        // 2 · (4·12 + 3·12 + 12)
                        "layer 2 | hidden(3).lstm().bidirectional() | 4 | 6 | 192",
                        "output | from the data | 6 | K | 7·K",
                        "all |  |  |  | 8·D + 7·K + 360");
        assertThat(rows(Views.table(Rnn.builder().hidden(1).tanh())))
                .containsExactly(
                        "layer 1 | hidden(1).tanh() | D | 1 | D + 2",
                        "output | from the data | 1 | K | 2·K",
                        "all |  |  |  | D + 2·K + 2");
    }

    @Test
    void table_networkWithoutLayer_saysWhatToAdd() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Views.table(Rnn.builder()))
                .withMessage("there is no layer; add one, such as hidden(16).tanh()");
    }

    @Test
    void table_trainedNetwork_hasItsNumbers() {
        Weights weights = Samples.sentenceModel().weights();
        assertThat(rows(Views.table(weights.network())))
                .containsExactly(
                        "layer 1 | hidden(4).tanh() | 4 | 4 | 36",
                        "output | cross-entropy in nats | 4 | 4 | 20",
                        "all |  |  |  | " + weights.count());
    }

    @Test
    void settings_chain_haveWhatIsChosenAndWhatAlwaysCounts() {
        Rnn rnn = Rnn.builder()
                .hidden(4)
                .tanh()
                .sgd(0.5)
                .clip(1)
                .batch(8)
                .bucket()
                .patience(3)
                .seed(7);
        assertThat(rows(Views.settings(rnn)))
                .containsExactly(
                        "optimiser | sgd(0.5)",
                        "epochs | 100",
                        "batch | 8",
                        "bucket | yes",
                        "clip | 1.0",
                        "patience | 3",
                        "seed | 7");
    }

    @Test
    void html_model_saysAllThatWasSet() {
        var model = Rnn.builder()
                .hidden(4)
                .gru()
                .optimiser(new Adam(Rate.cosine(0.02).warmUp(0.2), 0.1))
                .epochs(3)
                .batch(2)
                .bucket()
                .truncate(2)
                .clip(2)
                .validation(0.5)
                .patience(2, 0.25)
                .learnStart()
                .ignoreUnknown()
                .loss(Loss.crossEntropy(0.1))
                .classWeights(Map.of("a", 2, "b", 0.5))
                .threads(1)
                .quiet()
                .train(Sequences.words("a b a", "b a b", "b b a"));
        assertThat(Html.of(model))
                .endsWith(
                        "; with Adam 0.02 schedule COSINE warmUp 0.2 weightDecay 0.1, epochs 3, batch 2, bucket, truncate 2,"
                                + " clip 2.0, patience 2 0.25, validation 0.5, learnStart, loss Loss.crossEntropy(0.1),"
                                + " classWeights a 2.0 b 0.5, ignoreUnknown, threads 1, seed 1, run 1.</p>");
    }

    @Test
    void bar_probability_isAsLongAsItIsLarge() {
        assertThat(Bars.bar(1)).isEqualTo("████████████");
        assertThat(Bars.bar(0.5)).isEqualTo("██████░░░░░░");
        assertThat(Bars.bar(0.54)).isEqualTo("██████░░░░░░");
        assertThat(Bars.bar(0.55)).isEqualTo("███████░░░░░");
        assertThat(Bars.bar(0)).isEqualTo("░░░░░░░░░░░░");
    }

    @Test
    void bars_prediction_haveNoneWhereThereAreNoProbabilities() {
        Map<String, Label> scores = Map.of("a", new Label("a", 0.25));
        var likely = new Prediction<>(scores.get("a"), scores, 1, new ArrayExample<>(new Label("a")), true);
        assertThat(rows(Views.bars(likely))).containsExactly("a | 0.250 | ███░░░░░░░░░");
        assertThat(Views.table(likely).columnCount()).isEqualTo(2);
        var scored = new Prediction<>(scores.get("a"), scores, 1, new ArrayExample<>(new Label("a")), false);
        assertThat(rows(Views.bars(scored))).containsExactly("a | 0.250");
    }

    @Test
    void html_model_saysHowItWasTrainedAndOnWhat() {
        assertThat(Html.of(Samples.sentenceModel()))
                .endsWith("</table><p>" + Samples.sentenceModel().history() + "</p>"
                        + "<p>Trained on 1 text of words, 4 features, 4 outputs; with Adam 0.05, epochs 100, batch 32,"
                        + " seed 42, run 1.</p>");
        var replaced =
                Samples.sentenceModel().withWeights(Samples.sentenceModel().weights());
        assertThat(Html.of(replaced)).endsWith("run 1. Its weights were replaced later.</p>");
    }
}
