package io.github.unspool.training;

import io.github.unspool.file.Literal;
import io.github.unspool.network.Weights;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.setting.Setting;
import io.github.unspool.setting.Setting.Scope;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parts of a network whose numbers stay as they are while the others are trained.
 *
 * @param parts names as in the table of a network, such as {@code embedding}, {@code layer 1} or {@code output}
 */
public record Frozen(List<String> parts) {
    /** The frozen parts. */
    public static final Setting<Frozen> FREEZE = new Setting<>(
            "freeze",
            Scope.NUMBERS,
            new Frozen(List.of()),
            Frozen::parse,
            Frozen::call,
            Frozen::isSound,
            "there must be names of parts without commas; try freeze(\"embedding\")",
            "Parts of the network that are not trained, separated by commas");

    static final List<Setting<?>> SETTINGS = List.of(FREEZE);

    /**
     * Copies the names.
     *
     * @param parts names as in the table of a network
     */
    public Frozen {
        parts = List.copyOf(parts);
    }

    /** Reads what {@link #toString} writes. */
    static Frozen parse(String text) {
        return new Frozen(Stream.of(text.split(",", -1)).map(String::strip).toList());
    }

    private boolean isSound() {
        return !parts.isEmpty() && parts.stream().noneMatch(part -> part.isBlank() || part.contains(","));
    }

    private String call() {
        return parts.stream().map(Literal::of).collect(Collectors.joining(", ", "freeze(", ")"));
    }

    boolean contains(Parameter parameter) {
        return parts.contains(part(parameter));
    }

    /**
     * Refuses what cannot be frozen.
     *
     * @throws IllegalArgumentException if a network has no such part, or all are frozen
     */
    void check(Weights weights) {
        List<String> known =
                weights.parameters().stream().map(Frozen::part).distinct().toList();
        for (String part : parts) {
            if (!known.contains(part)) {
                throw new IllegalArgumentException("freeze(%s): the network has no such part; its parts are %s"
                        .formatted(Literal.of(part), String.join(", ", known)));
            }
        }
        if (parts.containsAll(known)) {
            throw new IllegalArgumentException(call() + ": nothing is left to train; remove one of the parts");
        }
    }

    /** Both directions of a layer are one part. */
    private static String part(Parameter parameter) {
        String name = parameter.shape().name();
        return name.substring(0, name.lastIndexOf(' ')).replace(" backward", "");
    }

    /** The names, separated by commas. */
    @Override
    public String toString() {
        return String.join(", ", parts);
    }
}
