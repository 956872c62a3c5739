package io.github.unspool.view;

import io.github.unspool.Rnn;
import io.github.unspool.compare.Comparison;
import io.github.unspool.file.Digits;
import io.github.unspool.network.Network;
import io.github.unspool.training.History;
import io.github.unspool.tribuo.RnnModel;
import io.github.unspool.tribuo.RnnSequenceModel;
import java.io.StringWriter;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tribuo.provenance.ModelProvenance;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.io.html.HtmlWriteOptions;
import tech.tablesaw.io.html.HtmlWriter;

/** Tables as HTML without styles, so that each notebook shows them in its own theme. */
public final class Html {
    private static final int ROWS = 20;

    private Html() {}

    /**
     * Writes a table; of a long one the first and the last rows, of a wide one the first and the last columns.
     *
     * @param table any table; what it holds is escaped
     * @return the HTML
     */
    public static String of(Table table) {
        TableExcerpt excerpt = TableExcerpt.of(table);
        boolean cut = table.rowCount() > ROWS;
        StringWriter html = new StringWriter();
        new HtmlWriter()
                .write(
                        cut ? ends(excerpt.table()) : excerpt.table(),
                        HtmlWriteOptions.builder(html).build());
        String rows = cut ? "<p>%s of %s rows</p>".formatted(ROWS, table.rowCount()) : "";
        return html + rows + (excerpt.note().isEmpty() ? "" : paragraph(excerpt.note()));
    }

    /** Text between two tags, with its special characters escaped. */
    static String paragraph(String text) {
        return "<p>" + escaped(text) + "</p>";
    }

    /**
     * Text that may stand between tags.
     *
     * @param text any text
     * @return the text with its special characters escaped
     */
    public static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /**
     * A network that is not trained yet: its parts, and what is set.
     *
     * @param rnn the network
     * @return the HTML of both tables
     * @throws IllegalArgumentException if it has no layer yet
     */
    public static String of(Rnn rnn) {
        return of(Views.table(rnn))
                + paragraph("D inputs at each step and K outputs: the data decides.")
                + of(Views.settings(rnn));
    }

    /**
     * A trained network: its parts, how training went, and where it comes from.
     *
     * @param model the model
     * @return the HTML
     */
    public static String of(RnnSequenceModel<?> model) {
        return of(model.weights().network(), model.history(), model.getProvenance());
    }

    /**
     * A trained network with one output for each sequence: its parts, its history, and its provenance.
     *
     * @param model the model
     * @return the HTML
     */
    public static String of(RnnModel<?> model) {
        return of(model.weights().network(), model.history(), model.getProvenance());
    }

    /**
     * Data: how much there is, how often each target comes, and how it begins.
     *
     * @param data a data set of either kind, or the parts of one
     * @return the HTML of three tables
     */
    public static String ofData(Object data) {
        return DataTables.page(data).stream().map(Html::of).collect(Collectors.joining());
    }

    /**
     * A comparison: its leaderboard, with a piece of each line that has a colour, what it means, and the curves.
     *
     * @param comparison the comparison
     * @return the HTML; of many candidates the first ones
     */
    public static String of(Comparison comparison) {
        StringBuilder html = new StringBuilder(LeaderboardHtml.table(comparison, ROWS));
        comparison.verdict().ifPresent(verdict -> html.append(paragraph(verdict.toString())));
        if (!comparison.message().isEmpty()) {
            html.append(paragraph("⚠ " + comparison.message()));
        }
        if (comparison.rows().stream().anyMatch(s -> !s.curves().isEmpty())) {
            html.append(ComparisonPicture.of(comparison).image());
        }
        return html.toString();
    }

    /**
     * The best of a comparison that may still be going on.
     *
     * @param comparison what is known so far
     * @param rows how many at most
     * @return the HTML of a table, or nothing if there is no result yet
     */
    public static String of(Comparison comparison, int rows) {
        int known = (int) comparison.rows().stream().filter(s -> s.rung() >= 0).count();
        return known == 0 ? "" : LeaderboardHtml.table(comparison, Math.min(rows, known));
    }

    private static String of(Network network, History history, ModelProvenance provenance) {
        return of(Views.table(network)) + paragraph(history.toString()) + paragraph(Origin.words(provenance));
    }

    private static Table ends(Table table) {
        Table ends = Table.create(table.name());
        for (Column<?> column : table.columns()) {
            StringColumn cells = StringColumn.create(column.name());
            for (int row = 0; row < ROWS / 2; row++) {
                cells.append(column.getString(row));
            }
            cells.append("…");
            for (int row = table.rowCount() - ROWS / 2; row < table.rowCount(); row++) {
                cells.append(column.getString(row));
            }
            ends.addColumns(cells);
        }
        return ends;
    }

    static NumberFormat decimals(int digits) {
        return new DecimalFormat(
                digits == 0 ? "0" : "0." + "0".repeat(digits), DecimalFormatSymbols.getInstance(Locale.ROOT));
    }

    /** Four decimals for losses and errors, and digits of its own for one that these would show as 0. */
    static NumberFormat losses() {
        return new DecimalFormat("0.0000", DecimalFormatSymbols.getInstance(Locale.ROOT)) {
            private static final long serialVersionUID = 1L;

            @Override
            public StringBuffer format(double number, StringBuffer to, FieldPosition position) {
                return Digits.isLost(number) ? to.append(Digits.ofLoss(number)) : super.format(number, to, position);
            }
        };
    }

    /** For numbers of any size. */
    static NumberFormat scientific(int digits) {
        return new DecimalFormat("0." + "0".repeat(digits) + "E0", DecimalFormatSymbols.getInstance(Locale.ROOT));
    }
}
