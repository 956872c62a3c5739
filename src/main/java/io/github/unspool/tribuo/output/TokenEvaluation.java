package io.github.unspool.tribuo.output;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tribuo.Prediction;
import org.tribuo.evaluation.Evaluation;
import org.tribuo.evaluation.metrics.MetricID;
import org.tribuo.provenance.EvaluationProvenance;

/**
 * How good predicted sequences of labels are: exact matches, edits per token of the targets, BLEU, and which tokens were
 * predicted for which.
 */
public final class TokenEvaluation implements Evaluation<LabelSequence> {
    private static final int MOST_GROUPS = 10;
    private static final int MOST_MISTAKES = 5;

    private final List<Prediction<LabelSequence>> predictions;
    private final EvaluationProvenance provenance;
    private final TokenScore all;
    private final List<TokenScore> byLength;
    private final TokenConfusion confusion;

    TokenEvaluation(List<Prediction<LabelSequence>> predictions, EvaluationProvenance provenance) {
        this.predictions = List.copyOf(predictions);
        this.provenance = provenance;
        TokenTally tally = new TokenTally();
        TreeMap<Integer, List<Integer>> lengths = new TreeMap<>();
        List<EditAlignment> alignments = new ArrayList<>();
        for (int i = 0; i < predictions.size(); i++) {
            LabelSequence target = target(i);
            alignments.add(EditAlignment.of(target.labels(), predicted(i).labels()));
            tally.add(target, predicted(i), alignments.get(i));
            lengths.computeIfAbsent(target.size(), length -> new ArrayList<>()).add(i);
        }
        all = tally.score();
        byLength = byLength(lengths, alignments);
        confusion = new TokenConfusion(alignments);
    }

    private LabelSequence target(int i) {
        return predictions.get(i).getExample().getOutput();
    }

    private LabelSequence predicted(int i) {
        return predictions.get(i).getOutput();
    }

    /** Of many lengths several together, equally many lengths in each group. */
    private List<TokenScore> byLength(TreeMap<Integer, List<Integer>> lengths, List<EditAlignment> alignments) {
        if (lengths.isEmpty()) {
            return List.of();
        }
        int width = (lengths.lastKey() - lengths.firstKey()) / MOST_GROUPS + 1;
        TreeMap<Integer, TokenTally> groups = new TreeMap<>();
        lengths.forEach((length, members) -> {
            TokenTally group =
                    groups.computeIfAbsent((length - lengths.firstKey()) / width, number -> new TokenTally());
            members.forEach(i -> group.add(target(i), predicted(i), alignments.get(i)));
        });
        return groups.values().stream().map(TokenTally::score).toList();
    }

    /**
     * All numbers at once.
     *
     * @return those of all sequences together
     */
    public TokenScore score() {
        return all;
    }

    /**
     * The same numbers by the length of the target.
     *
     * @return a score for each length, the shortest first; of many lengths several neighbours are together
     */
    public List<TokenScore> byLength() {
        return byLength;
    }

    /**
     * The part of the sequences that are predicted without an error.
     *
     * @return from 0 to 1; NaN without sequences
     */
    public double exactMatch() {
        return all.exactMatch();
    }

    /**
     * The edits per token of the targets: the edit distances of all sequences (Levenshtein, 1966), divided by the number of
     * tokens in all targets. Of phonemes it is called the phoneme error rate, of words the word error rate.
     *
     * @return from 0, above 1 if more is inserted than the targets have; NaN without tokens
     */
    public double tokenErrorRate() {
        return all.tokenErrorRate();
    }

    /**
     * The BLEU of the corpus (Papineni et al.: BLEU: a method for automatic evaluation of machine translation, ACL 2002):
     * the geometric mean of the precisions of n-grams of 1 to 4 tokens, where an n-gram counts at most as often as the
     * target has it, with a penalty if all predictions together are shorter than the targets. Nothing is smoothed: it is 0 if
     * no n-gram of one of these lengths is right. If no target has 4 tokens, n ends at the longest target.
     *
     * @return from 0 to 1; NaN without tokens
     */
    public double bleu() {
        return all.bleu();
    }

    /**
     * Which tokens were predicted for which.
     *
     * @return counts along the alignments with the fewest edits
     */
    public TokenConfusion confusion() {
        return confusion;
    }

    @Override
    public Map<MetricID<LabelSequence>, Double> asMap() {
        Map<MetricID<LabelSequence>, Double> map = new LinkedHashMap<>();
        for (TokenMetric metric : TokenMetric.values()) {
            map.put(metric.id(), value(metric));
        }
        return map;
    }

    /**
     * A number by its name.
     *
     * @param metric which
     * @return the number over all sequences
     */
    public double value(TokenMetric metric) {
        return switch (metric) {
            case EXACT_MATCH -> all.exactMatch();
            case TOKEN_ERROR_RATE -> all.tokenErrorRate();
            case BLEU -> all.bleu();
            case SUBSTITUTIONS -> all.substitutions();
            case INSERTIONS -> all.insertions();
            case DELETIONS -> all.deletions();
        };
    }

    @Override
    public List<Prediction<LabelSequence>> getPredictions() {
        return predictions;
    }

    @Override
    public EvaluationProvenance getProvenance() {
        return provenance;
    }

    /** The numbers, and what is mistaken most often. */
    @Override
    public String toString() {
        String mistakes = mistakes().stream().collect(Collectors.joining(", "));
        return mistakes.isEmpty() ? all.toString() : all + "\nmost often: " + mistakes;
    }

    private record Mistake(String target, String predicted, long count) {
        @Override
        public String toString() {
            return LabelSequence.of(target) + " → " + LabelSequence.of(predicted) + " " + count + "×";
        }
    }

    private List<String> mistakes() {
        List<Mistake> mistakes = new ArrayList<>();
        confusion
                .counts()
                .forEach((target, row) -> row.forEach((predicted, count) -> {
                    if (!target.equals(predicted)) {
                        mistakes.add(new Mistake(target, predicted, count));
                    }
                }));
        return mistakes.stream()
                .sorted((a, b) -> Long.compare(b.count, a.count))
                .limit(MOST_MISTAKES)
                .map(Mistake::toString)
                .toList();
    }

    /**
     * The numbers by length as a table of HTML.
     *
     * @return a table without styles
     */
    public String toHTML() {
        StringBuilder html = new StringBuilder(
                "<table><tr><th>length</th><th>n</th><th>exact</th><th>token error rate</th><th>BLEU</th></tr>");
        byLength.forEach(score -> html.append(
                row(score, score.shortest() + (score.longest() > score.shortest() ? "–" + score.longest() : ""))));
        return html.append(row(all, "all")).append("</table>").toString();
    }

    private static String row(TokenScore score, String name) {
        return String.format(
                Locale.ROOT,
                "<tr><td>%s</td><td>%s</td><td>%.3f</td><td>%.3f</td><td>%.3f</td></tr>",
                name,
                score.sequences(),
                score.exactMatch(),
                score.tokenErrorRate(),
                score.bleu());
    }
}
