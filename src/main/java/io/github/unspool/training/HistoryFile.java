package io.github.unspool.training;

import io.github.unspool.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The epochs of a run as a file that other programs read. */
final class HistoryFile {
    private HistoryFile() {}

    static void write(History history, Path file) throws IOException {
        String name = file.toString().toLowerCase(Locale.ROOT);
        boolean isTable = name.endsWith(".csv");
        if (!isTable && !name.endsWith(".jsonl")) {
            throw new IllegalArgumentException(
                    "%s: the name must end in .csv or .jsonl; try %s.csv".formatted(file, file.getFileName()));
        }
        List<Map<String, Object>> rows =
                history.epochs().list().stream().map(HistoryFile::row).toList();
        String text = isTable ? table(history, rows) : lines(rows.stream().map(HistoryFile::object));
        WholeFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Map<String, Object> row(Epoch epoch) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("epoch", epoch.number());
        row.put("loss", epoch.loss());
        row.put("gradientNorm", epoch.gradientNorm());
        if (epoch.isValidated()) {
            row.put("validationLoss", epoch.validationLoss());
        }
        return row;
    }

    private static String table(History history, List<Map<String, Object>> rows) {
        String header = "epoch,loss,gradientNorm" + (history.epochs().isValidated() ? ",validationLoss" : "");
        return lines(Stream.concat(
                Stream.of(header),
                rows.stream()
                        .map(row -> row.values().stream().map(Object::toString).collect(Collectors.joining(",")))));
    }

    /** JSON has no infinity, and no number that is none. */
    private static String object(Map<String, Object> row) {
        return row.entrySet().stream()
                .map(cell -> "\"%s\": %s".formatted(cell.getKey(), number(cell.getValue())))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static Object number(Object value) {
        return value instanceof Double number && !Double.isFinite(number) ? "null" : value;
    }

    private static String lines(Stream<String> lines) {
        return lines.map(line -> line + "\n").collect(Collectors.joining());
    }
}
