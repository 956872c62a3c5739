package io.github.unspool.tribuo;

import io.github.unspool.OwnJvm;
import io.github.unspool.Rnn;
import io.github.unspool.data.Sequences;
import io.github.unspool.loss.Loss;
import io.github.unspool.loss.OutputScale;
import io.github.unspool.network.Weights;
import io.github.unspool.optimiser.Rate;
import io.github.unspool.parameter.Parameter;
import io.github.unspool.tribuo.optimiser.Adam;
import io.github.unspool.tribuo.optimiser.RmsProp;
import io.github.unspool.tribuo.optimiser.Sgd;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.tribuo.classification.Label;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.math.optimisers.AdaDelta;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.math.optimisers.RMSProp;
import org.tribuo.math.optimisers.SGD;
import org.tribuo.sequence.SequenceDataset;

/** Trains the same networks in JVMs with other settings: the weights are the same to the last bit, there and on other machines. */
public final class SameBits {
    /** Of the weights that {@link #main} trains; whoever changes it on purpose says so in the change log. */
    private static final String STACKS = "389aef7bb627f9a2ef762c49b3c8fd8ba4515dca31f58088a4a4a711cb7b307e";

    /** Of the weights of each cell with each kind of output, loss and optimiser. */
    private static final String OUTPUTS = "d49c3178910a47c2c4cddca18235bfcc457f8101f2197375452dd8a2bb9928a2";

    /** The kernels from the first step on, though they are not compiled yet. */
    private static final String VECTORS = OwnJvm.VECTORS + " -Dunspool.vector=always";

    /** The settings of each build: those that differ most. */
    static final List<String> FEW = List.of(
            "",
            OwnJvm.VECTORS,
            VECTORS,
            VECTORS + " -XX:MaxVectorSize=16",
            "-XX:+UseSerialGC -Xint",
            VECTORS + " -DSameBits.threads=8 -XX:ActiveProcessorCount=8");

    /** The others, which {@code ./unspool trial} adds. */
    public static final List<String> MORE = List.of(
            OwnJvm.VECTORS + " -Dunspool.vector=off",
            VECTORS + " -XX:UseAVX=2",
            VECTORS + " -XX:MaxVectorSize=32",
            VECTORS + " -XX:TieredStopAtLevel=1",
            VECTORS + " -XX:-TieredCompilation",
            VECTORS + " -DSameBits.threads=1",
            VECTORS + " -DSameBits.threads=2",
            VECTORS + " -DSameBits.threads=3",
            "-DSameBits.threads=3 -XX:ActiveProcessorCount=3");

    /** What every JVM finds. */
    public static final List<String> HASHES = List.of(STACKS, OUTPUTS);

    private SameBits() {}

    /** What a JVM with these options finds. */
    public static List<String> hashesWith(String options) {
        // Other processors have other options.
        List<String> all = new ArrayList<>(List.of("-XX:+IgnoreUnrecognizedVMOptions"));
        if (!options.isEmpty()) {
            all.addAll(List.of(options.split(" ")));
        }
        return OwnJvm.lines(SameBits.class, all);
    }

    /** Enough sequences and units for threads to share them; everything else is in {@link #main}. */
    private static Rnn wide() {
        return Rnn.builder()
                .hidden(48)
                .gru()
                .hidden(40)
                .lstm()
                .bidirectional()
                .hidden(33)
                .tanh();
    }

    private static SequenceDataset<Label> manyWords() {
        String text = "the whale that swam before the ship that sailed on before me that swam the ship on before";
        List<String> words = List.of(text.split(" "));
        return Sequences.words(IntStream.range(0, 24)
                .mapToObj(i -> String.join(" ", words.subList(i / 3, i / 3 + 4 + i % 5)))
                .toArray(String[]::new));
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println(hash(SameBits::addStacks));
        System.out.println(hash(SameBits::addOutputs));
    }

    private static String hash(Consumer<MessageDigest> weights) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        weights.accept(digest);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Every cell, widths around those of vectors, both directions, both kinds of dropout, ragged batches, truncation. */
    private static void addStacks(MessageDigest digest) {
        Rnn steps = Rnn.builder()
                .embedding(20)
                .hidden(20)
                .lstm()
                .skip()
                .dropout(0.1)
                .hidden(17)
                .gru()
                .recurrentDropout(0.1)
                .hidden(33)
                .tanh()
                .hidden(5)
                .relu()
                .learnStart()
                .clip(1)
                .batch(3)
                .epochs(6);
        var data = Sequences.words(
                "the whale that swam before the ship", "the ship sailed on", "call me", "that whale before me swam on");
        for (Rnn rnn : List.of(
                steps.truncate(3),
                steps.top().bidirectional().loss(Loss.crossEntropy(0.1)).optimiser(new RmsProp(0.01)),
                steps.sgd(0.3).bucket())) {
            add(threaded(rnn).train(data).weights(), digest);
        }
        add(threaded(wide().batch(16).epochs(2).clip(0.5)).train(manyWords()).weights(), digest);
    }

    /** One label, numbers by two losses, and a set of labels. */
    private static void addOutputs(MessageDigest digest) {
        Rnn.Layer layer = Rnn.builder().hidden(18);
        for (Rnn cell : List.of(layer.tanh(), layer.relu(), layer.gru(), layer.lstm())) {
            for (StochasticGradientOptimiser optimiser : optimisers()) {
                Rnn rnn = threaded(cell.optimiser(optimiser).batch(3).epochs(3));
                add(rnn.train(SmallSeries.labels()).weights(), digest);
                add(rnn.train(SmallSeries.numbers()).weights(), digest);
                add(rnn.loss(Loss.huber(1)).train(SmallSeries.numbers()).weights(), digest);
                add(rnn.train(SmallSeries.sets()).weights(), digest);
            }
        }
    }

    private static List<StochasticGradientOptimiser> optimisers() {
        return List.of(
                new Sgd(Rate.constant(0.1), 0, false),
                new Sgd(Rate.constant(0.1), 0.9, false),
                new Sgd(Rate.cosine(0.1), 0.9, true),
                new Adam(0.01),
                new Adam(Rate.oneCycle(0.01), 0.1),
                new RmsProp(0.01),
                new AdaGrad(0.1),
                new AdaDelta(0.95, 1e-6),
                new RMSProp(0.01, 0.9),
                SGD.getSimpleSGD(0.1, 0.9, SGD.Momentum.STANDARD));
    }

    private static Rnn threaded(Rnn rnn) {
        int threads = Integer.getInteger("SameBits.threads", 0);
        return threads == 0 ? rnn : rnn.threads(threads);
    }

    private static void add(Weights weights, MessageDigest digest) {
        for (Parameter parameter : weights.parameters()) {
            float[] values = parameter.values().clone();
            inUnits(parameter.shape().name(), values, weights.scale());
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
            bytes.asFloatBuffer().put(values);
            digest.update(bytes);
        }
    }

    /** Puts the scale of numbers into the output's weights, so that the hash is also that of the scale. */
    private static void inUnits(String name, float[] values, OutputScale scale) {
        double[] means = scale.means();
        double[] deviations = scale.deviations();
        for (int i = 0; i < values.length; i++) {
            int k = i % means.length;
            if (name.equals("output Wy")) {
                values[i] *= (float) deviations[k];
            } else if (name.equals("output by")) {
                values[i] = (float) (means[k] + deviations[k] * values[i]);
            }
        }
    }
}
