package io.github.unspool.loss;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads losses. */
final class LossText {
    private static final Pattern CALL =
            Pattern.compile("(?:Loss\\.)?(\\w+)\\(((?:\\d+(?:\\.\\d+)?(?:[eE]-?\\d+)?)?)\\)");
    private static final Pattern OWN = Pattern.compile("(?:Loss\\.)?parse\\(\"([^\"\\\\]*)\",\\s*\"([^\"\\\\]*)\"\\)");

    private LossText() {}

    static Loss parse(String text) {
        Matcher own = OWN.matcher(text);
        if (own.matches()) {
            return Loss.parse(own.group(1), own.group(2));
        }
        Matcher call = CALL.matcher(text);
        if (!call.matches()) {
            throw unknown(text);
        }
        return call.group(2).isEmpty()
                ? without(call.group(1), text)
                : with(call.group(1), Double.parseDouble(call.group(2)), text);
    }

    private static Loss without(String name, String text) {
        return switch (name) {
            case "crossEntropy" -> Loss.crossEntropy();
            case "ctc" -> Loss.ctc();
            case "binaryCrossEntropy" -> Loss.binaryCrossEntropy();
            case "squaredError" -> Loss.squaredError();
            case "absoluteError" -> Loss.absoluteError();
            case "poisson" -> Loss.poisson();
            case "logCosh" -> Loss.logCosh();
            default -> throw unknown(text);
        };
    }

    private static Loss with(String name, double x, String text) {
        return switch (name) {
            case "crossEntropy" -> Loss.crossEntropy(x);
            case "huber" -> Loss.huber(x);
            case "quantile" -> Loss.quantile(x);
            case "focal" -> Loss.focal(x);
            default -> throw unknown(text);
        };
    }

    private static IllegalArgumentException unknown(String text) {
        return new IllegalArgumentException(
                "\"%s\" is not a loss; the losses are crossEntropy(), crossEntropy(0.1), ctc(), binaryCrossEntropy(), focal(2), squaredError(), absoluteError(), huber(1), logCosh(), quantile(0.9), poisson() and parse(\"name\", \"abs(y - t)\")"
                        .formatted(text));
    }
}
