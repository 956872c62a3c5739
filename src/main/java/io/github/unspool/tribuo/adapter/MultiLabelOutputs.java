package io.github.unspool.tribuo.adapter;

import io.github.unspool.loss.Loss;
import io.github.unspool.parameter.SparseRows;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tribuo.Example;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.ImmutableMultiLabelInfo;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;

/** Any number of labels at once: those that are more likely there than not. */
final class MultiLabelOutputs extends Outputs<MultiLabel> {
    private static final double THERE = 0.5;

    private final ImmutableMultiLabelInfo labels;

    MultiLabelOutputs(ImmutableMultiLabelInfo info) {
        super(info, MultiLabel.class);
        this.labels = info;
    }

    @Override
    public String name(int id) {
        return labels.getOutput(id).getLabelString();
    }

    @Override
    public String describe(MultiLabel output) {
        return new TreeSet<>(output.getNameSet()).toString();
    }

    @Override
    public Loss loss() {
        return Loss.binaryCrossEntropy();
    }

    @Override
    public MultiLabel unknown() {
        return MultiLabelFactory.UNKNOWN_MULTILABEL;
    }

    @Override
    public boolean isKnown(MultiLabel output) {
        return !output.equals(MultiLabelFactory.UNKNOWN_MULTILABEL);
    }

    @Override
    public boolean has(MultiLabel output) {
        return output.getNameSet().stream().allMatch(name -> labels.getID(name) >= 0);
    }

    @Override
    IllegalArgumentException notInDomain(MultiLabel output) {
        Set<String> names = new TreeSet<>(output.getNameSet());
        names.removeIf(name -> labels.getID(name) >= 0);
        return notInDomain("has the label \"" + String.join("\", \"", names) + "\"");
    }

    @Override
    float add(MultiLabel output, SparseRows.Builder targets) {
        for (Label label : output.getLabelSet()) {
            targets.add(labels.getID(label.getLabel()), 1);
        }
        return 1;
    }

    @Override
    public Prediction<MultiLabel> prediction(float[] predictions, int featuresUsed, Example<MultiLabel> example) {
        Map<String, MultiLabel> scores = new LinkedHashMap<>();
        Set<Label> there = new HashSet<>();
        for (int id = 0; id < predictions.length; id++) {
            Label label = new Label(name(id), predictions[id]);
            scores.put(label.getLabel(), new MultiLabel(label));
            if (predictions[id] > THERE) {
                there.add(label);
            }
        }
        return new Prediction<>(new MultiLabel(there), scores, featuresUsed, example, true);
    }
}
