package io.github.unspool.bench;

import io.github.unspool.Rnn;
import io.github.unspool.data.Datasets;
import io.github.unspool.data.Sequences;
import io.github.unspool.tribuo.RnnSequenceModel;
import io.github.unspool.tribuo.RnnState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tribuo.classification.Label;

/** A model of characters, an LSTM of 128 units, and what is done with it once it is loaded: steps, and writing text. */
final class TextModel {
    /** Steps of one run. */
    static final int STEPS = 100;

    private static final int UNITS = 128;
    private static final int CHARACTERS = 100_000;
    private static final int PARTS = 16;
    private static final int TRUNCATION = 50;
    private static final int WRITTEN = 10_000;
    private static final String BEGINNING = "Call me ";

    private TextModel() {}

    /**
     * Trains the model for one epoch on the beginning of a book and writes {@code model.pb}; for others {@code weights.npz},
     * {@code inputs.txt} and {@code outputs.txt}, the characters in the order of their ids, and {@code text.txt}, what is read.
     */
    static void make(Path folder) throws IOException {
        String text = Datasets.mobyDick().substring(0, CHARACTERS);
        RnnSequenceModel<Label> model = Rnn.builder()
                .hidden(UNITS)
                .lstm()
                .epochs(1)
                .batch(PARTS)
                .truncate(TRUNCATION)
                .adam(0.003)
                .clip(5)
                .train(Sequences.characters(text, PARTS));
        StringBuilder inputs = new StringBuilder();
        for (int d = 0; d < model.getFeatureIDMap().size(); d++) {
            inputs.append(model.getFeatureIDMap().get(d).getName());
        }
        StringBuilder outputs = new StringBuilder();
        for (int k = 0; k < model.getOutputIDInfo().size(); k++) {
            outputs.append(model.getOutputIDInfo().getOutput(k).getLabel());
        }
        Files.createDirectories(folder);
        model.serializeToFile(folder.resolve("model.pb"));
        model.weights().writeNumpy(folder.resolve("weights.npz"));
        Files.writeString(folder.resolve("inputs.txt"), inputs);
        Files.writeString(folder.resolve("outputs.txt"), outputs);
        Files.writeString(folder.resolve("text.txt"), text.substring(0, WRITTEN));
    }

    /** {@value #STEPS} steps through a text, each with its prediction. */
    static Workload steps(Path folder) throws IOException {
        RnnSequenceModel<Label> model = RnnSequenceModel.load(folder.resolve("model.pb"));
        List<String> text = new ArrayList<>();
        Files.readString(folder.resolve("text.txt"))
                .codePoints()
                .mapToObj(Character::toString)
                .forEach(text::add);
        return new Workload() {
            private RnnState<Label> state;
            private int at;

            @Override
            public void restart() {
                state = model.start();
                at = 0;
            }

            private void step() {
                state = state.step(text.get(at));
                at = (at + 1) % text.size();
            }

            @Override
            public void run() {
                for (int i = 0; i < STEPS; i++) {
                    step();
                }
            }

            @Override
            public double[] check(int count) {
                restart();
                double[] surprises = new double[count];
                for (int i = 0; i < count; i++) {
                    step();
                    surprises[i] = -Math.log(state.prediction()
                            .getOutputScores()
                            .get(text.get(at))
                            .getScore());
                }
                return surprises;
            }
        };
    }

    /** Writes {@value #WRITTEN} characters, each time others. */
    static Workload sampling(Path folder) throws IOException {
        RnnSequenceModel<Label> model = RnnSequenceModel.load(folder.resolve("model.pb"));
        return new Workload() {
            private long seed;

            @Override
            public void restart() {
                seed = 0;
            }

            @Override
            public void run() {
                String text = model.text().sampler().seed(seed++).write(BEGINNING, WRITTEN);
                if (text.length() != BEGINNING.length() + WRITTEN) {
                    throw new IllegalStateException("only " + text.length() + " characters were written");
                }
            }

            @Override
            public double[] check(int count) {
                throw new UnsupportedOperationException("what is drawn differs");
            }
        };
    }
}
