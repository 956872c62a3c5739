package io.github.unspool.tribuo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.unspool.Rnn;
import io.github.unspool.data.Sequences;
import io.github.unspool.network.Loss;
import io.github.unspool.network.Parameter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trains the same network in JVMs with other settings, and on other machines: the weights are the same to the last bit. */
class SameBitsTest {
    /** Of the weights that {@link #main} trains; whoever changes it on purpose says so in the change log. */
    private static final String EXPECTED = "c2db8edbe863b39f5ed01c16d5d7f1760129ffbcdddd1bebd855bdbed20888db";

    private static final String VECTORS = "--add-modules jdk.incubator.vector";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                VECTORS,
                VECTORS + " -Dunspool.vector=off",
                VECTORS + " -XX:UseAVX=2",
                VECTORS + " -XX:MaxVectorSize=16",
                VECTORS + " -XX:MaxVectorSize=32",
                VECTORS + " -XX:TieredStopAtLevel=1",
                VECTORS + " -XX:-TieredCompilation",
                "-XX:+UseSerialGC -Xint"
            })
    void train_inAnotherJvm_givesTheSameBits(String options) throws Exception {
        assertThat(hashFrom(options)).isEqualTo(EXPECTED);
    }

    private static String hashFrom(String options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Other processors have other options.
        command.add("-XX:+IgnoreUnrecognizedVMOptions");
        if (!options.isEmpty()) {
            command.addAll(List.of(options.split(" ")));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SameBitsTest.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output.strip();
    }

    /** Every cell, widths around those of vectors, both directions, both kinds of dropout, ragged batches, truncation. */
    public static void main(String[] arguments) throws Exception {
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
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Rnn rnn : List.of(
                steps.truncate(3),
                steps.bidirectional().loss(Loss.crossEntropy(0.1)).optimiser(new RmsProp(0.01)),
                steps.sgd(0.3).bucket())) {
            for (Parameter parameter : rnn.train(data).weights().parameters()) {
                ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * parameter.values().length);
                bytes.asFloatBuffer().put(parameter.values());
                digest.update(bytes);
            }
        }
        System.out.println(HexFormat.of().formatHex(digest.digest()));
    }
}
