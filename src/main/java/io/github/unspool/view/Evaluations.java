package io.github.unspool.view;

import io.github.unspool.tribuo.output.TokenEvaluation;
import io.github.unspool.tribuo.output.TokenScore;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.tribuo.classification.Classifiable;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.ConfusionMatrix;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.evaluation.RegressionEvaluation;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Tribuo's evaluations as tables. Precision, recall and F1 are computed from the counts, since the F1 of a sequence's label
 * in Tribuo 4.3.2 is its recall. What would be a division by 0 stays empty.
 */
final class Evaluations {
    private final StringColumn label = StringColumn.create("label");
    private final DoubleColumn count = DoubleColumn.create("n");
    private final DoubleColumn correct = DoubleColumn.create("correct");
    private final DoubleColumn precision = DoubleColumn.create("precision");
    private final DoubleColumn recall = DoubleColumn.create("recall");
    private final DoubleColumn f1 = DoubleColumn.create("F1");

    private Evaluations() {}

    /** A row for each label, then one for all of them together and one for their mean. */
    static <T extends Classifiable<T>> Table labels(ConfusionMatrix<T> matrix) {
        Evaluations rows = new Evaluations();
        List<T> labels = matrix.observed().stream()
                .sorted(Comparator.comparing(Evaluations::name))
                .toList();
        labels.forEach(of -> rows.add(name(of), matrix.support(of), matrix.tp(of), matrix.fp(of), matrix.fn(of)));
        double mean = rows.f1.mean();
        double meanPrecision = rows.precision.mean();
        double meanRecall = rows.recall.mean();
        rows.add("all", matrix.support(), matrix.tp(), matrix.fp(), matrix.fn());
        rows.label.append("mean");
        rows.count.appendMissing();
        rows.correct.appendMissing();
        rows.precision.append(meanPrecision);
        rows.recall.append(meanRecall);
        rows.f1.append(mean);
        return rows.table();
    }

    private static String name(Object label) {
        if (label instanceof MultiLabel set) {
            return String.join(", ", new TreeSet<>(set.getNameSet()));
        }
        return label instanceof Label one ? Charts.visible(one.getLabel()) : label.toString();
    }

    private void add(String name, double support, double tp, double fp, double fn) {
        label.append(name);
        count.append(support);
        correct.append(tp);
        precision.append(tp / (tp + fp));
        recall.append(tp / (tp + fn));
        f1.append(2 * tp / (2 * tp + fp + fn));
    }

    private Table table() {
        count.setPrintFormatter(Html.decimals(0), "");
        correct.setPrintFormatter(Html.decimals(0), "");
        for (DoubleColumn column : List.of(precision, recall, f1)) {
            column.setPrintFormatter(Html.decimals(3), "");
        }
        return Table.create("evaluation", label, count, correct, precision, recall, f1);
    }

    /** A row for each number that is predicted, and if there are several one for their mean. */
    static Table numbers(RegressionEvaluation evaluation) {
        List<Regressor> outputs = evaluation.rmse().keySet().stream()
                .sorted(Comparator.comparing(Evaluations::output))
                .toList();
        StringColumn names = StringColumn.create("output", outputs.stream().map(Evaluations::output));
        DoubleColumn rmse =
                column("RMSE", outputs.stream().map(evaluation::rmse).toList());
        DoubleColumn mae = column(
                "mean absolute error", outputs.stream().map(evaluation::mae).toList());
        DoubleColumn r2 = column("R²", outputs.stream().map(evaluation::r2).toList());
        DoubleColumn explained = column(
                "explained variance",
                outputs.stream().map(evaluation::explainedVariance).toList());
        if (outputs.size() > 1) {
            names.append("mean");
            rmse.append(evaluation.averageRMSE());
            mae.append(evaluation.averageMAE());
            r2.append(evaluation.averageR2());
            explained.append(evaluation.averagedExplainedVariance());
        }
        return Table.create("evaluation", names, rmse, mae, r2, explained);
    }

    /** A row for each length of the target, then one for all. */
    static Table tokens(TokenEvaluation evaluation) {
        List<TokenScore> scores = Stream.concat(evaluation.byLength().stream(), Stream.of(evaluation.score()))
                .toList();
        StringColumn lengths = StringColumn.create("length", scores.stream().map(Evaluations::length));
        lengths.set(scores.size() - 1, "all");
        return Table.create(
                "evaluation",
                lengths,
                tokens("n", 0, scores, TokenScore::sequences),
                tokens("exact", 3, scores, TokenScore::exactMatch),
                tokens("token error rate", 3, scores, TokenScore::tokenErrorRate),
                tokens("substituted", 0, scores, TokenScore::substitutions),
                tokens("inserted", 0, scores, TokenScore::insertions),
                tokens("deleted", 0, scores, TokenScore::deletions),
                tokens("BLEU", 3, scores, TokenScore::bleu));
    }

    private static String length(TokenScore score) {
        return score.shortest() == score.longest()
                ? Integer.toString(score.longest())
                : score.shortest() + "–" + score.longest();
    }

    private static DoubleColumn tokens(
            String name, int decimals, List<TokenScore> scores, ToDoubleFunction<TokenScore> number) {
        DoubleColumn column =
                DoubleColumn.create(name, scores.stream().mapToDouble(number).toArray());
        column.setPrintFormatter(Html.decimals(decimals), "");
        return column;
    }

    private static String output(Regressor output) {
        return String.join(", ", output.getNames());
    }

    private static DoubleColumn column(String name, List<Double> values) {
        DoubleColumn column = DoubleColumn.create(name, values);
        column.setPrintFormatter(Html.losses(), "");
        return column;
    }
}
