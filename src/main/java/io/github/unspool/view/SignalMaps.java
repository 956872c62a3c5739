package io.github.unspool.view;

import io.github.unspool.inspect.LayerTrace;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.knowm.xchart.HeatMapChart;

/** What the units of a layer did: units × steps. */
final class SignalMaps {
    /** Signals that lie between 0 and 1. */
    private static final Set<String> GATES = Set.of("input", "forget", "output", "reset", "update");

    private static final int HIGHEST_CELL = 32;
    private static final int LOWEST_CELL = 5;
    private static final int MOST_HEIGHT = 640;

    /** Of one map among others. */
    private static final int HIGH_OF_MANY = 20;

    private static final int MOST_HEIGHT_OF_MANY = 144;
    private static final int MOST_UNITS_OF_MANY = 20;

    private SignalMaps() {}

    /** One signal of all units. */
    static HeatMapChart of(LayerTrace layer, String signal) {
        int height = Math.max(
                LOWEST_CELL, Math.min(HIGHEST_CELL, MOST_HEIGHT / layer.units().size()));
        return map(layer, signal, 1, height);
    }

    /** All signals in small maps, to be seen one below the other; of many units every second, or third, and so on. */
    static List<HeatMapChart> all(LayerTrace layer) {
        int units = layer.units().size();
        int apart = (units + MOST_UNITS_OF_MANY - 1) / MOST_UNITS_OF_MANY;
        int height = Math.min(HIGH_OF_MANY, MOST_HEIGHT_OF_MANY * apart / units);
        return layer.signals().keySet().stream()
                .map(signal -> map(layer, signal, apart, height))
                .peek(map -> map.getStyler().setShowValue(false))
                .toList();
    }

    private static HeatMapChart map(LayerTrace layer, String signal, int apart, int height) {
        List<String> names = layer.units();
        int[] units = IntStream.range(0, names.size())
                .filter(unit -> unit % apart == 0)
                .toArray();
        double[][] values = Arrays.stream(layer.signal(signal))
                .map(row -> Arrays.stream(units).mapToDouble(unit -> row[unit]).toArray())
                .toArray(double[][]::new);
        HeatMapChart chart = HeatMaps.of(
                title(layer, signal) + (apart > 1 ? ", one unit in " + apart : ""),
                HeatMaps.axis(layer.steps()),
                Arrays.stream(units).mapToObj(names::get).toList(),
                0,
                height,
                values);
        chart.setXAxisTitle("step");
        chart.setYAxisTitle("unit");
        boolean isGate = GATES.contains(signal);
        // In whole numbers, so that the scale reads well.
        double limit = isGate ? 1 : Math.max(1, Math.ceil(farthest(values)));
        chart.getStyler()
                .setMin(isGate ? 0 : -limit)
                .setMax(limit)
                .setRangeColors((isGate ? ColourMap.SEQUENTIAL : ColourMap.SIGNED).array())
                .setHeatMapValueDecimalPattern("0.00");
        return chart;
    }

    static String title(LayerTrace layer, String signal) {
        if (signal.equals(LayerTrace.HIDDEN)) {
            return "Hidden units of layer " + layer.number();
        }
        String name = Character.toUpperCase(signal.charAt(0)) + signal.substring(1);
        return name + (GATES.contains(signal) ? " gate" : "") + " of layer " + layer.number();
    }

    private static double farthest(double[][] values) {
        return Arrays.stream(values)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElse(0);
    }
}
