package io.github.unspool.cli;

import static io.github.unspool.training.TrainingSettings.BATCH;
import static io.github.unspool.training.TrainingSettings.CLIP;
import static io.github.unspool.training.TrainingSettings.EPOCHS;
import static io.github.unspool.training.TrainingSettings.TRUNCATE;

import io.github.unspool.setting.Setting;
import io.github.unspool.setting.Settings;
import io.github.unspool.tribuo.setting.Hyperparameters;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** An option for each setting that can be written as a text. */
final class SettingOptions {
    /** The defaults for a text. */
    static final Settings TEXT =
            Settings.NONE.with(EPOCHS, 10).with(BATCH, 64).with(TRUNCATE, 50).with(CLIP, 5.0);

    /** The defaults for a table. */
    static final Settings TABLE = Settings.NONE.with(EPOCHS, 30).with(BATCH, 64).with(CLIP, 1.0);

    /** Settings with separate options. */
    private static final List<Setting<?>> OTHERS = List.of(Hyperparameters.VALIDATION, Hyperparameters.QUIET);

    /** Texts of values that mean none. */
    private static final Set<String> NONE = Set.of("null", "false", "0", "0.0");

    private static final List<Setting<?>> ALL = Hyperparameters.ALL.stream()
            .filter(setting -> setting.parser() != null && !OTHERS.contains(setting))
            .toList();

    private SettingOptions() {}

    /** Adds them to a command. */
    static void addTo(CommandSpec command) {
        ArgGroupSpec.Builder group = ArgGroupSpec.builder()
                .validate(false)
                .order(1)
                .heading("Training, named like the methods of Rnn.builder():%n");
        ALL.forEach(setting -> group.addArg(option(setting)));
        command.addArgGroup(group.build());
    }

    private static OptionSpec option(Setting<?> setting) {
        OptionSpec.Builder option =
                OptionSpec.builder(name(setting)).description(setting.description() + otherwise(setting) + ".");
        return setting.fallback() instanceof Boolean
                ? option.arity("0").type(boolean.class).build()
                : option.arity("1")
                        .type(String.class)
                        .paramLabel(label(setting))
                        .build();
    }

    /** {@code --ignore-unknown} for {@code ignoreUnknown}. */
    private static String name(Setting<?> setting) {
        return "--" + setting.name().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String label(Setting<?> setting) {
        if (setting.fallback() instanceof Integer || setting.fallback() instanceof Long) {
            return "N";
        }
        return setting == Hyperparameters.CHECKPOINT
                ? "FILE"
                : setting.fallback() instanceof Double ? "X" : setting.name().toUpperCase(Locale.ROOT);
    }

    private static String otherwise(Setting<?> setting) {
        String text = value(TEXT, setting);
        String table = value(TABLE, setting);
        if (text.equals(table)) {
            return text.isEmpty() ? "" : " [" + text + "]";
        }
        return table.isEmpty()
                ? " [%s for text]".formatted(text)
                : " [%s for text, %s for tables]".formatted(text, table);
    }

    private static String value(Settings presets, Setting<?> setting) {
        String value = String.valueOf(presets.get(setting));
        return NONE.contains(value) ? "" : value;
    }

    /**
     * Reads the settings of the command line; the others keep their previous values.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    static Settings read(ParseResult given, Settings before) {
        Settings all = before;
        for (Setting<?> setting : ALL) {
            Object value = given.matchedOptionValue(name(setting), null);
            all = value == null ? all : all.withText(setting, value.toString());
        }
        return all;
    }
}
