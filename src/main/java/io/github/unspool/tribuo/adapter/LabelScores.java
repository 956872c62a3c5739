package io.github.unspool.tribuo.adapter;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;

/**
 * The probability of each label, in the order of their ids. The labels are created on demand: a map that holds them
 * takes thirteen times as much memory for 83 labels, gigabytes for a book, and no call can be stopped while Java moves
 * gigabytes about to find what is free.
 */
final class LabelScores extends AbstractMap<String, Label> {
    private final ImmutableOutputInfo<Label> labels;
    private final float[] scores;

    /**
     * @param scores one of each label; kept, not copied
     */
    LabelScores(ImmutableOutputInfo<Label> labels, float... scores) {
        this.labels = labels;
        this.scores = scores;
    }

    private Label label(int id) {
        return new Label(labels.getOutput(id).getLabel(), scores[id]);
    }

    @Override
    public Label get(Object name) {
        int id = name instanceof String label ? labels.getID(new Label(label)) : -1;
        return id < 0 ? null : label(id);
    }

    @Override
    public boolean containsKey(Object name) {
        return get(name) != null;
    }

    @Override
    public Set<Map.Entry<String, Label>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, Label>> iterator() {
                return IntStream.range(0, scores.length)
                        .mapToObj(id -> label(id))
                        .map(label -> Map.entry(label.getLabel(), label))
                        .iterator();
            }

            @Override
            public int size() {
                return scores.length;
            }
        };
    }
}
