package io.github.unspool.part;

import io.github.unspool.cell.Attention;
import io.github.unspool.math.Randoms;
import io.github.unspool.math.Workers;
import io.github.unspool.parameter.NumpyArray;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.parameter.TorchArrays;
import java.util.List;

/**
 * What a decoder reads of the encoded steps of its sequence: at each step of its own, with state h, the mean of their vectors x by
 * weights that are the softmax of {@linkplain Attention scores}. It gives {@code [context | h]}.
 *
 * @param score how well h and x fit
 * @param queries the width of h
 * @param keys the width of x
 */
public record AttentionPart(Attention score, int queries, int keys) implements Declaration {
    private static final String NAME = "attention ";

    /** Checks the widths. */
    public AttentionPart {
        if (score == Attention.DOT && queries != keys) {
            throw new IllegalArgumentException(
                    "attention(Attention.DOT): the decoder has %s units and reads vectors of %s numbers, which have no dot product; make them equal, or use attention(Attention.GENERAL)"
                            .formatted(queries, keys));
        }
    }

    /** The width of what it gives. */
    int outputs() {
        return Math.addExact(keys, queries);
    }

    @Override
    public List<Parameter.Shape> shapes() {
        return switch (score) {
            case DOT -> List.of();
            case GENERAL -> List.of(new Parameter.Shape(NAME + "Wa", queries, keys));
            case ADDITIVE ->
                List.of(
                        new Parameter.Shape(NAME + "Wq", queries, queries),
                        new Parameter.Shape(NAME + "Wk", keys, queries),
                        new Parameter.Shape(NAME + "va", 1, queries));
        };
    }

    @Override
    public void initialise(List<Parameter> own, Initial.Choice initial, long seed) {
        for (int i = 0; i < own.size(); i++) {
            Parameter w = own.get(i);
            initial.input().fill(w, w.columns(), Randoms.of(seed, i));
        }
    }

    @Override
    public List<NumpyArray> arrays(List<Parameter> own) {
        return own.stream()
                .map(w -> w.rows() == 1 ? TorchArrays.table(array(w), w) : TorchArrays.transposed(array(w), w))
                .toList();
    }

    /** Such as {@code attention.a.weight}. */
    private static String array(Parameter w) {
        return "attention." + w.shape().name().substring(NAME.length() + 1) + ".weight";
    }

    @Override
    public Need need(Need.Reading reading) {
        double packed = score == Attention.DOT ? 0 : 2.0 * queries * keys;
        return new Need(packed, 2.0 * keys, 0, 0, 0);
    }

    AttentionPass pass(List<Parameter> own, boolean isFrozen, Workers workers) {
        return new AttentionPass(this, own, isFrozen, workers);
    }
}
