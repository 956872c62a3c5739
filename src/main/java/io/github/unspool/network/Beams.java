package io.github.unspool.network;

import io.github.unspool.math.Elementary;
import io.github.unspool.part.Sequence;
import io.github.unspool.runtime.Stop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Searches for the most probable outputs that a decoder may write: extends the best few beginnings at once, and keeps the best few
 * of all that they lead to. With one beam it takes the likeliest step each time. Of outputs of different lengths the best has the
 * highest {@code log p / lp}, {@code lp = ((5 + steps) / 6)^α}, so that short ones do not win by being short.
 *
 * <p>Sources: I. Sutskever, O. Vinyals, Q. V. Le, NIPS 2014, section 3.2; of lp: Y. Wu et al., <i>Google's neural machine
 * translation system</i>, arXiv:1609.08144, equation 14.
 *
 * @param beams how many beginnings are kept, at least 1
 * @param limit how many steps an output has at most, its end among them
 * @param lengthPenalty α; 0: none
 */
public record Beams(int beams, int limit, double lengthPenalty) {
    /** Sequences that are read and written to together. */
    private static final int TOGETHER = 64;

    private static final double SHIFT = 5;

    /** Checks the numbers. */
    public Beams {
        if (beams < 1 || limit < 1 || !(lengthPenalty >= 0)) {
            throw new IllegalArgumentException(
                    "%s beams, at most %s steps, length penalty %s: there must be a beam and a step, and no negative penalty"
                            .formatted(beams, limit, lengthPenalty));
        }
    }

    /**
     * What was written.
     *
     * @param outputs the numbers of the outputs, without the end
     * @param isComplete whether the decoder ended it; otherwise it reached the limit
     * @param logProbability of the outputs and the end
     * @param score by which it is ranked
     * @param attention for each step, also that of the end, how much of each step that was read; rows without numbers if there
     *     is no attention
     */
    public record Written(
            int[] outputs, boolean isComplete, double logProbability, double score, float[][] attention) {}

    /** A beginning: its last output, and what came before; null before the first. */
    private record Node(Node before, int output, int steps, double logProbability, float[] attention) {
        private static final Node NOTHING = new Node(null, -1, 0, 0, null);
    }

    /** A step that one of the beginnings may take. */
    private record Candidate(int row, int output, double logProbability) {}

    /**
     * Writes to each sequence.
     *
     * @param writing the decoder
     * @param sequences what is read
     * @param end the output that ends a sequence
     * @return for each sequence the best outputs, at most as many as there are beams, the best first
     */
    public List<List<Written>> write(Writing writing, List<Sequence> sequences, int end) {
        List<List<Written>> all = new ArrayList<>();
        for (int from = 0; from < sequences.size(); from += TOGETHER) {
            all.addAll(together(writing, sequences.subList(from, Math.min(sequences.size(), from + TOGETHER)), end));
        }
        return all;
    }

    private List<List<Written>> together(Writing writing, List<Sequence> sequences, int end) {
        writing.read(sequences);
        Search search = new Search(writing, end, sequences.size());
        for (int step = 0; step < limit && !search.live.isEmpty(); step++) {
            Stop.check("Stopped while writing.");
            search.step();
        }
        return search.written();
    }

    /** The beginnings of some sequences' outputs. */
    private final class Search {
        private final Writing writing;
        private final int end;
        private final List<List<Written>> written = new ArrayList<>();
        /** Those that are continued, sequence by sequence, and the number of the sequence of each. */
        private List<Node> live = new ArrayList<>();

        private List<Integer> owner = new ArrayList<>();
        private List<Integer> kept = new ArrayList<>();

        Search(Writing writing, int end, int sequences) {
            this.writing = writing;
            this.end = end;
            for (int s = 0; s < sequences; s++) {
                written.add(new ArrayList<>());
                live.add(Node.NOTHING);
                owner.add(s);
            }
        }

        void step() {
            float[] p = writing.step(live.stream().mapToInt(this::read).toArray());
            List<Node> before = live;
            List<Integer> ownerBefore = owner;
            live = new ArrayList<>();
            owner = new ArrayList<>();
            kept = new ArrayList<>();
            for (int from = 0; from < before.size(); ) {
                int to = from;
                while (to < before.size() && ownerBefore.get(to).equals(ownerBefore.get(from))) {
                    to++;
                }
                step(ownerBefore.get(from), before, from, to, p);
                from = to;
            }
            if (!live.isEmpty()) {
                writing.keep(kept.stream().mapToInt(Integer::intValue).toArray());
            }
        }

        private int read(Node node) {
            return node.steps == 0 ? end : node.output;
        }

        /** The rows of one sequence. */
        private void step(int sequence, List<Node> before, int from, int to, float[] p) {
            int free = beams - written.get(sequence).size();
            for (Candidate best : best(before, from, to, p, p.length / before.size(), free)) {
                Node node = new Node(
                        before.get(best.row),
                        best.output,
                        before.get(best.row).steps + 1,
                        best.logProbability,
                        writing.attention(best.row));
                if (best.output == end) {
                    written.get(sequence).add(Beams.this.written(node, true));
                } else {
                    live.add(node);
                    owner.add(sequence);
                    kept.add(best.row);
                }
            }
        }

        /** The best first; with those that have not come to an end. */
        List<List<Written>> written() {
            for (int i = 0; i < live.size(); i++) {
                written.get(owner.get(i)).add(Beams.this.written(live.get(i), false));
            }
            written.forEach(
                    list -> list.sort(Comparator.comparingDouble(Written::score).reversed()));
            return written;
        }
    }

    /** The most probable continuations of some beginnings; of equally probable ones the first. */
    private static List<Candidate> best(List<Node> live, int from, int to, float[] p, int outputs, int count) {
        List<Candidate> best = new ArrayList<>();
        for (int row = from; row < to; row++) {
            for (int k = 0; k < outputs; k++) {
                double logProbability = live.get(row).logProbability + Elementary.log(p[row * outputs + k]);
                if (best.size() < count || logProbability > best.get(count - 1).logProbability) {
                    insert(best, new Candidate(row, k, logProbability));
                    if (best.size() > count) {
                        best.remove(count);
                    }
                }
            }
        }
        return best;
    }

    private static void insert(List<Candidate> sorted, Candidate candidate) {
        int at = sorted.size();
        while (at > 0 && sorted.get(at - 1).logProbability < candidate.logProbability) {
            at--;
        }
        sorted.add(at, candidate);
    }

    private Written written(Node last, boolean isComplete) {
        List<Node> nodes = new ArrayList<>();
        for (Node node = last; node.before != null; node = node.before) {
            nodes.add(node);
        }
        Collections.reverse(nodes);
        int[] outputs = nodes.stream().mapToInt(Node::output).toArray();
        double penalty = StrictMath.pow((SHIFT + nodes.size()) / (SHIFT + 1), lengthPenalty);
        return new Written(
                isComplete ? Arrays.copyOf(outputs, outputs.length - 1) : outputs,
                isComplete,
                last.logProbability,
                last.logProbability / penalty,
                nodes.stream().map(Node::attention).toArray(float[][]::new));
    }
}
