package io.github.unspool.twin;

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
    public static final List<String> NAMES =
            List.of("rnn-tanh-1", "rnn-tanh-2", "rnn-relu-1", "rnn-relu-2", "gru-1", "gru-2", "lstm-1", "lstm-2");

    private final TwinCell cell;
    private final Map<String, double[][]> tensors;

    private Recording(TwinCell cell, Map<String, double[][]> tensors) {
        this.cell = cell;
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
        var cell = TwinCell.valueOf(lines.next().split(" ")[1].toUpperCase(Locale.ROOT));
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
        return new Recording(cell, tensors);
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

    public TwinCell cell() {
        return cell;
    }

    public int layers() {
        return (int) tensors.keySet().stream()
                .filter(name -> name.matches("layer\\d+\\.wx"))
                .count();
    }

    /** The recorded network. */
    public NaiveRnn rnn() {
        var parameters = new ArrayList<double[][]>();
        for (int l = 0; l < layers(); l++) {
            for (var name : cell.tensors()) {
                parameters.add(tensor("layer" + l + "." + name));
            }
        }
        parameters.add(tensor("wy"));
        parameters.add(tensor("by"));
        return NaiveRnn.of(Collections.nCopies(layers(), cell), parameters);
    }

    /** The recorded inputs, targets and initial states. */
    public List<Sequence> batch() {
        var batch = new ArrayList<Sequence>();
        for (int s = 0; tensors.containsKey("sequence" + s + ".x"); s++) {
            var y = Arrays.stream(tensor("sequence" + s + ".y")[0])
                    .mapToInt(k -> (int) k)
                    .toArray();
            batch.add(new Sequence(tensor("sequence" + s + ".x"), y, tensor("sequence" + s + ".h0")));
        }
        return batch;
    }
}
