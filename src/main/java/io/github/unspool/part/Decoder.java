package io.github.unspool.part;

import io.github.unspool.cell.Activation;
import io.github.unspool.math.Randoms;
import io.github.unspool.math.Workers;
import io.github.unspool.parameter.NumpyArray;
import io.github.unspool.parameter.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * A stack of layers that writes a sequence of another length: what it reads at each step is the output of the step before, and it
 * begins with what the encoder below ended with. With attention it also looks at all encoded steps, {@code ĥ = tanh([context |
 * h]·Wd + bd)}.
 *
 * <p>The end of an encoder e is what it gives at the last step; where some of its layers read from the end, also what it gives
 * at the first. A layer begins with e itself if the sizes agree, otherwise with {@code tanh(e·Wd + bd)}; its memory, if it has
 * one, with {@code e·Wd + bd}.
 *
 * <p>Sources: K. Cho et al., <i>Learning phrase representations using RNN encoder-decoder for statistical machine translation</i>,
 * EMNLP 2014; I. Sutskever, O. Vinyals, Q. V. Le, <i>Sequence to sequence learning with neural networks</i>, NIPS 2014; with
 * attention M.-T. Luong, H. Pham, C. D. Manning, EMNLP 2015, equation 5.
 *
 * @param encoded the width of what the encoder gives
 * @param isCausal whether the encoder reads forwards only
 * @param layers the decoder's embedding and layers
 * @param attention what it reads of the encoded steps; null if it reads nothing but their end
 */
public record Decoder(int encoded, boolean isCausal, Chain layers, AttentionPart attention) implements Part {
    private static final String NAME = "decoder ";
    private static final String ARRAY = "decoder.";
    /** Its place among the random numbers. */
    private static final long RANDOMS = -6;

    /** The name of the parameter that has a row for each output, since it reads that of the step before. */
    public String readsOutputs() {
        return NAME + layers.shapes().get(0).name();
    }

    /** e, where a layer begins. */
    int end() {
        return isCausal ? encoded : Math.multiplyExact(2, encoded);
    }

    /** Whether a layer begins with e itself. */
    boolean beginsWithEnd(RecurrentPart layer) {
        return isCausal && layer.units() == encoded;
    }

    /** What makes the first hidden states, of those layers that do not begin with e itself. */
    List<Dense> starts() {
        return layers.recurrent().stream()
                .filter(layer -> !beginsWithEnd(layer))
                .map(layer -> start(layer, "start", layer.units(), Activation.TANH))
                .toList();
    }

    /** What makes the first memories, of those layers that have one. */
    List<Dense> memories() {
        return layers.recurrent().stream()
                .filter(layer -> layer.cell().hasMemory())
                .map(layer ->
                        start(layer, "memory", layer.units() * layer.cell().memories(), Activation.LINEAR))
                .toList();
    }

    private Dense start(RecurrentPart layer, String what, int width, Activation activation) {
        int number = layer.number();
        return new Dense("%s %s".formatted(what, number + 1), what + "." + number, number, end(), width, activation);
    }

    /** What reads [context | h]; none without attention. */
    List<Dense> top() {
        return attention == null
                ? List.of()
                : List.of(new Dense("top", "top", 0, attention.outputs(), layers.outputs(), Activation.TANH));
    }

    /** All that learns, in the order of the parameters. */
    List<Declaration> declarations() {
        List<Declaration> all = new ArrayList<>(starts());
        all.addAll(memories());
        all.add(layers);
        if (attention != null) {
            all.add(attention);
        }
        all.addAll(top());
        return all;
    }

    /** The parameters of each of the {@link #declarations}. */
    List<List<Parameter>> parts(List<Parameter> own) {
        List<List<Parameter>> parts = new ArrayList<>();
        int from = 0;
        for (Declaration declaration : declarations()) {
            int to = from + declaration.shapes().size();
            parts.add(own.subList(from, to));
            from = to;
        }
        return parts;
    }

    @Override
    public int outputs() {
        return layers.outputs();
    }

    @Override
    public List<Parameter.Shape> shapes() {
        return declarations().stream()
                .flatMap(declaration -> declaration.shapes().stream())
                .map(shape -> new Parameter.Shape(NAME + shape.name(), shape.rows(), shape.columns()))
                .toList();
    }

    @Override
    public void initialise(List<Parameter> own, Initial.Choice initial, long seed) {
        List<Declaration> declarations = declarations();
        List<List<Parameter>> parts = parts(own);
        for (int i = 0; i < parts.size(); i++) {
            declarations
                    .get(i)
                    .initialise(
                            parts.get(i), initial, Randoms.of(seed, RANDOMS, i).nextLong());
        }
    }

    @Override
    public List<NumpyArray> arrays(List<Parameter> own) {
        List<Declaration> declarations = declarations();
        List<List<Parameter>> parts = parts(own);
        List<NumpyArray> arrays = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            for (NumpyArray array : declarations.get(i).arrays(parts.get(i))) {
                arrays.add(new NumpyArray(ARRAY + array.name(), array.shape(), array.numbers()));
            }
        }
        return arrays;
    }

    /** What is read of the encoder; {@link #needOfSteps} has the decoder's own steps. */
    @Override
    public Need need(Need.Reading reading) {
        Need need = Need.NONE;
        for (Declaration part : declarations()) {
            need = need.plus(new Need(part.need(reading.above()).packed(), 0, 0, 0, 0));
        }
        return need.plus(new Need(0, attention == null ? 0 : 2.0 * encoded, 0, 4.0 * end(), 0));
    }

    /** What the decoder's steps need: rows are those that it reads. */
    public Need needOfSteps(Need.Reading reading) {
        Need need = layers.need(reading);
        if (attention != null) {
            need = need.plus(attention.need(reading.above())).plus(top().get(0).need(reading.above()));
        }
        return new Need(0, need.perRow(), need.perLearningRow(), need.perSequence(), need.perBlockRow());
    }

    @Override
    public Pass pass(List<Parameter> own, boolean isFrozen, Workers workers) {
        return new DecoderPass(this, own, isFrozen, workers);
    }

    /** A decoder reads its input whole before it begins, so it does not read step by step. */
    @Override
    public Step step(List<Parameter> own, StepInput x) {
        throw new IllegalStateException("a decoder reads a whole sequence before its first step");
    }
}
