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
 * A heat map whose cells end sharply, whose numbers can be read in both themes, and whose scale is as wide as that of any other,
 * so that maps one below the other are aligned. XChart blends the edges of neighbouring cells, which leaves light seams and makes
 * files many times larger, has one colour for all numbers, and a scale as wide as its labels.
 */
class CellChart extends HeatMapChart implements Description.Described {
    /** Steps of colour, which make files smaller; an even number, so that the middle is one. */
    private static final int LEVELS = 32;

    /** The room for the scale and its labels, in pixels. */
    private static final int SCALE = 92;

    private static final int SCALE_WIDTH = 18;
    private static final int SCALE_HEIGHT = 180;
    private static final int GAP = 6;

    CellChart(HeatMapChartBuilder builder) {
        super(builder);
        Charts.onWhite(getStyler());
        getStyler().setPlotContentSize(1);
        getStyler().setPlotGridLinesVisible(false);
        getStyler().setLegendVisible(false);
    }

    @Override
    public String description() {
        return Description.cells(this);
    }

    /** What stands in a cell. */
    String text(Number... cell) {
        return format().format(cell[2].doubleValue());
    }

    private DecimalFormat format() {
        return new DecimalFormat(
                getStyler().getHeatMapValueDecimalPattern(), DecimalFormatSymbols.getInstance(Locale.ROOT));
    }

    /** The cells again, over those of XChart, and the scale next to them. */
    @Override
    public void paint(Graphics2D g, int width, int height) {
        g.setColor(getStyler().getChartBackgroundColor());
        g.fillRect(0, 0, width, height);
        super.paint(g, width - SCALE, height);
        // XChart keeps the size that was painted last.
        setWidth(width);
        HeatMapSeries series = getHeatMapSeries();
        Rectangle2D all = plot.getBounds();
        double cellWidth = all.getWidth() / series.getXData().size();
        double cellHeight = all.getHeight() / series.getYData().size();
        for (Number[] cell : series.getHeatData()) {
            double x = all.getX() + cell[0].intValue() * cellWidth;
            double y = all.getMaxY() - (cell[1].intValue() + 1) * cellHeight;
            paint(g, new Rectangle2D.Double(x, y, cellWidth, cellHeight), cell);
        }
        paintScale(g, all, width - SCALE);
    }

    private void paint(Graphics2D g, Rectangle2D place, Number... cell) {
        Color colour = colour(part(cell[2].doubleValue()));
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
        g.setColor(colour);
        g.fill(place);
        if (getStyler().isShowValue()) {
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setColor(Contrast.textOn(colour));
            g.fill(number(g, place, text(cell)));
        }
        paintOver(g, place, cell[0].intValue(), cell[1].intValue());
    }

    /** What else stands in a cell: nothing. */
    void paintOver(Graphics2D g, Rectangle2D cell, int column, int rowFromBelow) {}

    private Shape number(Graphics2D g, Rectangle2D place, String number) {
        TextLayout text = new TextLayout(number, getStyler().getValueFont(), g.getFontRenderContext());
        Rectangle2D bounds = text.getBounds();
        return text.getOutline(AffineTransform.getTranslateInstance(
                place.getCenterX() - bounds.getCenterX(), place.getCenterY() - bounds.getCenterY()));
    }

    /** The colours from the highest number, on top, to the lowest. */
    private void paintScale(Graphics2D g, Rectangle2D plot, int x) {
        int height = (int) Math.min(SCALE_HEIGHT, plot.getHeight());
        int top = (int) plot.getY();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
        for (int y = 0; y < height; y++) {
            g.setColor(colour(1 - (double) y / Math.max(1, height - 1)));
            g.fillRect(x, top + y, SCALE_WIDTH, 1);
        }
        g.setColor(ColourMap.GREY);
        g.drawRect(x - 1, top - 1, SCALE_WIDTH + 1, height + 1);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(getStyler().getChartFontColor());
        g.setFont(getStyler().getLegendFont());
        int ascent = g.getFontMetrics().getAscent();
        g.drawString(end(getStyler().getMax()), x + SCALE_WIDTH + GAP, top + ascent - 2);
        g.drawString(end(getStyler().getMin()), x + SCALE_WIDTH + GAP, top + Math.max(height, 2 * ascent));
    }

    private String end(double value) {
        String pattern = getStyler().getHeatMapValueDecimalPattern();
        return pattern != null && pattern.contains("%") ? format().format(value) : Description.number(value);
    }

    private double part(double value) {
        return (value - getStyler().getMin())
                / (getStyler().getMax() - getStyler().getMin());
    }

    private Color colour(double part) {
        double level = Math.rint(Math.max(0, Math.min(1, part)) * LEVELS) / LEVELS;
        Color colour = new ColourMap(List.of(getStyler().getRangeColors())).at(level);
        return getStyler().isShowValue() ? Contrast.readable(colour) : colour;
    }
}
