package io.github.unspool.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.unspool.loss.Loss;
import io.github.unspool.setting.Setting.Scope;
import io.github.unspool.training.Patience;
import io.github.unspool.training.Stopping;
import io.github.unspool.training.TrainingSettings;
import io.github.unspool.tribuo.setting.Hyperparameters;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {
    static List<Setting<?>> all() {
        return Hyperparameters.ALL;
    }

    @Test
    void get_nothingChosen_isTheFallback() {
        assertThat(Settings.NONE.get(TrainingSettings.EPOCHS)).isEqualTo(100);
        assertThat(Settings.NONE.get(TrainingSettings.BUCKET)).isFalse();
        assertThat(Settings.NONE.get(Hyperparameters.CHECKPOINT)).isNull();
        assertThat(Settings.NONE.calls()).isEmpty();
    }

    @Test
    void with_aValue_leavesTheOthersAsTheyAre() {
        Settings first = Settings.NONE.with(TrainingSettings.EPOCHS, 3);
        Settings both = first.with(TrainingSettings.CLIP, 0.5).with(TrainingSettings.EPOCHS, 4);
        assertThat(first.calls()).isEqualTo(".epochs(3)");
        assertThat(both.calls()).isEqualTo(".epochs(4).clip(0.5)");
        assertThat(both.without(TrainingSettings.EPOCHS).calls()).isEqualTo(".clip(0.5)");
        assertThat(Settings.NONE.with(TrainingSettings.CLIP, 0.5).with(TrainingSettings.EPOCHS, 4))
                .isEqualTo(both)
                .hasSameHashCodeAs(both);
    }

    @ParameterizedTest
    @CsvSource({
        "epochs, 0, epochs(0): at least 1 is needed; try epochs(100)",
        "epochs, 1.5, epochs(1.5): at least 1 is needed; try epochs(100)",
        "epochs, '', epochs(): at least 1 is needed; try epochs(100)",
        "clip, -1, clip(-1.0): the norm must be positive and finite; try clip(1)",
        "clip, Infinity, clip(Infinity): the norm must be positive and finite; try clip(1)",
        "patience, 5;1, 'patience(5;1): at least 1 epoch is needed, and a gain of 0 or more; try patience(5) or"
                + " patience(5, 0.001)'",
        "bucket, yes, bucket(yes): it is true or false",
        "seed, 1e3, seed(1e3): the seed must be a whole number; try seed(1)",
        "loss, hubert(1), '\"hubert(1)\" is not a loss; the losses are crossEntropy(), crossEntropy(0.1), ctc(), binaryCrossEntropy(),"
                + " focal(2), squaredError(), absoluteError(), huber(1), logCosh(), quantile(0.9), poisson() and"
                + " parse(\"name\", \"abs(y - t)\")'",
        "checkpoint, '', checkpoint(): the file name is missing; try checkpoint(Path.of(\"run.checkpoint\"))",
    })
    void withText_ofNoValue_isRefusedWithWhatToWrite(String name, String text, String sentence) {
        Setting<?> setting =
                all().stream().filter(one -> one.name().equals(name)).findAny().orElseThrow();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.NONE.withText(setting, text))
                .withMessage(sentence);
    }

    /** What a configuration or a command line holds is read as it was written. */
    @Test
    void withText_ofAWrittenValue_isThatValue() {
        assertRead(TrainingSettings.BATCH, 7);
        assertRead(TrainingSettings.CLIP, 1e-7);
        assertRead(Stopping.PATIENCE, new Patience(3, 0));
        assertRead(Stopping.PATIENCE, new Patience(3, 1e-5));
        assertRead(TrainingSettings.BUCKET, true);
        assertRead(TrainingSettings.BUCKET, false);
        assertRead(Hyperparameters.SEED, Long.MIN_VALUE);
        assertRead(Hyperparameters.LOSS, Loss.huber(0.25));
        assertRead(Hyperparameters.CHECKPOINT, Path.of("a b", "c"));
    }

    private static <T> void assertRead(Setting<T> setting, T value) {
        assertThat(Settings.NONE.withText(setting, value.toString()).get(setting))
                .isEqualTo(value);
    }

    @Test
    void names_areDifferent() {
        assertThat(new HashSet<>(all())).hasSameSizeAs(all());
    }

    @ParameterizedTest
    @MethodSource("all")
    void everySetting_saysWhatItIs(Setting<?> setting) {
        assertThat(setting.description()).matches("[A-Z].*[^.]");
        assertThat(setting.refusal()).isNotBlank();
        assertThat(setting.scope()).isIn((Object[]) Scope.values());
    }
}
