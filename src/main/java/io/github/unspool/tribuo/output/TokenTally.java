package io.github.unspool.tribuo.output;

/** Counts up a {@link TokenScore}. */
final class TokenTally {
    private final Bleu bleu = new Bleu();
    private int shortest = Integer.MAX_VALUE;
    private int longest;
    private int sequences;
    private int exact;
    private long tokens;
    private long substitutions;
    private long insertions;
    private long deletions;

    void add(LabelSequence target, LabelSequence predicted, EditAlignment alignment) {
        bleu.add(target.labels(), predicted.labels());
        shortest = Math.min(shortest, target.size());
        longest = Math.max(longest, target.size());
        sequences++;
        exact += target.equals(predicted) ? 1 : 0;
        tokens += target.size();
        substitutions += alignment.substitutions();
        insertions += alignment.insertions();
        deletions += alignment.deletions();
    }

    TokenScore score() {
        return new TokenScore(
                Math.min(shortest, longest),
                longest,
                sequences,
                exact,
                tokens,
                substitutions,
                insertions,
                deletions,
                bleu.score());
    }
}
