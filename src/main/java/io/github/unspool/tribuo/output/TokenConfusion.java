package io.github.unspool.tribuo.output;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableOutputInfo;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.evaluation.ConfusionMatrix;

/**
 * Which tokens were predicted for which, along the alignments of predictions with targets. What was inserted counts as
 * predicted for {@link #nothing}, and nothing as predicted for what was deleted.
 */
public final class TokenConfusion implements ConfusionMatrix<Label> {
    private final String nothing;
    /** By target, then by prediction. */
    private final Map<String, Map<String, Long>> counts = new TreeMap<>();

    private final Set<String> tokens = new TreeSet<>();
    private final ImmutableOutputInfo<Label> domain;

    TokenConfusion(List<EditAlignment> alignments) {
        alignments.forEach(alignment -> alignment.pairs().forEach(pair -> {
            pair.target().ifPresent(tokens::add);
            pair.predicted().ifPresent(tokens::add);
        }));
        StringBuilder name = new StringBuilder("∅");
        while (tokens.contains(name.toString())) {
            name.append('∅');
        }
        nothing = name.toString();
        alignments.forEach(alignment -> alignment.pairs().forEach(this::count));
        domain = domain();
    }

    private void count(EditAlignment.Pair pair) {
        String target = pair.target().orElse(nothing);
        String predicted = pair.predicted().orElse(nothing);
        tokens.add(target);
        tokens.add(predicted);
        counts.computeIfAbsent(target, t -> new TreeMap<>()).merge(predicted, 1L, Long::sum);
    }

    private ImmutableOutputInfo<Label> domain() {
        MutableOutputInfo<Label> info = new LabelFactory().generateInfo();
        tokens.forEach(token -> info.observe(new Label(token)));
        return info.generateImmutableOutputInfo();
    }

    /**
     * What stands for no token, where one was inserted or deleted.
     *
     * @return a name that no token has, {@code ∅} if possible
     */
    public String nothing() {
        return nothing;
    }

    /**
     * How often each token was predicted for each, errors or not.
     *
     * @return the number by target, then by prediction; what never happened is missing
     */
    public Map<String, Map<String, Long>> counts() {
        Map<String, Map<String, Long>> copy = new TreeMap<>();
        counts.forEach((target, row) -> copy.put(target, new TreeMap<>(row)));
        return copy;
    }

    @Override
    public ImmutableOutputInfo<Label> getDomain() {
        return domain;
    }

    @Override
    public Set<Label> observed() {
        Set<Label> labels = new LinkedHashSet<>();
        tokens.forEach(token -> labels.add(new Label(token)));
        return labels;
    }

    @Override
    public List<Label> getLabelOrder() {
        return List.copyOf(observed());
    }

    @Override
    public double confusion(Label predicted, Label truth) {
        return counts.getOrDefault(truth.getLabel(), Map.of()).getOrDefault(predicted.getLabel(), 0L);
    }

    @Override
    public double support(Label truth) {
        return counts.getOrDefault(truth.getLabel(), Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    @Override
    public double support() {
        return tokens.stream().mapToDouble(token -> support(new Label(token))).sum();
    }

    @Override
    public double tp(Label label) {
        return confusion(label, label);
    }

    @Override
    public double fp(Label label) {
        return tokens.stream()
                        .mapToDouble(truth -> confusion(label, new Label(truth)))
                        .sum()
                - tp(label);
    }

    @Override
    public double fn(Label label) {
        return support(label) - tp(label);
    }

    @Override
    public double tn(Label label) {
        return support() - tp(label) - fp(label) - fn(label);
    }
}
