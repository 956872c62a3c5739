package io.github.unspool.tribuo.output;

import io.github.unspool.runtime.Memory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The fewest edits that make a target of a prediction, or one of the ways that need as few: tokens are substituted,
 * inserted or deleted, at a cost of 1 each (Levenshtein, 1966). An inserted token stands in the prediction only, a deleted one
 * in the target only. Of several alignments it is the one that substitutes as far to the right as possible.
 *
 * @param pairs the tokens of both, in order
 */
public record EditAlignment(List<Pair> pairs) {
    private static final byte BOTH = 0;
    private static final byte DELETE = 1;
    private static final byte INSERT = 2;

    /**
     * Two tokens that belong together.
     *
     * @param target empty for an insertion
     * @param predicted empty for a deletion
     */
    public record Pair(Optional<String> target, Optional<String> predicted) {
        /**
         * Whether it is right.
         *
         * @return false for a substitution, an insertion and a deletion
         */
        public boolean isRight() {
            return target.equals(predicted);
        }
    }

    /**
     * Aligns two sequences, in time and memory that grow with the product of their lengths.
     *
     * @param target what should come out
     * @param predicted what did
     * @return the alignment
     * @throws IllegalArgumentException if they are so long that their product does not fit into memory
     */
    public static EditAlignment of(List<String> target, List<String> predicted) {
        Memory.check(
                "aligning %s with %s tokens".formatted(target.size(), predicted.size()),
                (target.size() + 1L) * (predicted.size() + 1L));
        byte[][] moves = moves(target, predicted);
        List<Pair> pairs = new ArrayList<>();
        int i = target.size();
        int j = predicted.size();
        while (i > 0 || j > 0) {
            byte move = moves[i][j];
            Optional<String> should = move == INSERT ? Optional.empty() : Optional.of(target.get(--i));
            Optional<String> does = move == DELETE ? Optional.empty() : Optional.of(predicted.get(--j));
            pairs.add(new Pair(should, does));
        }
        Collections.reverse(pairs);
        return new EditAlignment(List.copyOf(pairs));
    }

    /** The last edit of the fewest that align the first i tokens of the target with the first j of the prediction. */
    private static byte[][] moves(List<String> target, List<String> predicted) {
        byte[][] moves = new byte[target.size() + 1][predicted.size() + 1];
        int[] above = new int[predicted.size() + 1];
        int[] row = new int[predicted.size() + 1];
        for (int j = 1; j < row.length; j++) {
            row[j] = j;
            moves[0][j] = INSERT;
        }
        for (int i = 1; i < moves.length; i++) {
            int[] last = row;
            row = above;
            above = last;
            row[0] = i;
            moves[i][0] = DELETE;
            for (int j = 1; j < row.length; j++) {
                int both = above[j - 1] + (target.get(i - 1).equals(predicted.get(j - 1)) ? 0 : 1);
                int delete = above[j] + 1;
                int insert = row[j - 1] + 1;
                row[j] = Math.min(both, Math.min(delete, insert));
                moves[i][j] = row[j] == both ? BOTH : row[j] == delete ? DELETE : INSERT;
            }
        }
        return moves;
    }

    /**
     * The tokens that were replaced by others.
     *
     * @return their number
     */
    public int substitutions() {
        return count(true, true);
    }

    /**
     * The tokens that stand in the prediction only.
     *
     * @return their number
     */
    public int insertions() {
        return count(false, true);
    }

    /**
     * The tokens that stand in the target only.
     *
     * @return their number
     */
    public int deletions() {
        return count(true, false);
    }

    /**
     * The edit distance.
     *
     * @return the number of all edits
     */
    public int distance() {
        return (int) pairs.stream().filter(pair -> !pair.isRight()).count();
    }

    private int count(boolean inTarget, boolean inPrediction) {
        return (int) pairs.stream()
                .filter(pair -> !pair.isRight())
                .filter(pair -> pair.target.isPresent() == inTarget && pair.predicted.isPresent() == inPrediction)
                .count();
    }

    /** Such as {@code AH N S→Z +IY −L}. */
    @Override
    public String toString() {
        return pairs.stream().map(EditAlignment::text).collect(Collectors.joining(" "));
    }

    private static String text(Pair pair) {
        String target =
                pair.target.map(token -> LabelSequence.of(token).toString()).orElse("");
        String predicted =
                pair.predicted.map(token -> LabelSequence.of(token).toString()).orElse("");
        if (pair.isRight()) {
            return target;
        }
        return target.isEmpty() ? "+" + predicted : predicted.isEmpty() ? "−" + target : target + "→" + predicted;
    }
}
