package io.github.unspool.view;

import io.github.unspool.inspect.EmissionLattice;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** At which steps the labels of a sequence are: its labels with the blanks between them from above, what was read along. */
final class LatticeMap {
    private static final int CELL = 20;
    private static final int LABEL = 8;
    private static final int DIGITS = 3;

    private LatticeMap() {}

    static HeatMapChart of(EmissionLattice lattice) {
        List<String> states = new ArrayList<>();
        int longest = 0;
        for (int s = 0; s <= 2 * lattice.labels().size(); s++) {
            String name = Charts.visible(lattice.name(s));
            states.add(name);
            longest = Math.max(longest, name.length());
        }
        HeatMapChart chart = HeatMaps.of(
                builder -> new PathChart(builder, lattice),
                "At which steps each label is",
                HeatMaps.axis(lattice.steps()),
                Charts.distinct(states),
                longest * LABEL,
                CELL,
                lattice.posterior());
        chart.setXAxisTitle("step that was read (dots: the likeliest way)");
        chart.setYAxisTitle("label or blank");
        chart.getStyler()
                .setMin(0)
                .setMax(1)
                .setRangeColors(ColourMap.SEQUENTIAL.array())
                .setShowValue(false)
                .setHeatMapValueDecimalPattern("0.00");
        return chart;
    }

    /** With a dot on each state of the likeliest way. */
    private static final class PathChart extends CellChart {
        private static final Color DOT = ColourMap.KINDS.get(1);
        private static final double LARGEST = 7;

        private final EmissionLattice lattice;

        PathChart(HeatMapChartBuilder builder, EmissionLattice lattice) {
            super(builder);
            this.lattice = lattice;
        }

        @Override
        void paintOver(Graphics2D g, Rectangle2D cell, int column, int rowFromBelow) {
            int state = 2 * lattice.labels().size() - rowFromBelow;
            if (lattice.path()[column] == state) {
                double size = Math.min(LARGEST, 0.8 * Math.min(cell.getWidth(), cell.getHeight()));
                g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
                g.setColor(DOT);
                g.fill(new Ellipse2D.Double(cell.getCenterX() - size / 2, cell.getCenterY() - size / 2, size, size));
            }
        }

        @Override
        public String description() {
            return lattice.toString();
        }
    }

    static Table table(EmissionLattice lattice) {
        StringColumn label = StringColumn.create("label");
        IntColumn first = IntColumn.create("first step");
        IntColumn last = IntColumn.create("last step");
        DoubleColumn certainty = DoubleColumn.create("probability");
        for (int i = 0; i < lattice.labels().size(); i++) {
            int state = 2 * i + 1;
            int[] span = lattice.span(i);
            label.append(Charts.visible(lattice.labels().get(i)));
            first.append(span[0] + 1);
            last.append(span[1] + 1);
            certainty.append(IntStream.rangeClosed(span[0], span[1])
                    .mapToDouble(t -> lattice.posterior()[t][state])
                    .average()
                    .orElseThrow());
        }
        return Table.create("labels", label, first, last, Views.format(certainty, DIGITS));
    }
}
