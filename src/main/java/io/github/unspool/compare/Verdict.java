package io.github.unspool.compare;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Which candidate is best, as far as the runs show: the candidate with the best mean, and all those that may be as good.
 * The true best of those that are compared is among them with a probability of at least 95 %, although the leader was
 * chosen from the same results.
 *
 * <p>Each of the other k − 1 candidates is compared with the leader by a paired t-test, whose p is multiplied by k − 1.
 * Were a candidate at least as good as each other, some leader would shut it out with a probability of at most (k − 1) · 5
 * % / (2 (k − 1)); that some leader shuts out all that are as good as itself is, over the k that may lead, no likelier than
 * 5 %.
 *
 * <p>Source: J. C. Hsu, <i>Simultaneous confidence intervals for all distances from the "best"</i>, Annals of Statistics 9
 * (1981), and D. G. Edwards, J. C. Hsu, <i>Multiple comparisons with the best treatment</i>, Journal of the American
 * Statistical Association 78 (1983): any method that compares with a control does, with each as the control. Here it is
 * Bonferroni's, since differences are paired and vary unequally.
 *
 * @param differences the leader against each other that is compared, in the order of the leaderboard; at least one
 * @param epochs after how many epochs they are compared, if that is not the end; else 0
 * @param level at which one of them is shut out, such as 0.05
 */
public record Verdict(List<Difference> differences, int epochs, double level) {
    /** The largest number of further seeds that is suggested. */
    private static final int MANY = 100;
    /** More names are not read. */
    private static final int NAMES = 4;

    /**
     * Copies the list.
     *
     * @param differences the leader against each other
     * @param epochs after how many epochs they are compared, if that is not the end
     * @param level at which one of them is shut out
     */
    public Verdict {
        differences = List.copyOf(differences);
    }

    /**
     * The candidate with the best mean.
     *
     * @return the leader
     */
    public Candidate leader() {
        return differences.get(0).better();
    }

    /**
     * Those that may be as good as the leader.
     *
     * @return the other candidates that may be best, in the order of the leaderboard; none if the leader is better than all
     */
    public List<Candidate> undecided() {
        return open().stream().map(Difference::other).toList();
    }

    private List<Difference> open() {
        return differences.stream().filter(d -> epochs > 0 || !isReal(d)).toList();
    }

    private boolean isReal(Difference difference) {
        return difference.probability() < level;
    }

    /**
     * Whether the leader is better than all others that are compared.
     *
     * @return false if it is undecided
     */
    public boolean isDecided() {
        return open().isEmpty();
    }

    /**
     * Whether a candidate may be the best.
     *
     * @param candidate one that is compared
     * @return true for the leader and for those that may be as good
     */
    public boolean mayBeBest(Candidate candidate) {
        return candidate.equals(leader()) || undecided().contains(candidate);
    }

    /**
     * How many more seeds would decide it, if the closest of the undecided candidates keeps its distance and its variance.
     *
     * @return the number; 0 if it is decided or unknown, {@link Integer#MAX_VALUE} if it is more than a hundred
     */
    public int moreSeeds() {
        if (isDecided() || epochs > 0) {
            return 0;
        }
        return open().stream().mapToInt(d -> d.moreRepeats(level, MANY)).max().orElse(0);
    }

    /** The verdict in one or two sentences. */
    @Override
    public String toString() {
        if (epochs > 0) {
            return "%s leads after %s %s, where the comparison ended; the ranking at the end of the runs is unknown."
                    .formatted(leader(), epochs, epochs == 1 ? "epoch" : "epochs");
        }
        return isDecided() ? decided() : open().size() == 1 && differences.size() == 1 ? two() : several();
    }

    private String decided() {
        Difference nearest = differences.stream()
                .reduce((a, b) -> a.probability() >= b.probability() ? a : b)
                .orElseThrow();
        if (differences.size() == 1) {
            return "%s is better than %s: by %s.".formatted(leader(), nearest.other(), nearest.figures());
        }
        return "%s is better than each of the other %s; compared with %s, the closest, by %s."
                .formatted(leader(), differences.size(), nearest.other(), nearest.figures());
    }

    private String two() {
        Difference only = differences.get(0);
        return "Undecided: %s".formatted(only) + seeds();
    }

    private String several() {
        List<Candidate> group = undecided();
        String names = group.stream().limit(NAMES).map(Candidate::name).collect(Collectors.joining("; "));
        String more = group.size() > NAMES ? "; and %s more".formatted(group.size() - NAMES) : "";
        return "Undecided between %s of %s: %s; %s%s. %s%s"
                .formatted(group.size() + 1, differences.size() + 1, leader(), names, more, open().get(0), seeds());
    }

    private String seeds() {
        int more = moreSeeds();
        if (more == 0) {
            return "";
        }
        return more == Integer.MAX_VALUE
                ? " More than %s further seeds would be needed to decide it: take the simpler or the faster one."
                        .formatted(MANY)
                : String.format(
                        Locale.ROOT,
                        " About %s more %s would decide it, if this difference persists.",
                        more,
                        more == 1 ? "seed" : "seeds");
    }
}
