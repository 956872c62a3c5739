package io.github.unspool.tribuo.adapter;

import io.github.unspool.loss.Loss;
import io.github.unspool.parameter.SparseRows;
import io.github.unspool.tribuo.text.TextUnit;
import java.util.Locale;
import java.util.Map;
import org.tribuo.Example;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;

/** One label of several. */
public final class LabelOutputs extends Outputs<Label> {
    private final float[] weight;

    LabelOutputs(ImmutableOutputInfo<Label> info, Map<String, Double> classWeights) {
        super(info, Label.class);
        this.weight = new float[info.size()];
        for (int id = 0; id < weight.length; id++) {
            weight[id] = classWeights
                    .getOrDefault(info.getOutput(id).getLabel(), 1.0)
                    .floatValue();
        }
        for (String name : classWeights.keySet()) {
            if (info.getID(new Label(name)) < 0) {
                throw new IllegalArgumentException("classWeights(…): the data has no label \"%s\"; it has %s"
                        .formatted(name, info.toReadableString()));
            }
        }
    }

    @Override
    public String name(int id) {
        return info().getOutput(id).getLabel();
    }

    @Override
    public int id(String label) {
        int id = info().getID(new Label(label));
        if (id < 0) {
            throw new IllegalArgumentException(
                    "\"%s\" is not among the %s labels of the training data".formatted(label, size()));
        }
        return id;
    }

    /** The id of the label at the next step; an unknown label has the id of the unknown token if training had one. */
    public int idOfToken(String token) {
        int unknown = info().getID(new Label(TextUnit.UNKNOWN));
        return unknown < 0 || info().getID(new Label(token)) >= 0 ? id(token) : unknown;
    }

    @Override
    public String describe(Label output) {
        return String.format(Locale.ROOT, "%s (%.3f)", output.getLabel(), output.getScore());
    }

    @Override
    public Loss loss() {
        return Loss.crossEntropy();
    }

    @Override
    public Label unknown() {
        return new Label(Label.UNKNOWN);
    }

    @Override
    public boolean isKnown(Label output) {
        return !output.getLabel().equals(Label.UNKNOWN);
    }

    @Override
    public boolean has(Label output) {
        return info().getID(output) >= 0;
    }

    @Override
    IllegalArgumentException notInDomain(Label output) {
        return notInDomain("has the label \"" + output.getLabel() + "\"");
    }

    @Override
    float add(Label output, SparseRows.Builder targets) {
        int id = info().getID(output);
        targets.add(id, 1);
        return weight[id];
    }

    @Override
    public Prediction<Label> prediction(float[] predictions, int featuresUsed, Example<Label> example) {
        int best = likeliest(predictions);
        Label output = new Label(name(best), predictions[best]);
        return new Prediction<>(output, new LabelScores(info(), predictions), featuresUsed, example, true);
    }
}
