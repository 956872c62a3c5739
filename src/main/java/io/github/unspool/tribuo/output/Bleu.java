package io.github.unspool.tribuo.output;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts for the BLEU of a corpus with one reference each (Papineni, Roukos, Ward and Zhu: BLEU: a method for automatic
 * evaluation of machine translation, ACL 2002): the geometric mean of the precisions of n-grams of up to 4 tokens, where an
 * n-gram counts at most as often as the target has it, times exp(1 − r / c) if the c predicted tokens are fewer than the r of
 * the targets. Nothing is smoothed: without a common n-gram of each length it is 0. If no target has 4 tokens, the n-grams
 * are as long as the longest target.
 */
final class Bleu {
    private static final int LONGEST = 4;

    /** By n − 1: how many n-grams predictions have, and how many of them the targets have too. */
    private final long[] predicted = new long[LONGEST];

    private final long[] common = new long[LONGEST];
    private long targetTokens;
    private long predictedTokens;
    private int longestTarget;

    void add(List<String> target, List<String> prediction) {
        targetTokens += target.size();
        predictedTokens += prediction.size();
        longestTarget = Math.max(longestTarget, target.size());
        for (int n = 1; n <= LONGEST; n++) {
            Map<List<String>, Integer> has = grams(target, n);
            for (var gram : grams(prediction, n).entrySet()) {
                predicted[n - 1] += gram.getValue();
                common[n - 1] += Math.min(gram.getValue(), has.getOrDefault(gram.getKey(), 0));
            }
        }
    }

    private static Map<List<String>, Integer> grams(List<String> tokens, int n) {
        Map<List<String>, Integer> grams = new HashMap<>();
        for (int i = 0; i + n <= tokens.size(); i++) {
            grams.merge(tokens.subList(i, i + n), 1, Integer::sum);
        }
        return grams;
    }

    /** From 0 to 1; NaN if the targets have no token. */
    double score() {
        int orders = Math.min(LONGEST, longestTarget);
        if (orders == 0) {
            return Double.NaN;
        }
        double logs = 0;
        for (int n = 0; n < orders; n++) {
            if (common[n] == 0) {
                return 0;
            }
            logs += StrictMath.log((double) common[n] / predicted[n]);
        }
        double penalty = Math.min(0, 1 - (double) targetTokens / predictedTokens);
        return StrictMath.exp(logs / orders + penalty);
    }
}
