package io.github.unspool.view;

import io.github.unspool.inspect.GradientFlow;
import io.github.unspool.inspect.LayerTrace;
import io.github.unspool.inspect.Saliency;
import io.github.unspool.inspect.Trace;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What a network did with a sequence, a row for each number or for those that belong together. Layers and steps count from 1. */
final class TraceTables {
    private static final int DIGITS = 4;

    private TraceTables() {}

    static Table of(Trace trace) {
        Table all = null;
        for (LayerTrace layer : trace.layers()) {
            Table table = of(layer, Map.of(LayerTrace.HIDDEN, layer.hidden()));
            all = all == null ? table : all.append(table);
        }
        return all;
    }

    static Table of(LayerTrace layer) {
        return of(layer, layer.signals());
    }

    private static Table of(LayerTrace layer, Map<String, float[][]> signals) {
        IntColumn number = IntColumn.create("layer");
        IntColumn step = IntColumn.create("step");
        StringColumn word = StringColumn.create("read");
        StringColumn unit = StringColumn.create("unit");
        List<String> units = layer.units();
        for (int t = 0; t < layer.steps().size(); t++) {
            for (String name : units) {
                number.append(layer.number());
                step.append(t + 1);
                word.append(Charts.visible(layer.steps().get(t)));
                unit.append(name);
            }
        }
        Table table = Table.create("trace", number, step, word, unit);
        signals.forEach((name, values) -> table.addColumns(column(name, values)));
        return table;
    }

    private static DoubleColumn column(String name, float[][] values) {
        DoubleColumn column = DoubleColumn.create(name);
        for (float[] row : values) {
            for (float value : row) {
                column.append(value);
            }
        }
        return Views.format(column, DIGITS);
    }

    static Table of(GradientFlow flow) {
        IntColumn number = IntColumn.create("layer");
        IntColumn loss = IntColumn.create("loss at step");
        StringColumn lossWord = StringColumn.create("read there");
        IntColumn state = IntColumn.create("state after step");
        StringColumn stateWord = StringColumn.create("read then");
        DoubleColumn norm = DoubleColumn.create("norm");
        for (int layer = 0; layer < flow.norms().length; layer++) {
            for (int t = 0; t < flow.steps().size(); t++) {
                double[] row = flow.norms()[layer][t];
                for (int k = 0; k < row.length; k++) {
                    number.append(layer + 1);
                    loss.append(t + 1);
                    lossWord.append(Charts.visible(flow.steps().get(t)));
                    state.append(k + 1);
                    stateWord.append(Charts.visible(flow.steps().get(k)));
                    norm.append(row[k]);
                }
            }
        }
        norm.setPrintFormatter(Html.scientific(DIGITS), "");
        return Table.create("gradient flow", number, loss, lossWord, state, stateWord, norm);
    }

    static Table of(Saliency saliency) {
        IntColumn step = IntColumn.create("step");
        StringColumn word = StringColumn.create("read");
        for (int t = 0; t < saliency.steps().size(); t++) {
            step.append(t + 1);
            word.append(Charts.visible(saliency.steps().get(t)));
        }
        DoubleColumn norms = DoubleColumn.create("‖gradient‖", saliency.norms());
        DoubleColumn contributions = DoubleColumn.create("gradient × input", saliency.contributions());
        norms.setPrintFormatter(Html.scientific(DIGITS), "");
        contributions.setPrintFormatter(Html.scientific(DIGITS), "");
        return Table.create(saliency.measure(), step, word, norms, contributions);
    }
}
