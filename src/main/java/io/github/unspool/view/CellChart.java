package io.github.unspool.view;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.HeatMapSeries;

/**
 * A heat map whose cells end sharply, and whose numbers are white where the cell is dark. XChart blends the edges of
 * neighbouring cells, which leaves light seams and makes files many times larger, and has one colour for all numbers.
 */
final class CellChart extends HeatMapChart {
    /** Steps of colour, which make files smaller; an even number, so that the middle is one. */
    private static final int LEVELS = 32;

    /** Black on a luminance above this has more contrast than white. */
    private static final double DARK = 0.18;

    CellChart(HeatMapChartBuilder builder) {
        super(builder);
        Charts.onWhite(getStyler());
        getStyler().setPlotContentSize(1);
        getStyler().setPlotGridLinesVisible(false);
    }

    /** The cells again, over those of XChart. */
    @Override
    public void paint(Graphics2D g, int width, int height) {
        super.paint(g, width, height);
        HeatMapSeries series = getHeatMapSeries();
        Rectangle2D all = plot.getBounds();
        double cellWidth = all.getWidth() / series.getXData().size();
        double cellHeight = all.getHeight() / series.getYData().size();
        for (Number[] cell : series.getHeatData()) {
            double x = all.getX() + cell[0].intValue() * cellWidth;
            double y = all.getMaxY() - (cell[1].intValue() + 1) * cellHeight;
            paint(g, new Rectangle2D.Double(x, y, cellWidth, cellHeight), cell[2].doubleValue());
        }
    }

    private void paint(Graphics2D g, Rectangle2D cell, double value) {
        Color colour = colour(value);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
        g.setColor(colour);
        g.fill(cell);
        if (getStyler().isShowValue()) {
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setColor(luminance(colour) > DARK ? Color.BLACK : Color.WHITE);
            g.fill(number(g, cell, value));
        }
    }

    private Shape number(Graphics2D g, Rectangle2D cell, double value) {
        DecimalFormat format = new DecimalFormat(
                getStyler().getHeatMapValueDecimalPattern(), DecimalFormatSymbols.getInstance(Locale.ROOT));
        TextLayout text = new TextLayout(format.format(value), getStyler().getValueFont(), g.getFontRenderContext());
        Rectangle2D bounds = text.getBounds();
        return text.getOutline(AffineTransform.getTranslateInstance(
                cell.getCenterX() - bounds.getCenterX(), cell.getCenterY() - bounds.getCenterY()));
    }

    private Color colour(double value) {
        double part = (value - getStyler().getMin())
                / (getStyler().getMax() - getStyler().getMin());
        double level = Math.rint(Math.max(0, Math.min(1, part)) * LEVELS) / LEVELS;
        return new ColourMap(List.of(getStyler().getRangeColors())).at(level);
    }

    /** Relative luminance as the W3C's guidelines for contrast define it. */
    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
