package io.github.unspool.reference;

import io.github.unspool.cell.Activation;
import io.github.unspool.cell.Merge;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What PyTorch computed, as {@code src/test/pytorch/record.py} wrote it; the format is described there. */
public final class Recording {

    /** The recordings there are. */
    public static final List<String> NAMES = List.of(
            "rnn-tanh-1",
            "rnn-tanh-2",
            "rnn-relu-1",
            "rnn-relu-2",
            "gru-1",
            "gru-2",
            "lstm-1",
            "lstm-2",
            "bidirectional-gru-2",
            "bidirectional-lstm-2",
            "embedding-smoothing",
            "per-sequence",
            "squared-error",
            "huber",
            "sigmoid",
            "absolute-error",
            "quantile",
            "log-cosh",
            "poisson",
            "focal");

    private final List<String> options;
    private final Map<String, double[][]> tensors;

    /** @param options the cell, and what else the network has */
    private Recording(List<String> options, Map<String, double[][]> tensors) {
        this.options = options;
        this.tensors = Collections.unmodifiableMap(tensors);
    }

    /** Reads one of {@link #NAMES}. */
    public static Recording read(String name) {
        try (var stream = Recording.class.getResourceAsStream(name + ".txt");
                var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return parse(reader.lines().filter(line -> !line.startsWith("#")).iterator());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Recording parse(Iterator<String> lines) {
        var first = List.of(lines.next().split(" "));
        var tensors = new LinkedHashMap<String, double[][]>();
        while (lines.hasNext()) {
            var header = lines.next().split(" ");
            int columns = Integer.parseInt(header[2]);
            var tensor = new double[Integer.parseInt(header[1])][];
            for (int i = 0; i < tensor.length; i++) {
                tensor[i] = Stream.of(lines.next().split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
                if (tensor[i].length != columns) {
                    throw new IllegalArgumentException(header[0] + ": row " + i + " is not of " + columns);
                }
            }
            tensors.put(header[0], tensor);
        }
        return new Recording(first.subList(1, first.size()), tensors);
    }

    /** Every tensor under its name, in the order of the file. */
    public Map<String, double[][]> tensors() {
        return tensors;
    }

    public double[][] tensor(String name) {
        if (!tensors.containsKey(name)) {
            throw new IllegalArgumentException("no " + name + " among " + tensors.keySet());
        }
        return tensors.get(name);
    }

    public ReferenceCell cell() {
        return ReferenceCell.valueOf(options.get(0).toUpperCase(Locale.ROOT));
    }

    public int layers() {
        return (int) tensors.keySet().stream()
                .filter(name -> name.matches("layer\\d+\\.wx"))
                .count();
    }

    private ReferenceLoss loss() {
        var last = options.get(options.size() - 1).split("=");
        return switch (last[0]) {
            case "softmax" -> ReferenceLoss.softmax(Double.parseDouble(last[1]));
            case "sigmoid" -> ReferenceLoss.sigmoid();
            case "squared-error" -> ReferenceLoss.squaredError();
            case "huber" -> ReferenceLoss.huber(Double.parseDouble(last[1]));
            case "absolute-error" -> ReferenceLoss.absoluteError();
            case "quantile" -> ReferenceLoss.quantile(Double.parseDouble(last[1]));
            case "log-cosh" -> ReferenceLoss.logCosh();
            case "poisson" -> ReferenceLoss.poisson();
            case "focal" -> ReferenceLoss.focal(Double.parseDouble(last[1]));
            default -> ReferenceLoss.softmax();
        };
    }

    private ReferenceSpec spec() {
        var first = tensors.values().iterator().next(); // the lowest weights
        boolean embedded = tensors.containsKey("embedding");
        var layer = new ReferenceLayer(
                cell(),
                tensor("layer0.wh").length,
                options.contains("bidirectional"),
                false,
                0,
                Activation.LINEAR,
                Merge.JOIN);
        return new ReferenceSpec(
                first.length,
                embedded ? first[0].length : 0,
                Collections.nCopies(layers(), layer),
                false,
                options.contains("per-sequence"),
                loss(),
                tensor("by")[0].length);
    }

    /** The recorded network. */
    public NaiveRnn rnn() {
        var spec = spec();
        return NaiveRnn.of(
                spec, spec.shapes().stream().map(shape -> tensor(shape.name())).toList());
    }

    /** The recorded inputs, targets, weights and initial states. */
    public List<Sequence> batch() {
        var batch = new ArrayList<Sequence>();
        for (int s = 0; tensors.containsKey("sequence" + s + ".x"); s++) {
            var prefix = "sequence" + s + ".";
            var sequence = new Sequence(tensor(prefix + "x"), targets(tensor(prefix + "y")), tensor(prefix + "h0"));
            var weights = tensors.get(prefix + "weights");
            batch.add(weights == null ? sequence : sequence.withWeights(weights[0]));
        }
        return batch;
    }

    /** Classes are recorded in one row. */
    private double[][] targets(double[][] y) {
        return loss() instanceof ReferenceLoss.Softmax
                ? Arrays.stream(y[0]).mapToObj(k -> new double[] {k}).toArray(double[][]::new)
                : y;
    }
}
