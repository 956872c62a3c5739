package io.github.unspool.network;

import io.github.unspool.cell.Activation;
import io.github.unspool.cell.Merge;
import io.github.unspool.loss.Loss;
import io.github.unspool.part.AttentionPart;
import io.github.unspool.part.Chain;
import io.github.unspool.part.Decoder;
import io.github.unspool.part.Embedding;
import io.github.unspool.part.Masks;
import io.github.unspool.part.Output;
import io.github.unspool.part.Part;
import io.github.unspool.part.RecurrentPart;
import io.github.unspool.part.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The shape of a network: inputs, a stack of layers, outputs, and the loss. Its numbers are
 * {@link Weights}.
 *
 * @param inputs D, how many features a step has
 * @param stack what lies between
 * @param outputs K, the number of outputs of a step
 * @param loss the loss, which also converts outputs to predictions
 * @param targets which steps have a target
 */
public record Network(int inputs, Stack stack, int outputs, Loss loss, Targets targets) {

    /**
     * Checks the sizes.
     *
     * @param inputs D
     * @param stack what lies between
     * @param outputs K
     * @param loss the loss
     * @param targets which steps have a target
     * @throws IllegalArgumentException if there is no input or no output, or the stack does not support one output for each
     *     sequence
     */
    public Network {
        if (inputs < 1 || outputs < 1) {
            throw new IllegalArgumentException(
                    "a network needs inputs and outputs; this one would have %s and %s".formatted(inputs, outputs));
        }
        LayerSpec top = stack.layers().get(stack.layers().size() - 1);
        if (loss.isOfSequences() != (targets == Targets.ALIGNED)) {
            throw new IllegalArgumentException(loss + " is for outputs that are sequences of labels; remove loss(…)");
        }
        if (loss.isOfSequences() && stack.decoder().isPresent()) {
            throw new IllegalArgumentException(
                    "decoder(…) and loss(%s) exclude each other, because CTC needs no decoder; remove one of them"
                            .formatted(loss));
        }
        if (stack.decoder().isPresent() != (targets == Targets.DECODED)) {
            throw new IllegalArgumentException(
                    stack.decoder().isPresent()
                            ? "decoder(…) writes sequences, but each output of the data is one value; remove the call"
                            : "the outputs of the data are sequences; add what writes them, such as decoder(d -> d.embedding(16).hidden(%s).gru().attention()), or loss(Loss.ctc()) if each is at most as long as its input"
                                    .formatted(top.units()));
        }
        if (!targets.readEachStep() && top.skip() && top.bidirectional()) {
            throw new IllegalArgumentException(
                    "skip() in layer %s: a bidirectional top layer with one output for each sequence"
                                    .formatted(stack.layers().size())
                            + " combines the states of different steps, so no input can be added; remove skip()");
        }
    }

    /**
     * Creates a network that predicts a class at each step.
     *
     * @param inputs D
     * @param layers the recurrent layers
     * @param outputs K, the classes
     * @return the network, with cross-entropy as its loss
     */
    public static Network classifier(int inputs, List<LayerSpec> layers, int outputs) {
        return new Network(inputs, Stack.of(layers), outputs, Loss.crossEntropy(), Targets.EACH_STEP);
    }

    /**
     * The recurrent layers.
     *
     * @return the layers of the stack
     */
    public List<LayerSpec> layers() {
        return stack.layers();
    }

    /**
     * The width of what a layer reads.
     *
     * @param layer 0 for the lowest
     * @return the inputs of the network or of its embedding, or what the layer below gives
     */
    public int inputsOf(int layer) {
        if (layer > 0) {
            return layers().get(layer - 1).outputs();
        }
        return stack.embedding() > 0 ? stack.embedding() : inputs;
    }

    /**
     * The width of what the output reads.
     *
     * @return what the topmost layer gives, or that of the decoder
     */
    public int topOutputs() {
        List<LayerSpec> top = stack.decoder().map(DecoderSpec::layers).orElse(layers());
        return top.get(top.size() - 1).outputs();
    }

    private int encoded() {
        return layers().get(layers().size() - 1).outputs();
    }

    /**
     * Whether what a layer gives is read at each step; at the last one only if not.
     *
     * @param layer 0 for the lowest
     * @return true unless it is the topmost of a network with one target a sequence
     */
    public boolean isReadAtEachStep(int layer) {
        return layer + 1 < layers().size() || targets.readEachStep();
    }

    /** How many recurrences there are: one for each direction of each layer. */
    int recurrences() {
        return recurrence(layers().size());
    }

    /** The number of a layer's first recurrence; its second, if it has one, follows. */
    int recurrence(int layer) {
        return layers().stream().limit(layer).mapToInt(LayerSpec::directions).sum();
    }

    /** The parts between the inputs and the output, from the lowest; the decoder is the last. */
    public Chain body() {
        List<Part> parts = new ArrayList<>(encoder().parts());
        decoder().ifPresent(parts::add);
        return new Chain(parts);
    }

    /** The parts that read the inputs. */
    public Chain encoder() {
        List<Part> parts = new ArrayList<>();
        if (stack.embedding() > 0) {
            parts.add(new Embedding(layers().size(), inputs, stack.embedding()));
        }
        for (int i = 0; i < layers().size(); i++) {
            parts.add(layer(i));
        }
        return new Chain(parts);
    }

    /** What writes the outputs, if they are sequences. Its inputs are numbered as its outputs. */
    public Optional<Decoder> decoder() {
        return stack.decoder()
                .map(spec -> new Decoder(
                        encoded(),
                        stack.readsForwards(),
                        layers(spec),
                        spec.attention()
                                .map(score -> new AttentionPart(score, topOutputs(), encoded()))
                                .orElse(null)));
    }

    private Chain layers(DecoderSpec spec) {
        List<Part> parts = new ArrayList<>();
        int width = outputs;
        if (spec.embedding() > 0) {
            parts.add(new Embedding(spec.layers().size(), outputs, spec.embedding()));
            width = spec.embedding();
        }
        for (int i = 0; i < spec.layers().size(); i++) {
            LayerSpec layer = spec.layers().get(i);
            boolean hasMask = layer.recurrentDropout() > 0;
            parts.add(layer.around(
                    i, new RecurrentPart(i, i, width, layer.units(), layer.cell(), false, true, false, hasMask)));
            width = layer.outputs();
        }
        return new Chain(parts);
    }

    private Part layer(int i) {
        LayerSpec layer = layers().get(i);
        RecurrentPart recurrence = new RecurrentPart(
                i,
                recurrence(i),
                inputsOf(i),
                layer.units(),
                layer.cell(),
                layer.bidirectional(),
                isReadAtEachStep(i),
                stack.learnedStart(),
                layer.recurrentDropout() > 0);
        return layer.around(i, recurrence);
    }

    /** What stands on the parts. */
    public Output output() {
        return new Output(layers().size(), topOutputs(), outputs, loss);
    }

    Masks noMasks() {
        Masks decoder = stack.decoder()
                .map(spec -> Masks.none(spec.layers().size(), spec.layers().size()))
                .orElse(null);
        return Masks.none(layers().size(), recurrences(), decoder);
    }

    /**
     * A state of zeros.
     *
     * @param sequences B
     */
    public State zeroState(int sequences) {
        return State.zero(body().recurrent(), sequences);
    }

    /**
     * Whether another network has the same layers and kind of output, over however many inputs and outputs.
     *
     * @param other the other network
     */
    public boolean hasTheLayersOf(Network other) {
        return stack.withoutDropout().equals(other.stack.withoutDropout())
                && loss.kind() == other.loss.kind()
                && loss.isPositive() == other.loss.isPositive()
                && targets == other.targets;
    }

    /** Whether the same weights mean the same in another network: dropout and the loss's settings do not matter. */
    boolean sharesWeightsWith(Network other) {
        return inputs == other.inputs && outputs == other.outputs && hasTheLayersOf(other);
    }

    /** The same network with another loss. */
    Network withLoss(Loss other) {
        return new Network(inputs, stack, outputs, other, targets);
    }

    /** All that {@link #sharesWeightsWith} looks at. */
    String inFull() {
        return this + (stack.learnedStart() ? ", first state learned" : "") + targets.note() + ", " + loss.title();
    }

    /** From the input upwards, such as {@code 5 inputs → 4 tanh → 5 outputs}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(inputs).append(inputs == 1 ? " input" : " inputs");
        if (stack.embedding() > 0) {
            text.append(" → embedding ").append(stack.embedding());
        }
        for (LayerSpec layer : layers()) {
            text.append(" → ")
                    .append(layer.units())
                    .append(' ')
                    .append(layer.cell().name());
            text.append(
                            layer.bidirectional()
                                    ? " in both directions"
                                            + (layer.merge() == Merge.JOIN
                                                    ? ""
                                                    : ", "
                                                            + layer.merge()
                                                                    .name()
                                                                    .toLowerCase(Locale.ROOT))
                                    : "")
                    .append(layer.skip() ? " with skip" : "");
            if (layer.dense() > 0) {
                text.append(" → dense ")
                        .append(layer.dense())
                        .append(layer.activation() == Activation.LINEAR ? "" : " " + layer.activation());
            }
        }
        stack.decoder().ifPresent(decoder -> text.append(" → ").append(decoder.describe()));
        return text.append(" → ")
                .append(outputs)
                .append(outputs == 1 ? " output" : " outputs")
                .toString();
    }
}
